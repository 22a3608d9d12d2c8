import type { Trigger } from '../job/context.js';
import { ON_TIME_MS } from '../recurrence/missed.js';
import type { Pace } from '../run/pace.js';
import type { AgendaListener } from './agenda-listener.js';
import { decideLate, dueOf, triggerOf } from './due.js';
import type { JobEntry } from './job-entry.js';
import type { Outstanding } from './outstanding.js';

/** What handing out changes in what is planned. */
export interface Plan {
  /** Plans what comes after what was decided about. */
  replan(entry: JobEntry, nowMs: number): void;
  /** Takes what has come and was not handed out out of what is planned. */
  takeOutstanding(entry: JobEntry, nowMs: number): Outstanding;
  /** Under `afterCompletion()`: plans the occurrence after `settledMs`. */
  enrolAfter(entry: JobEntry, settledMs: number): void;
  /** Has the job come up at that instant. */
  wakeAt(entry: JobEntry, atMs: number): void;
  /** Calls what may call functions of the application. */
  guarded(entry: JobEntry, work: () => void): void;
}

/** Hands what is due to whoever runs it: one occurrence on time, what is late by rule 9, what is shared to the engine. */
export class HandOut {
  readonly #pace: Pace;
  readonly #listener: AgendaListener;
  readonly #plan: Plan;

  constructor(pace: Pace, listener: AgendaListener, plan: Plan) {
    this.#pace = pace;
    this.#listener = listener;
    this.#plan = plan;
  }

  /** The loop has come to what is planned for a job. */
  start(entry: JobEntry, nowMs: number): void {
    const { enrolment, nextMs, late } = entry;
    const { bound } = enrolment;
    if (entry.isRemoved || bound === undefined) return;
    if (entry.isBroken) {
      entry.isBroken = false;
      this.#plan.replan(entry, nowMs);
    } else if (late !== undefined) {
      this.#handOutAll(entry, late, 'catchUp');
    } else if (nextMs !== undefined) {
      const isLate = nowMs - entry.dueAt > ON_TIME_MS;
      if (this.#listener.isShared(entry)) {
        // The engine decides about all that is due, and this host plans what comes after it.
        this.#plan.guarded(entry, () => {
          const due = dueOf(entry, nextMs);
          entry.lastMs = due.decide(nextMs, nowMs).upTo;
          this.#listener.handOver(entry, due);
        });
      } else if (isLate) {
        this.#plan.guarded(entry, () => this.#startLate(entry, nextMs, nowMs));
      } else {
        entry.lastMs = nextMs;
        this.#listener.due(entry, enrolment, nextMs, triggerOf(bound.startup, nextMs), false);
      }
    }
  }

  /** Rule 9: more than one may be due at once. What makes up for missed ones waits its jitter from now on. */
  #startLate(entry: JobEntry, nextMs: number, nowMs: number): void {
    const { enrolment } = entry;
    if (entry.pause !== undefined) {
      this.#listener.paused(entry, this.#plan.takeOutstanding(entry, nowMs));
      return;
    }
    const { run, missed, upTo, trigger, waitMs } = decideLate(enrolment, nextMs, nowMs, () => this.#pace.isOverNow());
    entry.lastMs = upTo;
    const late = run.length === 0 ? undefined : run;
    entry.late = late;
    if (missed !== undefined) this.#listener.missed(entry, missed, run[0]);
    // A listener that was told of the missed may have taken the job or its schedule away, with what is late.
    if (entry.enrolment !== enrolment || entry.isRemoved || entry.late !== late) return;
    if (waitMs > 0) {
      this.#plan.wakeAt(entry, nowMs + waitMs);
      return;
    }
    this.#handOutAll(entry, run, trigger);
    if (run.length === 0 && enrolment.bound?.isAfterCompletion && entry.enrolment === enrolment) {
      this.#plan.enrolAfter(entry, nowMs);
    }
  }

  /** What was not handed out yet stays known, lest a job that is told of the first counts as over, or an edit loses the rest. */
  #handOutAll(entry: JobEntry, run: readonly number[], trigger: Trigger): void {
    const { enrolment } = entry;
    const rest = [...run];
    for (const at of run) {
      rest.shift();
      const left = rest.length === 0 ? undefined : rest;
      entry.late = left;
      this.#listener.due(entry, enrolment, at, trigger, run.length > 1);
      if (entry.late !== left || entry.enrolment !== enrolment) return;
    }
  }
}
