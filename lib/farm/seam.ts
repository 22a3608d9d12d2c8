import type { RunRecordJson, Trigger } from '../index.js';
import type { EngineRun, Ticket } from '../kit.js';
import type { FarmClock } from './farm-clock.js';
import type { FarmJob } from './farm-job.js';
import type { StoredPause, StoredSkip } from './rows.js';

/** What makes up for missed occurrences. */
export const CATCH_UP: Trigger = 'catchUp';

/** A run that the farm has given to this host, with all that a farm says of one. */
export interface SharedTicket extends Ticket {
  readonly key: string;
  readonly runId: string;
  readonly token: number;
  readonly redelivered: number;
  readonly data: unknown;
  /** The version of the data; `undefined` where there is none. */
  readonly v: number | undefined;
}

/** What the farm needs of the scheduler on its host. */
export interface FarmHost {
  jobs(): readonly FarmJob[];
  /** Gives a job its first occurrence after `afterMs`; its relative words count from `startMs`. */
  enrol(name: string, from: { readonly startMs: number; readonly afterMs: number; readonly runsLeft?: number }): void;
  settled(name: string, settledMs: number): void;
  runsLeft(name: string, left: number): void;
  paused(name: string, pause: StoredPause | undefined): void;
  leftOut(name: string, skips: readonly StoredSkip[]): void;
  run(ticket: SharedTicket): EngineRun | undefined;
  /** An outcome without a run here. */
  recorded(record: RunRecordJson): void;
}

/** What a farm needs of the world: time, and somebody who is told. */
export interface FarmWorld {
  /** The farm's time. */
  readonly clock: FarmClock;
  /** Something went wrong that nobody waits for. */
  trouble(what: string, error: unknown): void;
  /** Something happened to the farm, or to a row of it on this host. */
  tell(event: FarmHappening): void;
}

/** What a host of a farm tells of itself. */
export type FarmHappening =
  | { readonly kind: 'connected' | 'back' }
  | { readonly kind: 'away' | 'refused' | 'moved'; readonly error: unknown }
  | { readonly kind: 'problem' | 'over'; readonly text: string }
  | { readonly kind: 'handedOver' | 'fenced' | 'unknown'; readonly key: string };
