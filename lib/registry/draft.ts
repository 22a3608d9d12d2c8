import { ScheduleError } from '../errors.js';
import { isJobClass, Job, type Work } from '../job/job.js';
import type { Condition, Hooks, OverlapPolicy, RetryPolicy } from '../job/policies.js';
import type { MissedPolicy } from '../recurrence/missed.js';
import type {
  CalendarUnit,
  ClockTime,
  DatePredicate,
  DayOfWeek,
  DaySelector,
  ElapsedUnit,
  Month,
  Span,
  Window,
} from '../recurrence/recurrence.js';

/**
 * What the words of one chain have said so far; `undefined` and empty lists stand for what is unsaid. A draft records
 * and is never changed: each word makes the next one. What it means as a whole is settled by `planOf` and `define`.
 */
export interface Draft extends Origin, Timing, Narrowing, Behaviour {}

interface Origin {
  /** Which schedule of its registry this is, from 1: how errors call a job that has no name. */
  readonly position: number;
  readonly registryZone: string;
  readonly serial: boolean;
}

interface Timing {
  /** The word that the chain began with. */
  readonly head: HeadWord | undefined;
  /** A number that still waits for its unit. */
  readonly pending: Pending | undefined;
  readonly every: Every | undefined;
  readonly cron: string | undefined;
  readonly onceAt: Moment | undefined;
  readonly once: { readonly in: Span } | { readonly at: ClockTime } | undefined;
  readonly delay: Span | undefined;
  readonly afterCompletion: Span | undefined;
  readonly clockTimes: readonly ClockTime[];
  readonly minutesOfHour: readonly number[];
  readonly daysOfWeek: readonly DayOfWeek[];
  readonly daysOfMonth: readonly DaySelector[];
  readonly months: readonly Month[];
  readonly weekdaysOnly: boolean;
  readonly limit: number | undefined;
  readonly jitterMs: number | undefined;
  readonly zone: string | undefined;
}

interface Narrowing {
  readonly between: Window | undefined;
  readonly onlyOn: readonly DayOfWeek[] | undefined;
  readonly exceptOn: readonly string[];
  readonly exceptWhere: readonly DatePredicate[];
  readonly startingAt: Moment | undefined;
  readonly until: Moment | undefined;
}

interface Behaviour {
  readonly name: string | undefined;
  readonly work: readonly Work[];
  readonly overlap: OverlapPolicy | undefined;
  readonly group: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly abandonAfterMs: number | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly missed: MissedPolicy | undefined;
  readonly conditions: readonly Condition[];
  readonly hooks: readonly Hooks[];
}

/** The words that can begin a schedule. */
export type HeadWord = 'toRunNow' | 'toRunEvery' | 'toRunOnceIn' | 'toRunOnceAt' | 'toRunCron';

/** A number, and the word that was given it. */
export interface Pending {
  readonly word: 'toRunEvery' | 'andEvery' | 'toRunOnceIn' | 'delayFor';
  readonly count: number;
}

/** What a grid counts. */
export interface Every {
  readonly count: number;
  readonly unit: ElapsedUnit | CalendarUnit;
}

/** An instant in epoch milliseconds, or ISO text whose meaning may hang on a zone that is named later. */
export type Moment = number | string;

const UNSAID = {
  head: undefined,
  pending: undefined,
  every: undefined,
  cron: undefined,
  onceAt: undefined,
  once: undefined,
  delay: undefined,
  afterCompletion: undefined,
  clockTimes: [],
  minutesOfHour: [],
  daysOfWeek: [],
  daysOfMonth: [],
  months: [],
  weekdaysOnly: false,
  limit: undefined,
  jitterMs: undefined,
  zone: undefined,
  between: undefined,
  onlyOn: undefined,
  exceptOn: [],
  exceptWhere: [],
  startingAt: undefined,
  until: undefined,
  name: undefined,
  overlap: undefined,
  group: undefined,
  timeoutMs: undefined,
  abandonAfterMs: undefined,
  retry: undefined,
  missed: undefined,
  conditions: [],
  hooks: [],
} satisfies Omit<Draft, keyof Origin | 'work'>;

/** The draft of a chain that has said nothing but its job. */
export function begin(work: Work, origin: Origin): Draft {
  return Object.freeze({ ...UNSAID, ...origin, work: Object.freeze([work]) });
}

/** The next draft: this one, and what a word adds to it. */
export function say(draft: Draft, said: Partial<Draft>): Draft {
  return Object.freeze({ ...draft, ...said });
}

/** Refuses a second word for what can only be said once, since the two would mean different things in either order. */
export function refuseTwice(draft: Draft, key: keyof Draft, word: string): void {
  if (draft[key] === undefined) return;
  throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) says again what was said before: keep one of the two`);
}

/** How errors call the job of this draft. */
export function jobLabel(draft: Draft): string {
  const name = nameOf(draft);
  return name === undefined ? `the unnamed job (number ${draft.position} of its registry)` : `job '${name}'`;
}

/** The name that was said, or that of the `Job`, its class or the function; `undefined` where there is none. */
export function nameOf(draft: Draft): string | undefined {
  return draft.name ?? (draft.work[0]?.name || undefined);
}

/** Refuses, in the words of untyped callers, what cannot be run. */
export function checkWork(work: unknown, word: string): asserts work is Work {
  if (work instanceof Job) return;
  const isClass = typeof work === 'function' && /^class\b/.test(Function.prototype.toString.call(work));
  if (typeof work === 'function' && (!isClass || isJobClass(work as Work))) return;
  const what = isClass ? `class ${(work as { readonly name: string }).name}, which does not extend Job` : String(work);
  throw new ScheduleError(`${word}(…) takes a Job, a class that extends Job, or a function, not ${what}`);
}
