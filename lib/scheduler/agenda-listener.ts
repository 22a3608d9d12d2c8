import type { Pace } from '../run/pace.js';
import type { Engine } from './engine.js';
import type { LoopDelay } from './health.js';
import type { Intake } from './intake.js';
import type { JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import type { Ledger } from './ledger.js';
import type { ClockFinding } from './loop.js';

/** Who is told of what the agenda notices. None of it may throw. */
export interface AgendaListener {
  /** The schedule threw; it is tried again. */
  broke(entry: JobEntry, error: unknown): void;
  /** It throws no longer. */
  mended(entry: JobEntry): void;
  /** A pause has come to its own end, and something is due. */
  pauseOver(entry: JobEntry): void;
  noticed(finding: ClockFinding, nowMs: number): void;
}

/** The parts that an agenda works with. */
export interface AgendaParts {
  readonly pace: Pace;
  readonly jobs: JobTable;
  readonly keepAlive: boolean;
  /** Who decides who runs the jobs that are shared. */
  readonly engine: Engine | undefined;
  /** Takes what is due here. */
  readonly intake: Intake;
  /** Takes what is missed. */
  readonly ledger: Ledger;
  readonly loopDelay: LoopDelay;
}
