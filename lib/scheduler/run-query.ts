import type { OutcomeKind } from '../job/outcome.js';

/** Which records are asked for; the newest come first. */
export interface RunQuery {
  /** The name of the job; without it, of all jobs. */
  readonly job?: string;
  /** How they ended; without it, however they did. */
  readonly outcome?: OutcomeKind;
  /** Those that came to be before the run of this id. */
  readonly before?: string;
  /** At most so many, 1 to 500. Default 50. */
  readonly limit?: number;
}
