import { ScheduleError } from '../errors.js';
import type { JobDefinition, NameOrigin } from '../job/definition.js';
import { isJob, isJobClass, isNamedByClass, jobNameOf, type Work } from '../job/job.js';
import type { Condition, Hooks, OverlapPolicy, RetryPolicy } from '../job/policies.js';
import type { StandardSchema } from '../job/standard-schema.js';
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
 * What the words of one chain have said so far; what is unsaid is left out. A draft records and is never changed: each
 * word makes the next one. What it means as a whole is settled by `planOf` and `define`.
 */
export interface Draft {
  readonly origin: Origin;
  /** Which schedule of its registry this is, from 1: how errors call a job that has no name. What is added has none. */
  readonly position: number | undefined;
  readonly name: string | undefined;
  /** What an edit keeps where its words say nothing; `undefined` for a job that is new. */
  readonly kept: JobDefinition | undefined;
  /** Where it was declared, once the chain is finished: while words are said, the stack tells. */
  readonly place: Place | undefined;
  readonly work: Work;
  readonly timing: Timing;
  readonly calendar: Calendar;
  readonly narrowing: Narrowing;
  readonly behaviour: Behaviour;
}

/** What a registry says of all its jobs. */
export interface Origin {
  readonly zone: string;
  readonly zonedBy: JobDefinition['zonedBy'];
  readonly serial: boolean;
}

interface Timing {
  /** The plan of a schedule that was made before, which says all of when. */
  readonly given?: SchedulePlan;
  /** The word that the chain began with. */
  readonly head?: HeadWord;
  /** A number that still waits for its unit. */
  readonly pending?: Pending | undefined;
  readonly every?: Every;
  readonly cron?: CronRule;
  readonly onceAt?: Moment;
  readonly once?: { readonly in: Span } | { readonly at: ClockTime };
  readonly delay?: Span;
  readonly afterCompletion?: Span;
  readonly limit?: number;
  readonly jitterMs?: number;
  readonly zone?: string;
  /** Who named that zone: `inZone('local')` names none. */
  readonly zonedBy?: JobDefinition['zonedBy'];
}

interface Calendar {
  readonly clockTimes?: readonly ClockTime[];
  readonly minutesOfHour?: readonly number[];
  readonly daysOfWeek?: readonly DayOfWeek[];
  readonly daysOfMonth?: readonly DaySelector[];
  readonly months?: readonly Month[];
  /** `weekdaysOnly()`, and which way it rolls. */
  readonly weekdaysOnly?: Roll['to'];
  readonly skippingDays?: readonly string[];
  readonly skippingWhere?: readonly DatePredicate[];
}

interface Narrowing {
  readonly between?: readonly Window[];
  readonly unlessBetween?: readonly Window[];
  /** `undefined` where all days are let through again. */
  readonly onlyOn?: readonly DayOfWeek[] | undefined;
  readonly exceptOn?: readonly string[];
  readonly exceptWhere?: readonly DatePredicate[];
  readonly startingAt?: Moment;
  readonly until?: Moment;
}

interface Behaviour {
  readonly andThen?: readonly Work[];
  readonly overlap?: OverlapPolicy;
  readonly group?: string;
  readonly timeoutMs?: number;
  readonly abandonAfterMs?: number;
  readonly retry?: RetryPolicy;
  readonly missed?: MissedPolicy;
  readonly everyHost?: true;
  readonly delivery?: 'atLeastOnce' | 'atMostOnce';
  readonly taking?: StandardSchema;
  readonly conditions?: readonly Condition[];
  readonly hooks?: readonly Hooks[];
  readonly purpose?: string;
  readonly tags?: readonly string[];
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

/** A part of which nothing was said. */
const UNSAID = Object.freeze({});
/** A list of which nothing was said. */
export const NONE: readonly never[] = Object.freeze([]);

/** The draft of a chain that has said nothing but its job or, for an edit, what is kept of one. */
export function begin(work: Work, position: number | undefined, origin: Origin, kept?: JobDefinition): Draft {
  return {
    origin,
    position,
    name: undefined,
    kept,
    place: undefined,
    work,
    timing: UNSAID,
    calendar: UNSAID,
    narrowing: UNSAID,
    behaviour: UNSAID,
  };
}

/** The next draft: this one, and what a word adds to it of when. This and the functions below share all other parts. */
export function sayTiming(draft: Draft, said: Timing): Draft {
  return { ...draft, timing: together(draft.timing, said) };
}

/** The next draft, by what a word adds of days and times. */
export function sayCalendar(draft: Draft, said: Calendar): Draft {
  return { ...draft, calendar: together(draft.calendar, said) };
}

/** The next draft, by what a word narrows. */
export function sayNarrowing(draft: Draft, said: Narrowing): Draft {
  return { ...draft, narrowing: together(draft.narrowing, said) };
}

/** The next draft, by what a word adds of how the job behaves. */
export function sayBehaviour(draft: Draft, said: Behaviour): Draft {
  return { ...draft, behaviour: together(draft.behaviour, said) };
}

/**
 * What was said of a part before, and what is said now. Most parts are said by one word; where there are two, V8 would
 * give each spread of them a layout of its own: see `declare` in the bench.
 */
function together<Part extends object>(before: Part, said: Part): Part {
  return before === UNSAID ? said : Object.assign({}, before, said);
}

/** What was said by a word before, and what it says now. */
export function also<Item>(before: readonly Item[] = NONE, ...items: readonly Item[]): readonly Item[] {
  return before.length === 0 ? items : [...before, ...items];
}

/** Refuses a second word for what can only be said once, since the two would mean different things in either order. */
export function refuseTwice(draft: Draft, said: unknown, word: string): void {
  if (said === undefined) return;
  throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) says again what was said before: keep one of the two`);
}

/** What was said of overlap, now or before an edit; what nobody says goes by the schedule, and so by the new one. */
export function saidOverlap({ behaviour, kept }: Draft): OverlapPolicy | undefined {
  return behaviour.overlap ?? (kept?.overlapBy === 'person' ? kept.overlap : undefined);
}

/** How errors call the job of this draft. */
export function jobLabel(draft: Draft): string {
  const { name } = nameOf(draft);
  const label = name === undefined ? unnamedLabel(draft) : `job '${name}'`;
  const place = draft.place?.text;
  return place === undefined ? label : `${label} (${place})`;
}

function unnamedLabel({ position }: Draft): string {
  return position === undefined ? 'the unnamed job' : `the unnamed job (number ${position} of its registry)`;
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
