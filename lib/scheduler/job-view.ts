import type { DateTime } from 'luxon';
import { checkOptions } from '../arguments.js';
import type { RunRecord, RunRecordJson } from '../job/outcome.js';
import type { Pause } from '../job/pause.js';
import { type ByOptions, checkedBy, reasonOf } from '../job/said.js';
import type { GuardPhase } from '../run/guard.js';
import { type InstantInput, instantMs, isoOf } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';

/**
 * What a job is doing. `waiting` is for its group or for room in the scheduler; `starting` means that it was let in, and
 * its conditions are asked; `broken` that its schedule threw, and is tried again; `ended` that nothing will start it
 * again: its schedule is over, it has left, or the scheduler has stopped.
 */
export type JobPhase = GuardPhase | 'paused' | 'broken' | 'ended';

/** Why and since when a job is paused. */
export interface JobPause {
  /** What was given for it. */
  readonly reason: string;
  /** Who paused it, where somebody said so. */
  readonly by: string | undefined;
  /** When it began. */
  readonly at: DateTime;
  /** When it ends by itself; `undefined`: not before `resume`. */
  readonly until: DateTime | undefined;
}

/** How long a pause lasts, and who pauses. */
export interface PauseOptions extends ByOptions {
  /** Until then, by the wall clock; text without an offset is wall time in the job's zone. Default: until `resume`. */
  readonly until?: InstantInput | undefined;
}

/** What is cancelled, and who does. */
export interface CancelOptions extends ByOptions {
  /** The run of this id alone. Default: all that are in progress or wait. */
  readonly runId?: string | undefined;
}

/** What there is to see of a job, as plain data. */
export interface ScheduledJobJson {
  /** Its name. */
  readonly name: string;
  /** The zone of its wall times. */
  readonly zone: string;
  /** What it is doing. */
  readonly phase: JobPhase;
  /** What its schedule says, in English. */
  readonly words: string;
  /** When it runs next, where it does. */
  readonly nextRun?: string;
  /** The run that was started last. */
  readonly lastRun?: RunRecordJson;
  /** The pause that it is in. */
  readonly paused?: { readonly reason: string; readonly by?: string; readonly at: string; readonly until?: string };
}

/** What the job does now; `isPlanned`: whether an occurrence of it is to come; `isHalted`: whether a stop has begun. */
export function phaseOf(entry: JobEntry, isPlanned: boolean, isHalted: boolean): JobPhase {
  const { guard, isRemoved, pause, isBroken, enrolment } = entry;
  const guardPhase = guard?.phaseFor(entry) ?? 'idle';
  if (guardPhase !== 'idle') return guardPhase;
  if (isRemoved || isHalted) return 'ended';
  if (pause !== undefined) return 'paused';
  if (isBroken) return 'broken';
  return enrolment.bound === undefined || enrolment.isWhenAsked || isPlanned ? 'idle' : 'ended';
}

/**
 * A pause as it was said; `what` names the call in the error, and text without an offset is wall time in `zone`.
 * @throws ScheduleError, InvalidTimeError
 */
export function pauseSaid(what: string, zone: string, reason: unknown, options: PauseOptions): Omit<Pause, 'atMs'> {
  checkOptions(what, options, ['by', 'until']);
  const { until } = options;
  const untilMs = until === undefined ? undefined : instantMs(until, zoneOf(zone), `the end of the ${what}`);
  const by = checkedBy(what, options.by);
  return { reason: reasonOf(what, reason, "pause('maintenance', { until: '2026-12-24T06:00' })"), by, untilMs };
}

/** A pause as its handle shows it. */
export function pauseView({ reason, by, atMs, untilMs }: Pause, show: (ms: number) => DateTime): JobPause {
  return { reason, by, at: show(atMs), until: untilMs === undefined ? undefined : show(untilMs) };
}

/** What a handle shows, for `jobJson`. */
interface Shown {
  readonly name: string;
  readonly zone: string;
  readonly phase: JobPhase;
  readonly nextRun: DateTime | undefined;
  readonly lastRun: RunRecord | undefined;
  readonly paused: JobPause | undefined;
  readonly schedule: { readonly words: string };
}

/** What there is to see of a job, as plain data. */
export function jobJson({ name, zone, phase, nextRun, lastRun, paused, schedule }: Shown): ScheduledJobJson {
  return {
    name,
    zone,
    phase,
    words: schedule.words,
    ...(nextRun && { nextRun: isoOf(nextRun) }),
    ...(lastRun && { lastRun: lastRun.toJSON() }),
    ...(paused && {
      paused: {
        reason: paused.reason,
        ...(paused.by !== undefined && { by: paused.by }),
        at: isoOf(paused.at),
        ...(paused.until && { until: isoOf(paused.until) }),
      },
    }),
  };
}
