import type { DateTime } from 'luxon';
import { checkOptions } from '../../arguments.js';
import {
  InvalidTimeError,
  NeverFiresError,
  ScheduleError,
  ScheduleRangeError,
  shown,
  UnknownZoneError,
} from '../../errors.js';
import { checkSurplus } from '../../surplus.js';
import { DAY_MS } from '../../time/calendar.js';
import { dateTimeIn, type InstantInput, instantMs } from '../../time/instant.js';
import { type Zone, zoneOf } from '../../time/zone.js';
import type { ScheduleJson } from '../json/schedule-json.js';
import { isSchedule, Schedule } from '../schedule.js';
import { CHECKS } from './lint-checks.js';
import type { Remark, Subject } from './remark.js';
import { type LintCode, type LintSeverity, SEVERITY } from './severity.js';

/** Something about a schedule that may surprise. */
export interface LintFinding {
  /** What it is about; stays the same from version to version. */
  readonly code: LintCode;
  /** How much it matters: an `error` never runs, a `warning` is probably not meant, a `note` is good to know. */
  readonly severity: LintSeverity;
  /** The name of the job. */
  readonly job: string;
  /** What is found, and what will happen. */
  readonly message: string;
  /** What to say instead, if it isn't meant. */
  readonly remedy: string;
  /** When, where it happens at some moment. */
  readonly at?: DateTime<true>;
}

/** A schedule, its JSON, or a job definition, of which the timeout and the overlap policy are looked at, too. */
export type LintSubject = Schedule | ScheduleJson | ScheduledSubject;

/** What is looked at in a job definition. */
export interface ScheduledSubject {
  /** When the job runs. */
  readonly schedule: Schedule;
  /** How long a run may take; `undefined`: for ever. */
  readonly timeoutMs?: number | undefined;
  /** What happens to an occurrence that is due while the last run is in progress; without it, no interval is looked at. */
  readonly overlap?: string;
  /** How long a run takes, where that is known. */
  readonly takesMs?: number | undefined;
  /** Who named the job: `person`, `code` or `words`. */
  readonly namedBy?: string;
}

/** The period that is looked at, [from, to). ISO text without an offset is wall time in each schedule's zone. */
export interface LintPeriod {
  /** Where it begins, itself included. */
  readonly from: InstantInput;
  /** Where it ends, itself not included. */
  readonly to: InstantInput;
}

/** What looks through definitions beside `lint` itself, such as a farm. */
export interface Linter {
  /** What there is to remark of a job. */
  remarks(job: ScheduledSubject): Iterable<LintRemark>;
}

/** A finding as somebody else makes it. */
export interface LintRemark {
  /** What it is about. */
  readonly code: LintCode;
  /** What is found, and what will happen. */
  readonly message: string;
  /** What to say instead, if it isn't meant. */
  readonly remedy: string;
  /** Findings of this code do not hold where this one does. */
  readonly insteadOf?: LintCode;
}

/** The longest period that is looked at: a century. */
const MAX_PERIOD_MS = 100 * 366 * DAY_MS;

/**
 * Looks through schedules, or the definitions of a registry, for what may surprise in a period, job by job; given a farm,
 * for what their words mean there, too: `lint(registry, period, farm)`.
 * @throws ScheduleError for what is neither; InvalidTimeError, ScheduleRangeError for a period that ends before it begins or is longer than a century.
 */
export function lint(
  source: Iterable<LintSubject> | { definitions(): Iterable<LintSubject> },
  period: LintPeriod,
  more?: Linter,
): readonly LintFinding[];
export function lint(
  source: unknown,
  period: LintPeriod,
  more?: Linter,
  ...surplus: readonly unknown[]
): readonly LintFinding[] {
  checkSurplus('lint', 3, surplus);
  const { from, to } = period ?? {};
  if (from === undefined || to === undefined)
    throw new InvalidTimeError('lint(…) takes a period such as { from: "2026-01-01", to: "2027-01-01" }');
  checkOptions('lint(…)', period, ['from', 'to']);
  // Without a schedule, too, a bad period is no period.
  stretchOf(period, zoneOf('UTC'));
  if (more !== undefined && typeof more?.remarks !== 'function')
    throw new ScheduleError(`lint(…) takes a farm beside the period, not ${shown(more)}`);
  return subjectsOf(source).flatMap(subject => findings(subject, period, more));
}

function subjectsOf(source: unknown): readonly LintSubject[] {
  if (typeof source === 'object' && source !== null) {
    if ('definitions' in source && typeof source.definitions === 'function') return [...source.definitions()];
    if (Symbol.iterator in source) return [...(source as Iterable<LintSubject>)];
  }
  throw new ScheduleError(`lint(…) takes a registry or a list of schedules, not ${shown(source)}`);
}

function findings(subject: LintSubject, period: LintPeriod, more: Linter | undefined): readonly LintFinding[] {
  const scheduled = scheduledOf(subject);
  if ('code' in scheduled) return [scheduled];
  const { schedule } = scheduled;
  const stretch = stretchOf(period, zoneOf(schedule.zone));
  const found = checked({ ...scheduled, plan: schedule.plan, ...stretch });
  const others = [...(more?.remarks(scheduled) ?? [])];
  const left = found.filter(({ code }) => !others.some(({ insteadOf }) => insteadOf === code));
  return [...left, ...others.map(({ code, message, remedy }) => ({ code, message, remedy }))].map(remark =>
    finding(remark, schedule),
  );
}

/** What is found; where a function of dates fails, that is found instead of what it leaves open. */
function checked(subject: Subject): readonly Remark[] {
  const found: Remark[] = [];
  let failing: Remark | undefined;
  for (const check of CHECKS) {
    try {
      found.push(...check(subject));
    } catch (error) {
      if (!(error instanceof ScheduleError)) throw error;
      const remedy =
        'let it answer for dates of any year, with false where it does not know: its job waits where it fails';
      failing ??= { code: 'failingFunction', message: error.message, remedy };
    }
  }
  return failing === undefined ? found : [...found, failing];
}

function stretchOf(period: LintPeriod, zone: Zone): { readonly from: number; readonly to: number } {
  const from = instantMs(period.from, zone, 'the start of the period');
  const to = instantMs(period.to, zone, 'the end of the period');
  if (from < to && to - from <= MAX_PERIOD_MS) return { from, to };
  throw new ScheduleRangeError('the period must end after it begins, and be no longer than a century');
}

function finding({ at, ...remark }: Remark, { name, zone }: Schedule): LintFinding {
  const found = { job: name, severity: SEVERITY[remark.code], ...remark };
  return Object.freeze(at === undefined ? found : { ...found, at: dateTimeIn(zoneOf(zone), at) });
}

/** What can't be a schedule is a finding itself. */
function scheduledOf(subject: LintSubject): ScheduledSubject | LintFinding {
  if (isSchedule(subject)) return { schedule: subject };
  const isObject = typeof subject === 'object' && subject !== null;
  if (isObject && 'schedule' in subject && isSchedule(subject.schedule)) return subject as ScheduledSubject;
  try {
    return { schedule: Schedule.fromJSON(subject) };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return refusal(error, isObject && 'name' in subject ? String(subject['name']) : 'unnamed');
  }
}

function refusal(error: ScheduleError, job: string): LintFinding {
  const { message } = error;
  if (error.cause instanceof UnknownZoneError) {
    const remedy = "use an IANA name such as 'Europe/Berlin', or 'UTC'";
    return { code: 'unknownZone', severity: SEVERITY.unknownZone, job, message, remedy };
  }
  if (error instanceof NeverFiresError) {
    const remedy = 'loosen one of its words';
    return { code: 'neverFires', severity: SEVERITY.neverFires, job, message, remedy };
  }
  return { code: 'unreadable', severity: SEVERITY.unreadable, job, message, remedy: 'write it with toJSON()' };
}
