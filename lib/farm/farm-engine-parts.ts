import type { FarmIdentity } from './connection.js';
import type { FarmClock } from './farm-clock.js';
import type { FarmHappening } from './seam.js';
import type { FarmStore } from './store.js';
import type { Toucher } from './toucher.js';

/** What an engine stands on. */
export interface FarmEngineParts {
  readonly identity: FarmIdentity;
  readonly store: FarmStore;
  readonly toucher: Toucher;
  readonly clock: FarmClock;
  tell(event: FarmHappening): void;
  trouble(what: string, error: unknown): void;
}
