import type { Clock, Trigger } from '../index.js';
import type { FarmJob } from './farm-job.js';
import type { StoredPause } from './rows.js';
import type { PolicyDecision } from './watermark.js';

/** An occurrence that is due by this host's clock. Every host of the farm offers it; one of them runs it. */
export interface DueOffer {
  readonly name: string;
  readonly occurrenceMs: number;
  readonly dueAt: number;
  readonly trigger: Trigger;
  /** The first occurrence after `afterMs`. */
  next(afterMs: number): number | undefined;
  /** Which of the occurrences since `firstMs` are run, and which are missed, when it is `nowMs`. */
  decide(firstMs: number, nowMs: number): PolicyDecision;
  /** How long after its instant an occurrence is due. */
  jitterMs(occurrenceMs: number): number;
}

/** What makes up for missed occurrences. */
export const CATCH_UP: Trigger = 'catchUp';

/** A run that the farm has given to this host. */
export interface FarmTicket {
  readonly name: string;
  readonly occurrenceMs: number;
  readonly dueAt: number;
  readonly trigger: Trigger;
  readonly key: string;
  /** Grows with each run of the job anywhere: what a run writes to is to refuse a lower one. */
  readonly token: number;
  /** How often it was begun before, on hosts that went away. */
  readonly redelivered: number;
  readonly data: unknown;
  /** The version of the data; `undefined` where there is none. */
  readonly v: number | undefined;
  /** The keys of the runs that it was triggered from. */
  readonly from: readonly string[];
  /** Of asked work: which attempt of the work it is, from 1; each is a run of its own. */
  readonly attempt?: number;
}

/** How a run ended, as plain data. */
export interface FarmRecord {
  readonly jobName: string;
  readonly key: string;
  readonly occurrenceMs: number;
  readonly startedAtMs?: number;
  readonly settledAtMs: number;
  readonly outcome: { readonly kind: string; readonly reason?: string; readonly [detail: string]: unknown };
  readonly [field: string]: unknown;
}

/** A run in progress here. */
export interface FarmRun {
  readonly record: Promise<FarmRecord>;
  abort(reason: string): void;
}

/** What the farm needs of the scheduler on its host. */
export interface FarmHost {
  jobs(): readonly FarmJob[];
  /** Gives a job its first occurrence after `afterMs`; its relative words count from `startMs`. */
  enrol(name: string, from: { readonly startMs: number; readonly afterMs: number; readonly runsLeft?: number }): void;
  settled(name: string, settledMs: number): void;
  runsLeft(name: string, left: number): void;
  paused(name: string, pause: StoredPause | undefined): void;
  run(ticket: FarmTicket): FarmRun | undefined;
  /** An outcome without a run here. */
  recorded(record: FarmRecord): void;
}

/** What a farm needs of the world: time, and somebody who is told. */
export interface FarmWorld {
  /** The farm's time. */
  readonly clock: Clock;
  /** Something went wrong that nobody waits for. */
  trouble(what: string, error: unknown): void;
  /** Something happened to the farm, or to a row of it on this host. */
  tell(event: FarmHappening): void;
}

/** What a host of a farm tells of itself. */
export type FarmHappening =
  | { readonly kind: 'connected' | 'back' }
  | { readonly kind: 'away' | 'refused' | 'moved'; readonly error: unknown }
  | { readonly kind: 'problem'; readonly text: string }
  | { readonly kind: 'handedOver' | 'fenced' | 'unknown'; readonly key: string };
