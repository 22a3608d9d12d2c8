import { type DateTime, Duration } from 'luxon';
import type { Trigger } from '../job/context.js';
import { errorOf } from '../job/error-of.js';
import type { LogLine, Outcome, Progress, RunRecord, RunRecordJson } from '../job/outcome.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { Enrolment } from './enrolment.js';
import { keyOf } from './key.js';
import { progressJson, recordJson, tellable } from './record-json.js';
import { RunExtras, type RunTicket } from './run-extras.js';

const NONE: readonly never[] = [];

/** Where runs come from: what makes the id of each. */
export interface RunOrigin {
  /** What the clock last showed, and by how much it was set back in all. */
  readonly pace: { readonly nowMs: number; readonly setBackMs: number };
  /** Part of each id, so that two processes never give the same; empty under a virtual clock. */
  readonly processId: string;
  /** How many runs there were; each counts itself. */
  runCount: number;
}

/**
 * One occurrence on its way from due to its outcome, and then its record. It is the one object that a run leaves behind,
 * so it holds numbers, makes text and Luxon values when they are read, and hangs what is rare on a second object. Of its
 * instants it holds how long after the occurrence they are: V8 makes an object of each number over 31 bits.
 */
export class Run implements RunRecord {
  readonly enrolment: Enrolment;
  /** The instant that it is for, in epoch milliseconds. */
  readonly occurrenceMs: number;
  readonly trigger: Trigger;
  /** Whether its occurrence has come before, since the clock was set back. */
  readonly repeated: boolean;
  /** How many attempts were begun. */
  attempts = 0;
  /** What most runs don't have: see `extras`. */
  extrasIfAny: RunExtras | undefined = undefined;
  readonly #origin: RunOrigin;
  readonly #number: number;
  readonly #madeAfterMs: number;
  readonly #ranksAfterMs: number;
  #startedAfterMs: number | undefined = undefined;
  #settledAfterMs: number | undefined = undefined;
  /** The monotonic start while it runs, the duration afterwards. */
  #durationMs: number | undefined = undefined;
  #outcome: Outcome | undefined = undefined;

  constructor(
    origin: RunOrigin,
    enrolment: Enrolment,
    occurrenceMs: number,
    dueAt: number,
    trigger: Trigger,
    repeated = false,
    original?: Run,
  ) {
    this.#origin = origin;
    this.enrolment = enrolment;
    this.occurrenceMs = occurrenceMs;
    this.trigger = trigger;
    this.repeated = repeated;
    const { nowMs, setBackMs } = origin.pace;
    this.#ranksAfterMs = Math.min(dueAt, nowMs) + setBackMs - occurrenceMs;
    if (original === undefined) origin.runCount += 1;
    this.#number = original === undefined ? origin.runCount : original.#number;
    this.#madeAfterMs = original === undefined ? nowMs - occurrenceMs : original.#madeAfterMs;
  }

  /** The same, made when it is asked for. */
  get extras(): RunExtras {
    this.extrasIfAny ??= new RunExtras();
    return this.extrasIfAny;
  }

  begin(nowMs: number, monotonicMs: number): void {
    this.#startedAfterMs = nowMs - this.occurrenceMs;
    this.#durationMs = monotonicMs;
    this.attempts = 1;
  }

  /** Keeps what an attempt threw that is not the last, unless the run is aborted before the next. */
  keepError(error: unknown): void {
    this.extras.retriedErrors ??= [];
    this.extras.retriedErrors.push(error);
  }

  /** @returns the outcome as it is told. */
  end(ending: Outcome, nowMs: number, monotonicMs: number): Outcome {
    // Most return nothing, and hold nothing to be told: see `bench:stair`.
    const outcome = ending.kind === 'succeeded' && ending.value === undefined ? ending : tellable(ending);
    this.#outcome = outcome;
    this.#settledAfterMs = nowMs - this.occurrenceMs;
    if (this.#durationMs !== undefined) this.#durationMs = Math.max(0, monotonicMs - this.#durationMs);
    return outcome;
  }

  /** A copy with another outcome, for the history to keep. The run itself, which was handed out, does not change. */
  kept(outcome: Outcome): Run {
    const { occurrenceMs, trigger, repeated } = this;
    const copy = new Run(this.#origin, this.enrolment.past, occurrenceMs, occurrenceMs, trigger, repeated, this);
    copy.attempts = this.attempts;
    copy.#startedAfterMs = this.#startedAfterMs;
    copy.#settledAfterMs = this.#settledAfterMs;
    copy.#durationMs = this.#durationMs;
    copy.extrasIfAny = this.extrasIfAny?.kept();
    copy.#outcome = outcome;
    return copy;
  }

  get hasEnded(): boolean {
    return this.#outcome !== undefined;
  }

  get jobName(): string {
    return this.enrolment.definition.schedule.name;
  }

  get zone(): string {
    return this.enrolment.definition.schedule.zone;
  }

  /** Sortable text of the time at which it came to be, its number, and its process; of a shared job, what its hosts call it. */
  get runId(): string {
    const sharedId = this.ticket?.runId;
    if (sharedId !== undefined) return sharedId;
    const time = (this.occurrenceMs + this.#madeAfterMs).toString(36).padStart(9, '0');
    const { processId } = this.#origin;
    return `${time}${this.#number.toString(36).padStart(5, '0')}${processId === '' ? '' : `-${processId}`}`;
  }

  get key(): string {
    const ownKey = this.extrasIfAny?.ticket?.key;
    if (ownKey !== undefined) return ownKey;
    const key = keyOf(this.jobName, this.occurrenceMs);
    return this.trigger === 'manual' ? `${key}#${this.runId}` : key;
  }

  get occurrence(): DateTime {
    return inZoneOf(this, this.occurrenceMs);
  }

  /** Its rank among those that wait: when it was due, on an axis on which the clock is never set back. */
  get rank(): number {
    return this.occurrenceMs + this.#ranksAfterMs;
  }

  /** When it began, in epoch milliseconds; `undefined` where it has not. */
  get startedAtMs(): number | undefined {
    return this.#startedAfterMs === undefined ? undefined : this.occurrenceMs + this.#startedAfterMs;
  }

  get startedAt(): DateTime | undefined {
    return this.startedAtMs === undefined ? undefined : inZoneOf(this, this.startedAtMs);
  }

  // A run that has not ended is handed out as one that has no outcome and no end: who asks for them reads `undefined`.
  get settledAtMs(): number {
    return (this.#settledAfterMs === undefined ? undefined : this.occurrenceMs + this.#settledAfterMs) as number;
  }

  get settledAt(): DateTime {
    return (this.#settledAfterMs === undefined ? undefined : inZoneOf(this, this.settledAtMs)) as DateTime;
  }

  get lateMs(): number {
    return Math.max(0, this.#startedAfterMs ?? 0);
  }

  get lateBy(): Duration {
    return Duration.fromMillis(this.lateMs);
  }

  get durationMs(): number | undefined {
    return this.#outcome === undefined ? undefined : this.#durationMs;
  }

  get duration(): Duration | undefined {
    return this.durationMs === undefined ? undefined : Duration.fromMillis(this.durationMs);
  }

  get outcome(): Outcome {
    return this.#outcome as Outcome;
  }

  /** The last occurrence that the record stands for: of most its own. */
  get lastMs(): number {
    const last = this.#outcome !== undefined && 'last' in this.#outcome ? this.#outcome.last : undefined;
    return last?.toMillis() ?? this.occurrenceMs;
  }

  get error(): unknown {
    return this.#outcome === undefined ? undefined : errorOf(this.#outcome);
  }

  get by(): string | undefined {
    return this.extrasIfAny?.by;
  }

  /** What a run by hand was given. */
  get data(): unknown {
    return this.extrasIfAny?.data;
  }

  get host(): string | undefined {
    return this.extrasIfAny?.ticket?.host;
  }

  /** What an engine said of it. */
  get ticket(): RunTicket | undefined {
    return this.extrasIfAny?.ticket;
  }

  get retriedErrors(): readonly unknown[] {
    return this.extrasIfAny?.retriedErrors ?? NONE;
  }

  get lines(): readonly LogLine[] {
    return this.extrasIfAny?.lines ?? NONE;
  }

  get droppedLines(): number {
    return this.extrasIfAny?.droppedLines ?? 0;
  }

  get progress(): Progress | undefined {
    return this.extrasIfAny?.progress;
  }

  /** After how long it is aborted: as its schedule says, or the job that it came to. */
  get timeoutMs(): number | undefined {
    return this.enrolment.definition.timeoutMs ?? this.extrasIfAny?.jobTimeoutMs;
  }

  /** The record as bounded plain data; of a run that has not ended, how far it is. */
  toJSON(): RunRecordJson {
    return this.#outcome === undefined ? (progressJson(this) as RunRecordJson) : recordJson(this);
  }

  /** What `console.log` shows: the record, not the machinery around it. */
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }
}

/** No method: each record would bear the mark of a class that has private ones. */
function inZoneOf({ zone }: Run, ms: number): DateTime {
  return dateTimeIn(zoneOf(zone), ms);
}
