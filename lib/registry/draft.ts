import { ScheduleError } from '../errors.js';
import type { JobDefinition, NameOrigin } from '../job/definition.js';
import { isJob, isJobClass, isNamedByClass, jobNameOf, type Work } from '../job/job.js';
import type { Condition, Hooks, OverlapPolicy, RetryPolicy } from '../job/policies.js';
import type { MissedPolicy } from '../recurrence/missed.js';
import type { SchedulePlan } from '../recurrence/plan.js';
import type {
  CalendarUnit,
  ClockTime,
  CronRule,
  DatePredicate,
  DayOfWeek,
  DaySelector,
  ElapsedUnit,
  Month,
  Roll,
  Window,
} from '../recurrence/recurrence.js';
import type { Span } from '../time/span.js';
import type { Place } from './place.js';

/**
 * What the words of one chain have said so far; `undefined` and empty lists stand for what is unsaid. A draft records
 * and is never changed: each word makes the next one. What it means as a whole is settled by `planOf` and `define`.
 */
export interface Draft {
  readonly origin: Origin;
  /** Which schedule of its registry this is, from 1: how errors call a job that has no name. */
  readonly position: number;
  readonly name: string | undefined;
  /** What an edit keeps where its words say nothing; `undefined` for a job that is new. */
  readonly kept: JobDefinition | undefined;
  /** Where it was declared, once the chain is finished: while words are said, the stack tells. */
  readonly place: Place | undefined;
  readonly work: Work;
  readonly andThen: readonly Work[];
  readonly timing: Timing;
  readonly calendar: Calendar;
  readonly narrowing: Narrowing;
  readonly behaviour: Behaviour;
}

/** What a registry says of all its jobs. */
export interface Origin {
  readonly zone: string;
  readonly serial: boolean;
}

interface Timing {
  /** The plan of a schedule that was made before, which says all of when. */
  readonly given: SchedulePlan | undefined;
  /** The word that the chain began with. */
  readonly head: HeadWord | undefined;
  /** A number that still waits for its unit. */
  readonly pending: Pending | undefined;
  readonly every: Every | undefined;
  readonly cron: CronRule | undefined;
  readonly onceAt: Moment | undefined;
  readonly once: { readonly in: Span } | { readonly at: ClockTime } | undefined;
  readonly delay: Span | undefined;
  readonly afterCompletion: Span | undefined;
  readonly limit: number | undefined;
  readonly jitterMs: number | undefined;
  readonly zone: string | undefined;
}

interface Calendar {
  readonly clockTimes: readonly ClockTime[];
  readonly minutesOfHour: readonly number[];
  readonly daysOfWeek: readonly DayOfWeek[];
  readonly daysOfMonth: readonly DaySelector[];
  readonly months: readonly Month[];
  /** `weekdaysOnly()`, and which way it rolls. */
  readonly weekdaysOnly: Roll['to'] | undefined;
  readonly skippingDays: readonly string[];
  readonly skippingWhere: readonly DatePredicate[];
}

interface Narrowing {
  readonly between: readonly Window[];
  readonly unlessBetween: readonly Window[];
  readonly onlyOn: readonly DayOfWeek[] | undefined;
  readonly exceptOn: readonly string[];
  readonly exceptWhere: readonly DatePredicate[];
  readonly startingAt: Moment | undefined;
  readonly until: Moment | undefined;
}

interface Behaviour {
  readonly overlap: OverlapPolicy | undefined;
  readonly group: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly abandonAfterMs: number | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly missed: MissedPolicy | undefined;
  readonly everyHost: true | undefined;
  readonly delivery: 'atLeastOnce' | 'atMostOnce' | undefined;
  readonly conditions: readonly Condition[];
  readonly hooks: readonly Hooks[];
  readonly purpose: string | undefined;
  readonly tags: readonly string[];
}

/** The words that can begin a schedule. */
export type HeadWord = 'toRunNow' | 'toRunEvery' | 'toRunOnceIn' | 'toRunOnceAt' | 'toRunCron' | 'whenAsked';

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

const NO_TIMING: Timing = Object.freeze({
  given: undefined,
  head: undefined,
  pending: undefined,
  every: undefined,
  cron: undefined,
  onceAt: undefined,
  once: undefined,
  delay: undefined,
  afterCompletion: undefined,
  limit: undefined,
  jitterMs: undefined,
  zone: undefined,
});

const NO_CALENDAR: Calendar = Object.freeze({
  clockTimes: Object.freeze([]),
  minutesOfHour: Object.freeze([]),
  daysOfWeek: Object.freeze([]),
  daysOfMonth: Object.freeze([]),
  months: Object.freeze([]),
  weekdaysOnly: undefined,
  skippingDays: Object.freeze([]),
  skippingWhere: Object.freeze([]),
});

const NO_NARROWING: Narrowing = Object.freeze({
  between: Object.freeze([]),
  unlessBetween: Object.freeze([]),
  onlyOn: undefined,
  exceptOn: Object.freeze([]),
  exceptWhere: Object.freeze([]),
  startingAt: undefined,
  until: undefined,
});

const NO_BEHAVIOUR: Behaviour = Object.freeze({
  overlap: undefined,
  group: undefined,
  timeoutMs: undefined,
  abandonAfterMs: undefined,
  retry: undefined,
  missed: undefined,
  everyHost: undefined,
  delivery: undefined,
  conditions: Object.freeze([]),
  hooks: Object.freeze([]),
  purpose: undefined,
  tags: Object.freeze([]),
});

const NOTHING_MORE: readonly Work[] = Object.freeze([]);

/** The draft of a chain that has said nothing but its job or, for an edit, what is kept of one. */
export function begin(work: Work, position: number, origin: Origin, kept?: JobDefinition): Draft {
  return Object.freeze({
    origin,
    position,
    name: undefined,
    kept,
    place: undefined,
    work,
    andThen: NOTHING_MORE,
    timing: NO_TIMING,
    calendar: NO_CALENDAR,
    narrowing: NO_NARROWING,
    behaviour: NO_BEHAVIOUR,
  });
}

/** The next draft: this one, and what a word adds to it of when. The other parts are shared, and so below. */
export function sayTiming(draft: Draft, said: Partial<Timing>): Draft {
  return Object.freeze({ ...draft, timing: Object.freeze({ ...draft.timing, ...said }) });
}

/** The next draft, by what a word adds of days and times. */
export function sayCalendar(draft: Draft, said: Partial<Calendar>): Draft {
  return Object.freeze({ ...draft, calendar: Object.freeze({ ...draft.calendar, ...said }) });
}

/** The next draft, by what a word narrows. */
export function sayNarrowing(draft: Draft, said: Partial<Narrowing>): Draft {
  return Object.freeze({ ...draft, narrowing: Object.freeze({ ...draft.narrowing, ...said }) });
}

/** The next draft, by what a word adds of how the job behaves. */
export function sayBehaviour(draft: Draft, said: Partial<Behaviour>): Draft {
  return Object.freeze({ ...draft, behaviour: Object.freeze({ ...draft.behaviour, ...said }) });
}

/** Refuses a second word for what can only be said once, since the two would mean different things in either order. */
export function refuseTwice(draft: Draft, said: unknown, word: string): void {
  if (said === undefined) return;
  throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) says again what was said before: keep one of the two`);
}

/** How errors call the job of this draft. */
export function jobLabel(draft: Draft): string {
  const { name } = nameOf(draft);
  const label = name === undefined ? `the unnamed job (number ${draft.position} of its registry)` : `job '${name}'`;
  const place = draft.place?.text;
  return place === undefined ? label : `${label} (${place})`;
}

/** The name that was said, or that of the `Job`, its class or the function; `undefined` where only words can give one. */
export function nameOf({ name, kept, work }: Draft): { readonly name: string | undefined; readonly by: NameOrigin } {
  if (name !== undefined) return { name, by: 'person' };
  if (kept !== undefined) return { name: kept.schedule.name, by: kept.namedBy };
  if (isJob(work)) return { name: work.name, by: isNamedByClass(work) ? 'code' : 'person' };
  const jobName = isJobClass(work) ? jobNameOf(work) : undefined;
  if (jobName !== undefined) return { name: jobName, by: 'person' };
  const own: unknown = work.name;
  if (own === undefined || own === '') return { name: undefined, by: 'words' };
  return { name: own as string, by: 'code' };
}
