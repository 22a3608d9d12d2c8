import type { AgendaParts } from './agenda-listener.js';
import type { BrokenSchedules } from './broken-schedules.js';
import { decideLate, dueOf } from './due.js';
import type { Engine } from './engine.js';
import { isShared, type JobEntry, type Late } from './job-entry.js';
import type { Outstanding } from './outstanding.js';

/** What handing out changes in what is planned. */
export interface Plan {
  /** Plans what comes after what was decided about. */
  replan(entry: JobEntry, nowMs: number): void;
  /** Takes what has come and was not handed out out of what is planned. */
  takeOutstanding(entry: JobEntry, nowMs: number): Outstanding;
  /** Has the job come up at that instant. */
  wakeAt(entry: JobEntry, atMs: number): void;
}

/** Hands out more than one occurrence on time: of what is late what its policy says, what is shared to the engine. */
export class HandOut {
  readonly #parts: AgendaParts;
  readonly #plan: Plan;
  readonly #broken: BrokenSchedules;

  constructor(parts: AgendaParts, plan: Plan, broken: BrokenSchedules) {
    this.#parts = parts;
    this.#plan = plan;
    this.#broken = broken;
  }

  /** The occurrence at `nextMs` is due, or what the job has waited with. */
  start(entry: JobEntry, nextMs: number | undefined, nowMs: number): void {
    const { late, isBroken } = entry;
    if (isBroken) this.#plan.replan(entry, nowMs);
    if (late !== undefined) {
      this.#handOutAll(entry, late);
    } else if (!isBroken && nextMs !== undefined) {
      const { engine } = this.#parts;
      this.#broken.guarded(entry, () =>
        engine !== undefined && isShared(entry, engine)
          ? this.#handOver(engine, entry, nextMs, nowMs)
          : this.#startLate(entry, nextMs, nowMs),
      );
    }
  }

  /** The engine decides about all that is due, and this host plans what comes after it. */
  #handOver(engine: Engine, entry: JobEntry, nextMs: number, nowMs: number): void {
    const due = dueOf(entry, nextMs);
    entry.lastMs = due.decide(nextMs, nowMs).upTo;
    engine.due(due);
  }

  /** More than one may be due at once. What makes up for missed ones waits its jitter from now on. */
  #startLate(entry: JobEntry, nextMs: number, nowMs: number): void {
    const { enrolment, pause } = entry;
    const { pace, intake, ledger } = this.#parts;
    if (pause !== undefined) {
      const outstanding = this.#plan.takeOutstanding(entry, nowMs);
      intake.skip(entry, outstanding, { reason: 'paused', detail: pause.reason });
      return;
    }
    const { run, missed, upTo, trigger, waitMs } = decideLate(enrolment, nextMs, nowMs, () => pace.isOverNow());
    entry.lastMs = upTo;
    const late = run.length === 0 ? undefined : { occurrences: run, trigger };
    entry.late = late;
    if (waitMs > 0) this.#plan.wakeAt(entry, nowMs + waitMs);
    if (missed !== undefined) ledger.missed(entry, missed, run[0]);
    // A listener that was told of the missed may have taken the job or its schedule away, with what is late.
    if (waitMs > 0 || entry.enrolment !== enrolment || entry.isRemoved || entry.late !== late) return;
    if (late !== undefined) this.#handOutAll(entry, late);
  }

  /** What was not handed out yet stays known, lest a job that is told of the first counts as over, or an edit loses the rest. */
  #handOutAll(entry: JobEntry, { occurrences, trigger }: Late): void {
    const { enrolment } = entry;
    const rest = [...occurrences];
    for (const at of occurrences) {
      rest.shift();
      const left = rest.length === 0 ? undefined : { occurrences: rest, trigger };
      entry.late = left;
      this.#parts.intake.due(entry, enrolment, at, trigger, occurrences.length > 1);
      if (entry.late !== left || entry.enrolment !== enrolment) return;
    }
  }
}
