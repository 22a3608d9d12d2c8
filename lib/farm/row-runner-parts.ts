import type { RunRecordJson } from '../index.js';
import type { Claims } from './claims.js';
import type { FarmJob } from './farm-job.js';
import type { Persistence } from './persistence.js';
import type { FarmHost, FarmWorld } from './seam.js';
import type { Settler } from './settler.js';
import type { FarmStore } from './store.js';
import type { Turnstile } from './turnstile.js';

/** What a row runner stands on. */
export interface RowRunnerParts {
  readonly farm: string;
  readonly store: FarmStore;
  readonly world: FarmWorld;
  readonly host: FarmHost;
  readonly claims: Claims;
  readonly persistence: Persistence;
  readonly settler: Settler;
  readonly turnstile: Turnstile;
  job(name: string): FarmJob | undefined;
  /** Whether an answer that is asked for now will be the newest that is known of a job. */
  newest(name: string): () => boolean;
  /** False from the beginning of a stop on. */
  isLive(): boolean;
  /** Resolves when nothing else runs here, which is so until it waits, or has ended. */
  alone(): Promise<void>;
  /** Whether it may begin here: not beside a row that is alone by now. */
  mayBegin(): boolean;
  /** The row waits for a place: it holds no slot meanwhile. */
  waits(): void;
  /** One of this queue that nobody has fetched goes first: it has to come. */
  wants(queue: string): void;
  /** The row has all its places: it holds a slot from now on. */
  begins(): void;
  /** The row is not run any more: how it ended is being written. */
  ends(): void;
  /** The row has its outcome, or another attempt. */
  ended(record: RunRecordJson | undefined): void;
}
