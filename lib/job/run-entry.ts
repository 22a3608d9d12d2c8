import { type DateTime, Duration } from 'luxon';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobDefinition } from './definition.js';
import type { Turn } from './group.js';
import { errorOf, type LogLine, type Outcome, type Progress, type RunRecord } from './outcome.js';
import type { Trigger } from './run.js';

/** How many log lines a record keeps; further ones go to the logger only. */
export const MAX_LINES = 100;

const NONE: readonly never[] = [];

/** Whose run it is. Its definition may change; a run keeps the one that it began with. */
export interface RunOwner {
  readonly definition: JobDefinition;
}

/** Where a run waits for the lanes to let it in. */
export interface RunPlace {
  /** All the places of its job. */
  readonly crowd: object;
  readonly isHeldUp: boolean;
  admit(run: RunEntry): void;
  /** Sets the timeout of a run that has none. */
  limit(run: RunEntry, timeoutMs: number): void;
  abandon(run: RunEntry): void;
}

/**
 * One occurrence on its way from due to its outcome, and then its record. It is the one object that a run leaves
 * behind, so it holds numbers and makes Luxon values only when they are read.
 */
export class RunEntry implements RunRecord {
  /** Where it stands with the lanes of its group and of the scheduler. Owned by `Lanes`. */
  lane: 'none' | 'held' | Turn = 'none';
  /** The place that it waits for or holds. */
  place: RunPlace | undefined = undefined;
  /** How many attempts were begun. */
  attempts = 0;
  /** Told once when the outcome is known. */
  onEnded: ((outcome: Outcome) => void) | undefined = undefined;

  #startedAtMs: number | undefined = undefined;
  #settledAtMs = 0;
  /** The monotonic start while it runs, the duration afterwards. */
  #durationMs = 0;
  #outcome: Outcome | undefined = undefined;
  #retriedErrors: unknown[] | undefined = undefined;
  #lines: LogLine[] | undefined = undefined;
  #progress: Progress | undefined = undefined;

  constructor(
    readonly owner: RunOwner,
    readonly occurrenceMs: number,
    /** Occurrence and jitter: the earliest start, and its rank among those that wait. */
    readonly dueAt: number,
    readonly trigger: Trigger,
    /** Whether it makes up for a missed occurrence in turn, and so waits for its place under every policy. */
    readonly inTurn = false,
    readonly definition = owner.definition,
  ) {}

  get crowd(): object | undefined {
    return this.place?.crowd;
  }

  get isHeldUp(): boolean {
    return this.place?.isHeldUp ?? false;
  }

  /** Told by the lanes. */
  admitted(): void {
    this.place?.admit(this);
  }

  begin(nowMs: number, monotonicMs: number): void {
    this.#startedAtMs = nowMs;
    this.#durationMs = monotonicMs;
    this.attempts = 1;
  }

  end(outcome: Outcome, nowMs: number, monotonicMs: number): void {
    this.#outcome = outcome;
    this.#settledAtMs = nowMs;
    if (this.#startedAtMs !== undefined) this.#durationMs = Math.max(0, monotonicMs - this.#durationMs);
  }

  /** Counts one more attempt, after one that threw `error`. */
  retry(error: unknown): void {
    this.#retriedErrors ??= [];
    this.#retriedErrors.push(error);
    this.attempts += 1;
  }

  /** Keeps the line, if the record has room for it. */
  addLine(line: LogLine): void {
    this.#lines ??= [];
    if (this.#lines.length < MAX_LINES) this.#lines.push(line);
  }

  setProgress(progress: Progress): void {
    this.#progress = progress;
  }

  get hasStarted(): boolean {
    return this.#startedAtMs !== undefined;
  }

  get hasEnded(): boolean {
    return this.#outcome !== undefined;
  }

  get lateMs(): number {
    return this.#startedAtMs === undefined ? 0 : Math.max(0, this.#startedAtMs - this.occurrenceMs);
  }

  get durationMs(): number | undefined {
    return this.#startedAtMs === undefined ? undefined : this.#durationMs;
  }

  get settledAtMs(): number {
    return this.#settledAtMs;
  }

  get jobName(): string {
    return this.definition.schedule.name;
  }

  get key(): string {
    return keyOf(this.jobName, this.occurrenceMs);
  }

  get occurrence(): DateTime {
    return this.#at(this.occurrenceMs);
  }

  get startedAt(): DateTime | undefined {
    return this.#startedAtMs === undefined ? undefined : this.#at(this.#startedAtMs);
  }

  get settledAt(): DateTime {
    return this.#at(this.#settledAtMs);
  }

  get lateBy(): Duration {
    return Duration.fromMillis(this.lateMs);
  }

  get duration(): Duration | undefined {
    return this.durationMs === undefined ? undefined : Duration.fromMillis(this.durationMs);
  }

  /** @throws TypeError while the run is in progress: records are handed out once they have ended. */
  get outcome(): Outcome {
    if (this.#outcome === undefined) throw new TypeError(`the run ${this.key} has no outcome yet`);
    return this.#outcome;
  }

  get error(): unknown {
    return this.#outcome === undefined ? undefined : errorOf(this.#outcome);
  }

  get retriedErrors(): readonly unknown[] {
    return this.#retriedErrors ?? NONE;
  }

  get lines(): readonly LogLine[] {
    return this.#lines ?? NONE;
  }

  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** The record as plain data, for logs and dashboards. */
  toJSON(): object {
    const { jobName, key, trigger, occurrence, startedAt, settledAt, attempts, lines, progress } = this;
    const { lateMs, durationMs } = this;
    const outcome = this.#outcome;
    return {
      jobName,
      key,
      trigger,
      occurrence,
      startedAt,
      settledAt,
      lateMs,
      durationMs,
      attempts,
      outcome,
      lines,
      progress,
    };
  }

  /** What `console.log` shows: the record, not the machinery around it. */
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }

  #at(ms: number): DateTime {
    return dateTimeIn(zoneOf(this.definition.schedule.zone), ms);
  }
}

/** The identity of an occurrence as text, the same on every host. */
export function keyOf(jobName: string, occurrenceMs: number): string {
  return `${jobName}@${dateTimeIn(zoneOf('UTC'), occurrenceMs).toISO()}`;
}
