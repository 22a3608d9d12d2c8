import type { SignalHost } from './guarded-signal.js';
import type { Pace } from './pace.js';
import type { RetryWaits } from './retry-waits.js';

/** What work that may be tried again needs of its scheduler. */
export interface TriesHost extends SignalHost {
  readonly pace: Pace;
  readonly keepAlive: boolean;
  readonly retryWaits: RetryWaits;
}
