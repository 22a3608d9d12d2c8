import type { JobFactory } from '../job/job.js';
import type { LogLine, Outcome, Progress } from '../job/outcome.js';
import type { Pace } from './pace.js';
import type { Run, RunOrigin } from './run.js';
import type { Refusal } from './slot-state.js';
import type { TriesHost } from './tries-host.js';

/** What runs need of the scheduler that they run in; one object for all jobs. */
export interface RunHost extends RunOrigin, TriesHost {
  readonly pace: Pace;
  readonly makeJob: JobFactory;
  /** Asked when the run comes, and again at the last moment: why it may not begin. */
  refusal(owner: RunOwner, run: Run): Refusal | undefined;
  /** The run waits for its group, for room, or for the one before it. */
  waits(owner: RunOwner, run: Run): void;
  /** The run has begun: its conditions hold. */
  began(owner: RunOwner, run: Run): void;
  /** Ends the run with its outcome, whether it was begun or not. */
  end(owner: RunOwner, run: Run, outcome: Outcome): void;
  /** Does what ends many runs: who listens is told when all of them have, a slice at a time. */
  together(work: () => void): void;
  logged(run: Run, line: LogLine): void;
  progressed(run: Run, progress: Progress): void;
  /** An attempt has failed, and another follows after `delayMs`. */
  retrying(run: Run, error: unknown, delayMs: number): void;
  /** Calls a callback of the application, contained, that nobody waits for but a stop. */
  call(what: string, callback: () => unknown): void;
}

/** Whose runs they are: what a host keeps of the job, which only it looks into. */
export interface RunOwner {
  readonly name: string;
}
