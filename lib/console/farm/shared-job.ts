import type { JobStats, RunProgressJson, ScheduledJob } from '../../index.js';
import type { SubjectJob, SubjectProgress, SubjectRecord } from '../local/subject.js';
import { SharedHistory } from './shared-history.js';
import { storedProgress } from './stored-record.js';

/** A job that several hosts share, seen as one: its handle here, with what the farm tells of it. */
export class SharedJob implements SubjectJob {
  readonly #handle: ScheduledJob;
  readonly #history: SharedHistory;
  /** What runs or waits, on whatever host. */
  #runs: readonly RunProgressJson[] = [];
  #seen = '';

  constructor(handle: ScheduledJob) {
    this.#handle = handle;
    this.#history = new SharedHistory(handle.name);
  }

  /** @returns whether it is news */
  ended(record: SubjectRecord): boolean {
    return this.#history.add(record);
  }

  /** What the farm says is in progress. @returns whether that has changed */
  inProgress(runs: readonly RunProgressJson[]): boolean {
    const seen = runs.map(({ runId, startedAtMs }) => `${runId} ${startedAtMs}`).join();
    this.#runs = runs;
    if (seen === this.#seen) return false;
    this.#seen = seen;
    return true;
  }

  /** Whether this process ran it, as far back as its own history goes. */
  ranHere(runId: string): boolean {
    return this.#handle.history.some(record => record.runId === runId);
  }

  get name(): string {
    return this.#handle.name;
  }

  get schedule(): ScheduledJob['schedule'] {
    return this.#handle.schedule;
  }

  get rules(): ScheduledJob['rules'] {
    return this.#handle.rules;
  }

  get notes(): readonly string[] {
    return this.#handle.notes;
  }

  get purpose(): string | undefined {
    return this.#handle.purpose;
  }

  get tags(): readonly string[] {
    return this.#handle.tags;
  }

  get declaredAt(): string | undefined {
    return this.#handle.declaredAt;
  }

  get phase(): ScheduledJob['phase'] {
    const { phase } = this.#handle;
    if (phase !== 'idle' && phase !== 'ended') return phase;
    if (this.running.length > 0) return 'running';
    return this.waiting.length > 0 ? 'waiting' : phase;
  }

  get nextRunMs(): number | undefined {
    return this.#handle.nextRunMs;
  }

  get interval(): ScheduledJob['interval'] {
    return this.#handle.interval;
  }

  get paused(): ScheduledJob['paused'] {
    return this.#handle.paused;
  }

  get history(): readonly SubjectRecord[] {
    return this.#history.records;
  }

  get lastRun(): SubjectRecord | undefined {
    return this.#history.lastRun;
  }

  get lastSuccess(): SubjectRecord | undefined {
    return this.#history.lastSuccess;
  }

  get streak(): number {
    return this.#history.streak;
  }

  get stats(): JobStats {
    return this.#history.stats(this.#handle.stats);
  }

  get counted(): JobStats {
    return this.#handle.stats;
  }

  /** Of runs of this process more is known than the farm knows: how far they are, and what they have logged. */
  get running(): readonly SubjectProgress[] {
    const here = this.#handle.running;
    return [...this.#elsewhere(({ startedAtMs }) => startedAtMs !== undefined), ...here];
  }

  get waiting(): readonly SubjectProgress[] {
    return [...this.#handle.waiting, ...this.#elsewhere(({ startedAtMs }) => startedAtMs === undefined)];
  }

  preview(count: number): ReturnType<ScheduledJob['preview']> {
    return this.#handle.preview(count);
  }

  trigger(...said: Parameters<ScheduledJob['trigger']>): ReturnType<ScheduledJob['trigger']> {
    return this.#handle.trigger(...said);
  }

  pause(...said: Parameters<ScheduledJob['pause']>): void {
    this.#handle.pause(...said);
  }

  resume(...said: Parameters<ScheduledJob['resume']>): void {
    this.#handle.resume(...said);
  }

  skipNext(...said: Parameters<ScheduledJob['skipNext']>): ReturnType<ScheduledJob['skipNext']> {
    return this.#handle.skipNext(...said);
  }

  cancel(...said: Parameters<ScheduledJob['cancel']>): boolean {
    return this.#handle.cancel(...said);
  }

  #elsewhere(isWanted: (run: RunProgressJson) => boolean): readonly SubjectProgress[] {
    // What ended while the farm was being asked is in both of its answers.
    const known = [...this.#handle.running, ...this.#handle.waiting, ...this.history.slice(-10)];
    const ids = new Set(known.map(({ runId }) => runId));
    return this.#runs.filter(run => isWanted(run) && !ids.has(run.runId)).map(storedProgress);
  }
}
