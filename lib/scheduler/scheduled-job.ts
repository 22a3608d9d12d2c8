import { type DateTime, Duration } from 'luxon';
import { ScheduleRangeError } from '../errors.js';
import type { Outcome, RunRecord } from '../job/outcome.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';
import { emptyStats, type JobStats } from './job-history.js';
import { type Upcoming, upcoming } from './occurrences.js';

/**
 * What a job is doing. `waiting` is for its group or for room in the scheduler; `ended` means that nothing will start
 * it again: its schedule is over, it was removed, or the scheduler has stopped.
 */
export type JobPhase = 'idle' | 'waiting' | 'running' | 'cancelling' | 'paused' | 'ended';

/** @internal What a handle asks of its scheduler. */
export interface JobControl<Words> {
  /** Whether nothing is started any more, since a stop has begun. */
  readonly isHalted: boolean;
  now(): number;
  /** When the job is due next; `undefined` where it is not. */
  nextDueAt(entry: JobEntry): number | undefined;
  trigger(entry: JobEntry): Promise<Outcome>;
  pause(entry: JobEntry, reason: string): void;
  resume(entry: JobEntry): void;
  edit(entry: JobEntry, words: Words): void;
  remove(entry: JobEntry): boolean;
}

/** The most starts that `preview` lists. */
export const MAX_PREVIEW = 10_000;

/** The live handle of a job. Everything is safe from inside the job itself, before the start, during a stop, and twice. */
export class ScheduledJob<Words> {
  readonly #entry: JobEntry;
  readonly #control: JobControl<Words>;

  /** @internal Handles come from their scheduler. */
  constructor(entry: JobEntry, control: JobControl<Words>) {
    this.#entry = entry;
    this.#control = control;
  }

  /** Unique in its scheduler. */
  get name(): string {
    return this.#entry.name;
  }

  /** The IANA name of the zone of its wall times, and of the instants that it tells. */
  get zone(): string {
    return this.#entry.definition.schedule.zone;
  }

  /** What it is doing now. */
  get phase(): JobPhase {
    const runnerPhase = this.#entry.runner?.phase ?? 'idle';
    if (runnerPhase !== 'idle') return runnerPhase;
    if (this.#entry.isRemoved) return 'ended';
    if (this.#entry.pausedFor !== undefined) return 'paused';
    const isOver = this.#entry.bound !== undefined && this.#control.nextDueAt(this.#entry) === undefined;
    return isOver ? 'ended' : 'idle';
  }

  /** When the next run starts, jitter included; `undefined` while paused, before the start, and when there is none. */
  get nextRun(): DateTime | undefined {
    if (this.#entry.pausedFor !== undefined) return undefined;
    const dueAt = this.#control.nextDueAt(this.#entry);
    return dueAt === undefined ? undefined : this.#show(dueAt);
  }

  /** The record of the last run that was started and has ended. */
  get lastRun(): RunRecord | undefined {
    return this.#entry.history?.records.findLast(run => run.hasStarted);
  }

  /** From the next occurrence to the one after; `undefined` where there are no two. */
  get interval(): Duration | undefined {
    const [first, second] = this.#upcoming(2);
    if (first === undefined || second === undefined) return undefined;
    return Duration.fromMillis(second.occurrenceMs - first.occurrenceMs);
  }

  /** After how long a run is aborted. */
  get timeout(): Duration | undefined {
    const { timeoutMs } = this.#entry.definition;
    return timeoutMs === undefined ? undefined : Duration.fromMillis(timeoutMs);
  }

  /** The last records, oldest first, of everything that became of its occurrences. */
  get history(): readonly RunRecord[] {
    return this.#entry.history?.records ?? [];
  }

  /** How its occurrences have ended so far, and how late and how long its runs were. */
  get stats(): JobStats {
    return this.#entry.history?.stats(this.name) ?? emptyStats(this.name);
  }

  /** Why it is paused, or `undefined` when it is not. */
  get pausedFor(): string | undefined {
    return this.#entry.pausedFor;
  }

  /** Its schedule in English, with its zone, its phase, what clock changes do to it, and what comes next. */
  describe(): string {
    return this.#entry.definition.schedule.describe(this.#control.now());
  }

  /**
   * When the next `count` runs start, also while it is paused; fewer where its schedule ends, none once it was removed
   * or its scheduler has stopped.
   * @throws ScheduleRangeError if `count` is not 0 to `MAX_PREVIEW`.
   */
  preview(count: number): readonly DateTime[] {
    if (!(Number.isInteger(count) && count >= 0 && count <= MAX_PREVIEW)) {
      throw new ScheduleRangeError(`preview(${count}) of job '${this.name}': the count must be 0 to ${MAX_PREVIEW}`);
    }
    return this.#upcoming(count).map(({ dueAt }) => this.#show(dueAt));
  }

  /**
   * Runs it now, by hand: under its overlap policy, in its group, without moving its next occurrence. Resolves with
   * how that ended and never rejects; a job that is paused, removed or stopping is not run, and says so.
   */
  trigger(): Promise<Outcome> {
    return this.#control.trigger(this.#entry);
  }

  /** Starts it no more until `resume`; its occurrences are recorded as skipped. A run in progress goes on. */
  pause(reason = 'it was paused'): void {
    this.#control.pause(this.#entry, reason);
  }

  /** Goes on with the next occurrence from now; nothing is caught up with. */
  resume(): void {
    this.#control.resume(this.#entry);
  }

  /**
   * Aborts the run in progress, and takes back what waits for its place. The next occurrence stays.
   * @returns whether there was anything to cancel.
   */
  cancel(reason = 'it was cancelled by hand'): boolean {
    const isBusy = this.#entry.runner !== undefined && this.#entry.runner.phase !== 'idle';
    if (isBusy) this.#entry.runner?.cancel(reason);
    return isBusy;
  }

  /**
   * Gives it a new schedule, with all that the words say; its work and its name stay, its further work (`andThen`) is
   * said anew. Never fires at once; a run in progress goes on, and keeps the job's place.
   * @throws ScheduleError and its like, as a declaration does; the old schedule then stays.
   */
  edit(words: Words): void {
    this.#control.edit(this.#entry, words);
  }

  /** Takes it out of the scheduler. A run in progress goes on. @returns whether it was still there. */
  remove(): boolean {
    return this.#control.remove(this.#entry);
  }

  /** What there is to see of it, as plain data for logs and dashboards. */
  toJSON(): object {
    const { name, zone, phase, nextRun, lastRun, pausedFor } = this;
    return { name, zone, phase, nextRun, lastRun, pausedFor };
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }

  #upcoming(count: number): readonly Upcoming[] {
    if (this.#entry.isRemoved || this.#control.isHalted) return [];
    return upcoming(this.#entry, this.#control.now(), count);
  }

  #show(ms: number): DateTime {
    return dateTimeIn(zoneOf(this.zone), ms);
  }
}
