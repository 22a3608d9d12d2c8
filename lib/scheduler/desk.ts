import type { RunContext } from '../job/context.js';
import type { JobFactory } from '../job/job.js';
import type { LogLine } from '../job/outcome.js';
import type { Report } from '../run/contain.js';
import type { Pace } from '../run/pace.js';
import type { Run } from '../run/run.js';
import type { RunHost } from '../run/run-host.js';
import { STOPPING } from '../run/run-outcome.js';
import type { Refusal } from '../run/slot-state.js';
import { endedWithin } from '../run/within.js';
import type { Call } from './event-hub.js';
import { REMOVED } from './intake.js';
import type { JobEntry, RunDesk } from './job-entry.js';
import type { Ledger } from './ledger.js';
import { traced } from './trace.js';

/** The parts that a desk works with. */
export interface DeskParts {
  readonly pace: Pace;
  readonly ledger: Ledger;
  readonly makeJob: JobFactory;
  readonly keepAlive: boolean;
  readonly processId: string;
  readonly report: Report;
  readonly call: Call;
  /** Whether an engine decides who runs the job, counts its runs, and says when the next is due. */
  isShared(entry: JobEntry): boolean;
  /** Whether nothing begins any more. */
  isHalted(): boolean;
  /** The schedule of the job has had its number of runs. */
  exhausted(entry: JobEntry): void;
  /** Under `afterCompletion()`: the run from whose end the next occurrence is counted has ended. */
  completed(entry: JobEntry, settledAtMs: number): void;
  /** A run has its outcome, and it is recorded. */
  ended(entry: JobEntry, run: Run): void;
}

/** What runs need of their scheduler, and what they tell it. */
export class Desk implements RunHost, RunDesk {
  readonly pace: Pace;
  readonly makeJob: JobFactory;
  readonly keepAlive: boolean;
  readonly processId: string;
  readonly report: Report;
  readonly call: Call;
  readonly #parts: DeskParts;
  #count = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.pace = parts.pace;
    this.makeJob = parts.makeJob;
    this.keepAlive = parts.keepAlive;
    this.processId = parts.processId;
    this.report = parts.report;
    this.call = parts.call;
  }

  nextNumber(): number {
    this.#count += 1;
    return this.#count;
  }

  traced<C extends RunContext>(context: C, work: (context: C) => unknown): unknown {
    return traced(context, work);
  }

  logged(run: Run, line: LogLine): void {
    this.#parts.ledger.logged(run, line);
  }

  progressed(run: Run): void {
    if (run.progress !== undefined) this.#parts.ledger.progressed(run, run.progress);
  }

  retrying(run: Run, error: unknown, delayMs: number): void {
    this.#parts.ledger.retrying(run, error, delayMs);
  }

  /** Asked at the last moment: what has changed since the run came to be. */
  refusal(entry: JobEntry, { enrolment, trigger }: Run): Refusal | undefined {
    if (this.#parts.isHalted()) return { reason: 'stopping', detail: STOPPING };
    if (entry.isRemoved) return REMOVED;
    if (entry.pause !== undefined) return { reason: 'paused', detail: entry.pause.reason };
    if (trigger === 'manual' || enrolment.runsLeft !== 0 || this.#parts.isShared(entry)) return undefined;
    return { reason: 'limit', detail: 'the schedule has had its number of runs' };
  }

  waits(_entry: JobEntry, run: Run): void {
    this.#parts.ledger.waits(run);
  }

  began(entry: JobEntry, run: Run): void {
    const { enrolment, trigger } = run;
    if (enrolment.runsLeft !== undefined && trigger !== 'manual' && !this.#parts.isShared(entry)) {
      enrolment.runsLeft -= 1;
      if (enrolment.runsLeft === 0 && entry.enrolment === enrolment) this.#parts.exhausted(entry);
    }
    this.#parts.ledger.began(run);
  }

  ended(entry: JobEntry, run: Run): void {
    endedWithin(run);
    this.#parts.ledger.ended(entry, run);
    const { enrolment } = entry;
    if (
      enrolment.bound?.isAfterCompletion &&
      run.enrolment === enrolment &&
      run.trigger !== 'manual' &&
      !this.#parts.isShared(entry)
    ) {
      this.#parts.completed(entry, run.settledAtMs);
    }
    this.#parts.ended(entry, run);
  }
}
