import type { DateTime } from 'luxon';
import { ScheduleError, shown } from '../errors.js';
import { checkFunction } from '../job/arguments.js';
import { contain, type Report } from '../job/contain.js';
import type { Progress, RunRecord, RunStart } from '../job/outcome.js';
import type { StopReport } from './stopping.js';

/** Something that happened to a job and not to a run of it. */
export interface JobEvent {
  /** The name of the job. */
  readonly jobName: string;
  /** What was given for it, as `pause('maintenance')`. */
  readonly reason: string | undefined;
}

/** Every event of a scheduler and what its listeners get. */
export interface SchedulerEvents {
  /** A run has started. */
  readonly started: RunStart;
  /** A run has ended well. */
  readonly succeeded: RunRecord;
  /** A run threw or rejected. */
  readonly failed: RunRecord;
  /** A run was aborted by its timeout, and has ended. */
  readonly timedOut: RunRecord;
  /** A run was aborted by `cancel()`, a newer occurrence or a stop, and has ended. */
  readonly cancelled: RunRecord;
  /** A run was aborted, did not end, and was given up. */
  readonly abandoned: RunRecord;
  /** An occurrence was due and not run. */
  readonly skipped: RunRecord;
  /** One record for all the occurrences that were missed together. */
  readonly missed: RunRecord;
  /** Each of the seven above once more, for who keeps a record of all. */
  readonly ended: RunRecord;
  /** A job said how far its run is. */
  readonly progress: { readonly run: RunStart; readonly progress: Progress };
  /** A job was added. */
  readonly added: JobEvent;
  /** A job was given new words. */
  readonly edited: JobEvent;
  /** A job was taken out. */
  readonly removed: JobEvent;
  /** A job was paused. */
  readonly paused: JobEvent;
  /** A job goes on after a pause. */
  readonly resumed: JobEvent;
  /** A run was asked for by hand. */
  readonly triggered: JobEvent;
  /** The schedule of a job broke (a predicate threw, say): it has no next run until it is edited. */
  readonly scheduleFailed: { readonly jobName: string; readonly error: unknown };
  /** Background work threw or rejected. */
  readonly backgroundFailed: { readonly label: string; readonly error: unknown };
  /** The wall clock moved by `byMs` more than time passed: it was set, or the host slept. */
  readonly clockJumped: { readonly byMs: number; readonly at: DateTime };
  /** The event loop woke the scheduler `byMs` too late. */
  readonly loopBlocked: { readonly byMs: number; readonly at: DateTime };
  /** A stop has begun; `pending` names what is in progress. */
  readonly stopping: { readonly pending: readonly string[] };
  /** A stop is over. */
  readonly stopped: StopReport;
}

/** The name of an event. */
export type EventName = keyof SchedulerEvents;

const NAMES: Readonly<Record<EventName, true>> = {
  started: true,
  succeeded: true,
  failed: true,
  timedOut: true,
  cancelled: true,
  abandoned: true,
  skipped: true,
  missed: true,
  ended: true,
  progress: true,
  added: true,
  edited: true,
  removed: true,
  paused: true,
  resumed: true,
  triggered: true,
  scheduleFailed: true,
  backgroundFailed: true,
  clockJumped: true,
  loopBlocked: true,
  stopping: true,
  stopped: true,
};

/** Is called with what its event carries; what it throws or rejects with is reported and changes nothing. */
export type Listener<E extends EventName> = (event: SchedulerEvents[E]) => unknown;

/** Listeners by event, told in the order in which they came. */
export class EventHub {
  readonly #listeners = new Map<EventName, readonly Entry[]>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** @returns a function that takes the listener off again. */
  on<E extends EventName>(name: E, listener: Listener<E>): () => void {
    this.#add(name, { listener, isOnce: false });
    return () => this.off(name, listener);
  }

  once<E extends EventName>(name: E, listener: Listener<E>): () => void {
    this.#add(name, { listener, isOnce: true });
    return () => this.off(name, listener);
  }

  off<E extends EventName>(name: E, listener: Listener<E>): void {
    const left = this.#listeners.get(name)?.filter(entry => entry.listener !== listener) ?? [];
    if (left.length > 0) this.#listeners.set(name, left);
    else this.#listeners.delete(name);
  }

  has(name: EventName): boolean {
    return this.#listeners.has(name);
  }

  emit<E extends EventName>(name: E, event: SchedulerEvents[E]): void {
    const entries = this.#listeners.get(name);
    if (entries === undefined) return;
    // The list is replaced and never changed, so a listener may come or go while it is told.
    for (const { listener, isOnce } of entries) {
      if (isOnce) this.off(name, listener);
      contain(`a listener of '${name}'`, this.#report, () => listener(event));
    }
  }

  #add(name: EventName, entry: { readonly listener: Listener<never>; readonly isOnce: boolean }): void {
    if (!Object.hasOwn(NAMES, name)) {
      throw new ScheduleError(`a scheduler has no event ${shown(name)}: it has ${Object.keys(NAMES).join(', ')}`);
    }
    checkFunction(`the event '${name}'`, entry.listener);
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), entry as Entry]);
  }
}

interface Entry {
  readonly listener: (event: unknown) => unknown;
  readonly isOnce: boolean;
}
