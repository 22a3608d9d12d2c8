import type { DateTime } from 'luxon';
import type { LogLine, Progress, RunRecord, RunStart } from '../job/outcome.js';
import type { FarmEvent } from './farm-event.js';
import type { StopReport } from './stopping.js';

/** Something that happened to a job and not to a run of it. */
export interface JobEvent {
  /** The name of the job. */
  readonly jobName: string;
  /** What was given for it, as `pause('maintenance')`. */
  readonly reason: string | undefined;
  /** Who did it, where somebody said so. */
  readonly by: string | undefined;
}

/** A pause of a job. */
export interface PausedEvent extends JobEvent {
  readonly reason: string;
  /** When it ends by itself; `undefined`: not before `resume`. */
  readonly until: DateTime | undefined;
}

/** An occurrence that is left out by hand. */
export interface SkipEvent extends JobEvent {
  /** What was given for it. */
  readonly reason: string;
  /** The instant that is left out. */
  readonly occurrence: DateTime;
}

/** Every event of a scheduler and what its listeners get. */
export interface SchedulerEvents {
  /** A run has started. */
  readonly started: RunStart;
  /** A run waits: for its group, for room, or for the run before it. */
  readonly waiting: RunStart;
  /** An attempt has failed, and another follows after `delayMs`. */
  readonly retrying: { readonly run: RunStart; readonly error: unknown; readonly delayMs: number };
  /** A run has ended well. */
  readonly succeeded: RunRecord;
  /** Every run that ended badly, the next two among them: one listener is enough to alert on. */
  readonly failed: RunRecord;
  /** A run was aborted by its timeout, and has ended. */
  readonly timedOut: RunRecord;
  /** A run was aborted, did not end, and was given up. */
  readonly abandoned: RunRecord;
  /** In a farm: nobody knows whether it was done. */
  readonly lost: RunRecord;
  /** A run was aborted by `cancel()`, a newer occurrence or a stop, and has ended. */
  readonly cancelled: RunRecord;
  /** An occurrence was due and not run. */
  readonly skipped: RunRecord;
  /** One record for all the occurrences that were missed together. */
  readonly missed: RunRecord;
  /** Each record, for who keeps all; it comes after the finer event. */
  readonly ended: RunRecord;
  /** A job logged a line. */
  readonly logged: { readonly run: RunStart; readonly line: LogLine };
  /** A job said how far its run is. */
  readonly progressed: { readonly run: RunStart; readonly progress: Progress };
  /** A job was added. */
  readonly added: JobEvent;
  /** A job was given new words. */
  readonly edited: JobEvent;
  /** A job left: it was taken out or, with the reason `over`, it came by `add` and its schedule has ended. */
  readonly removed: JobEvent;
  /** A job was paused. */
  readonly paused: PausedEvent;
  /** A job goes on after a pause. */
  readonly resumed: JobEvent;
  /** A run was asked for by hand. */
  readonly triggered: JobEvent;
  /** `skipNext` left an occurrence out. */
  readonly skipping: SkipEvent;
  /** The schedule of a job threw (a function in `exceptOn`, say): it is tried again a minute later. */
  readonly scheduleFailed: { readonly jobName: string; readonly error: unknown };
  /** Background work threw or rejected. */
  readonly backgroundFailed: { readonly label: string; readonly error: unknown };
  /** The wall clock moved by `byMs` more than time passed: it was set, or the host slept. */
  readonly clockJumped: { readonly byMs: number; readonly at: DateTime };
  /** The event loop woke the scheduler `byMs` too late. */
  readonly loopBlocked: { readonly byMs: number; readonly at: DateTime };
  /** Of the farm that shares the jobs, and of the rows that this host holds there. */
  readonly farm: FarmEvent;
  /** A stop begins: what is in progress, and for how many milliseconds it may go on until it is cancelled. */
  readonly stopping: { readonly pending: readonly string[]; readonly drainMs: number };
  /** A stop is over. */
  readonly stopped: StopReport;
  /** Each of the others, in order, numbered. */
  readonly any: AnyEvent;
}

/** The name of an event. */
export type EventName = keyof SchedulerEvents;

/** An event that `any` tells of. */
export type OtherEventName = Exclude<EventName, 'any'>;

/** An event as the listeners of `any` get it. */
export type AnyEvent = {
  readonly [E in Exclude<EventName, 'any'>]: {
    /** Counts the events that `any` has heard, without a gap. */
    readonly seq: number;
    /** When, in epoch milliseconds. */
    readonly at: number;
    /** The name of the event. */
    readonly name: E;
    /** What its own listeners get. */
    readonly event: SchedulerEvents[E];
  };
}[Exclude<EventName, 'any'>];

/** Is called with what its event carries; what it throws or rejects with is reported and changes nothing. */
export type Listener<E extends EventName> = (event: SchedulerEvents[E]) => unknown;
