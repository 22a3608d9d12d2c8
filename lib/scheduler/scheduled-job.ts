import { type DateTime, Duration } from 'luxon';
import { checkOptions } from '../arguments.js';
import type { When } from '../grammar/words.js';
import type { Outcome, RunProgress, RunRecord } from '../job/outcome.js';
import { type JobRules, rulesOf } from '../job/rules.js';
import { type ByOptions, byOf, checkedBy, checkedRunId, reasonOf } from '../job/said.js';
import type { Schedule } from '../recurrence/schedule.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { checkCallsOfJobs } from './calls.js';
import type { Commands } from './commands.js';
import type { JobEntry } from './job-entry.js';
import { emptyStats, type JobStats } from './job-history.js';
import {
  type CancelOptions,
  type JobPause,
  type JobPhase,
  jobJson,
  type PauseOptions,
  pauseSaid,
  pauseView,
  type ScheduledJobJson,
} from './job-view.js';

/** The live handle of a job. Everything is safe from inside the job itself, before the start, during a stop, and twice. */
export class ScheduledJob {
  readonly #entry: JobEntry;
  readonly #commands: Commands;

  /** @internal Handles come from their scheduler. */
  constructor(entry: JobEntry, commands: Commands) {
    this.#entry = entry;
    this.#commands = commands;
  }

  /** Unique in its scheduler. */
  get name(): string {
    return this.#entry.name;
  }

  /** When it runs, as a value that can be asked, compared and written down. */
  get schedule(): Schedule {
    return this.#entry.enrolment.definition.schedule;
  }

  /** How its runs behave: overlap, group, timeout, retry, missed, jitter, as data in milliseconds. */
  get rules(): JobRules {
    return rulesOf(this.#entry.enrolment.definition);
  }

  /** What it is for, as `describedAs` said. */
  get purpose(): string | undefined {
    return this.#entry.enrolment.definition.purpose;
  }

  /** What `tagged` said. */
  get tags(): readonly string[] {
    return this.#entry.enrolment.definition.tags;
  }

  /** `file:line` of its declaration, known of the first thousand of a registry. */
  get declaredAt(): string | undefined {
    return this.#entry.enrolment.definition.declaredAt;
  }

  /** The IANA name of the zone of its wall times, and of the instants that it tells. */
  get zone(): string {
    return this.schedule.zone;
  }

  /** What it is doing now. */
  get phase(): JobPhase {
    return this.#commands.phaseOf(this.#entry);
  }

  /** When the next run starts, with its jitter; `undefined` while paused, before the start, and when there is none. */
  get nextRun(): DateTime | undefined {
    const dueAt = this.nextRunMs;
    return dueAt === undefined ? undefined : this.#show(dueAt);
  }

  /** `nextRun` in epoch milliseconds, for who asks a thousand jobs. */
  get nextRunMs(): number | undefined {
    return this.#entry.pause === undefined ? this.#commands.nextStartAt(this.#entry) : undefined;
  }

  /** The record of the last run that was started and has ended, however many occurrences were skipped since. */
  get lastRun(): RunRecord | undefined {
    return this.#entry.history?.lastRun;
  }

  /** The record of the last run that succeeded. */
  get lastSuccess(): RunRecord | undefined {
    return this.#entry.history?.lastSuccess;
  }

  /** How many runs in a row ended badly: failed, timed out or abandoned. Success ends it. */
  get streak(): number {
    return this.#entry.history?.streak ?? 0;
  }

  /** The runs in progress, oldest first, with what they have logged and how far they are. */
  get running(): readonly RunProgress[] {
    return this.#runs.filter(({ startedAtMs }) => startedAtMs !== undefined);
  }

  /** The runs that have not begun: they wait for their group, for room, for their conditions, or for the one before. */
  get waiting(): readonly RunProgress[] {
    return this.#runs.filter(({ startedAtMs }) => startedAtMs === undefined);
  }

  /** From the next occurrence to the one after; `undefined` where there are no two. */
  get interval(): Duration | undefined {
    const [first, second] = this.#commands.upcoming(this.#entry, 2);
    if (first === undefined || second === undefined) return undefined;
    return Duration.fromMillis(second.occurrenceMs - first.occurrenceMs);
  }

  /** After how long a run is aborted. */
  get timeout(): Duration | undefined {
    const { timeoutMs } = this.#entry.enrolment.definition;
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

  /** Why it is paused, by whom, since when and until when; `undefined` when it is not. */
  get paused(): JobPause | undefined {
    const { pause } = this.#entry;
    return pause && pauseView(pause, ms => this.#show(ms));
  }

  /** What may surprise in its schedule and, in a farm, what its words mean there, one a sentence. */
  get notes(): readonly string[] {
    return this.#commands.notes(this.#entry);
  }

  /** Its schedule in English, with its zone, phase, clock changes and, unless it fails, what comes next; in a farm, what that means there. */
  describe(): string {
    return this.#commands.describe(this.#entry);
  }

  /**
   * When the next `count` runs start, also while it is paused; fewer where its schedule ends, none once it has left or its
   * scheduler has stopped, nor while its schedule fails.
   * @throws ScheduleRangeError if `count` is not 0 to 10,000.
   */
  preview(count: number): readonly DateTime[] {
    return this.#commands.upcoming(this.#entry, count).map(({ dueAt }) => this.#show(dueAt));
  }

  /**
   * Runs it now, by hand: under its overlap policy, in its group, without moving its next occurrence. Resolves with
   * how that ended, also where it failed; a job that is paused or stopping is not run, and says so. From within a run it
   * is skipped where it would wait for that very run. But for a farm, it needs no start.
   * @param data what the run finds as `context.data`
   * @throws SchedulerError if the job has left its scheduler; DataRefusedError for data that it does not take, with which
   *   it rejects where a schema answers later; ScheduleError for an unknown option
   */
  trigger(data?: unknown, options: ByOptions = {}): Promise<Outcome> {
    return this.#commands.trigger(this.#entry, data, byOf(`trigger of job '${this.name}'`, options));
  }

  /**
   * Starts it no more until `resume`, or the latest `until`; its occurrences are recorded as skipped. A run in progress goes on.
   * @throws ScheduleError for an unknown option, InvalidTimeError for what is no instant
   */
  pause(reason: unknown = 'it was paused', options: PauseOptions = {}): void {
    const said = pauseSaid(`pause of job '${this.name}'`, this.zone, reason, options);
    this.#commands.pause(this.#entry, { ...said, atMs: this.#commands.now() });
  }

  /**
   * Goes on with the next occurrence from now; nothing is caught up with.
   * @throws SchedulerError if the job has left its scheduler
   */
  resume(options: ByOptions = {}): void {
    this.#commands.resume(this.#entry, byOf(`resume of job '${this.name}'`, options));
  }

  /**
   * Leaves its next occurrence out, which is recorded as skipped (`byHand`) when it comes; said again, the one after that.
   * @returns the instant that is left out; `undefined` where none is to come @throws SchedulerError if a thousand are already
   */
  skipNext(reason: unknown = 'it was left out by hand', options: ByOptions = {}): DateTime | undefined {
    const what = `skipNext of job '${this.name}'`;
    const by = byOf(what, options);
    const text = reasonOf(what, reason, "skipNext('the bank is closed', { by: 'ana' })");
    const at = this.#commands.skipNext(this.#entry, { reason: text, by });
    return at === undefined ? undefined : this.#show(at);
  }

  /** Aborts the run in progress, and takes back what waits. The next occurrence stays. @returns whether there was any. */
  cancel(reason: unknown = 'it was cancelled by hand', options: CancelOptions = {}): boolean {
    const what = `cancel of job '${this.name}'`;
    checkOptions(what, options, ['by', 'runId']);
    const by = checkedBy(what, options.by);
    const text = reasonOf(what, reason, "cancel('no longer wanted', { by: 'ana' })");
    return this.#commands.cancel(this.#entry, { reason: text, by }, checkedRunId(what, options.runId));
  }

  /**
   * Says anew when it runs: rule, filters, bounds, `delayFor` and `times` are those of the new words. Its zone, name,
   * jitter, `whenMissed`, overlap, group, timeout, retry, conditions, hooks, `andThen` and tags stay unless they are said,
   * and what is said replaces all of its kind. Never fires at once; a run in progress, and what waits, go on as they began.
   * @throws ScheduleError and its like, as a declaration does; the old schedule then stays. SchedulerError if the job has
   *   left, SchedulerStoppingError once a stop has begun.
   */
  edit(when: When, options: ByOptions = {}): void {
    this.#commands.edit(this.#entry, when, byOf(`edit of job '${this.name}'`, options));
  }

  /** Takes it out of the scheduler. A run in progress goes on. @returns whether it was still there. */
  remove(options?: ByOptions): boolean {
    const by = options === undefined ? undefined : byOf(`remove of job '${this.name}'`, options);
    return this.#commands.remove(this.#entry, by);
  }

  /** What there is to see of it, as plain data for logs and dashboards. */
  toJSON(): ScheduledJobJson {
    return jobJson(this);
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }

  get #runs(): readonly RunProgress[] {
    return this.#entry.guard?.runsOf(this.#entry) ?? [];
  }

  #show(ms: number): DateTime {
    return dateTimeIn(zoneOf(this.zone), ms);
  }
}

checkCallsOfJobs(ScheduledJob.prototype);
