import type { Epoch, Errand } from './errand.js';
import type { Plan } from './plan.js';
import { type Objection, Reckoning } from './reckoning.js';
import type { WatchedClock } from './watched-clock.js';

/** The books of one job: whether what is seen of its occurrences, and what is shown, is what its plan says. */
export class Account {
  readonly reckoning: Reckoning;
  /** What was due in a pause, and has no outcome when that ends: it is being told of, or lost. */
  #owed: ReadonlySet<Errand> = new Set();

  constructor(clock: WatchedClock) {
    this.reckoning = new Reckoning(clock);
  }

  /** A pause ends: all that has come in it, its jitter or not, has its outcome. */
  resumed(nowMs: number): Objection {
    this.reckoning.startsLate();
    const objection = this.reckoning.handOutUntil(nowMs, true);
    this.#owed = new Set(this.onTheWay.filter(({ hasStarted }) => !hasStarted));
    return objection;
  }

  /** A pause ends, and the schedule can't tell what came in it, since it throws: that is not caught up with. */
  passesOver(nowMs: number): void {
    const { reckoning } = this;
    reckoning.decidedUpTo = Math.max(reckoning.decidedUpTo, nowMs);
    if (reckoning.cursor !== undefined) reckoning.cursor = reckoning.epoch?.expected.next(reckoning.decidedUpTo);
  }

  /** Nothing moves. */
  rests(): Objection {
    const lost = this.onTheWay.find(errand => this.#owed.has(errand));
    this.#owed = new Set();
    this.reckoning.rests();
    this.reckoning.lostUpToMs = undefined;
    return lost && `was resumed, and nothing became of ${lost.occurrence}`;
  }

  /** A run of the schedule starts. @returns its errand, or an objection. */
  started(occurrence: number, runId: string, nowMs: number): Errand | string {
    this.#startsLate(occurrence, runId);
    const known = this.#find(occurrence, false, runId);
    const dueAt = this.reckoning.dueAt(occurrence);
    if (known === undefined && nowMs < dueAt) return `runs ${dueAt - nowMs} ms before it is due`;
    const errand = known ?? this.reckoning.handOut(occurrence);
    if (typeof errand === 'string') return errand;
    if (this.#owed.has(errand)) return 'runs although it was due in a pause';
    if (errand.epoch.runsLeft === 0 && errand.epoch === this.reckoning.epoch)
      return 'runs although it has had its number of runs';
    errand.epoch.runsLeft -= 1;
    errand.hasStarted = true;
    errand.runId = runId;
    return errand;
  }

  /** A run waits for its turn, or its predicate is asked. */
  handedOut(occurrence: number, runId: string): Errand | string {
    this.#startsLate(occurrence, runId);
    const { reckoning } = this;
    const errand =
      this.#find(occurrence, false, runId) ?? reckoning.surplus(occurrence) ?? reckoning.handOut(occurrence);
    if (typeof errand === 'object') errand.runId = runId;
    return errand;
  }

  /** An occurrence has its outcome. */
  ended(occurrence: number, runId: string, hasStarted: boolean, settledMs: number): { readonly plan: Plan } | string {
    if (!hasStarted) this.#startsLate(occurrence, runId);
    const known = this.#find(occurrence, hasStarted, runId);
    const spent = this.reckoning.isOver ? this.reckoning.epoch : this.reckoning.spent;
    const isSurplus = known === undefined && !hasStarted && spent?.expected.next(occurrence - 1) === occurrence;
    if (isSurplus && spent !== undefined && (this.reckoning.isOver || !this.reckoning.isAhead(occurrence))) {
      this.reckoning.decidedUpTo = Math.max(this.reckoning.decidedUpTo, occurrence);
      return spent;
    }
    const errand = known ?? this.reckoning.handOut(occurrence);
    if (typeof errand === 'string') return errand;
    this.reckoning.onTheWay.splice(this.reckoning.onTheWay.indexOf(errand), 1);
    const { afterCompletionMs } = errand.plan.timing;
    if (afterCompletionMs !== undefined && errand.epoch === this.reckoning.epoch)
      this.reckoning.counts(settledMs + afterCompletionMs);
    return errand;
  }

  /** More than a hundred were skipped at one moment, and these have one record. */
  skippedTogether(first: number, last: number, count: number): { readonly plan: Plan } | string {
    this.#startsLate(first);
    const errand = this.onTheWay.find(one => one.occurrence === first && isNew(one)) ?? this.reckoning.handOut(first);
    if (typeof errand === 'string') return errand;
    const { expected } = errand.epoch;
    if (expected.next(last - 1) !== last) return `there is no occurrence ${last}`;
    if (!expected.isCount(count, first, last)) return `${count} are skipped, which is another number`;
    const at = this.reckoning.onTheWay.indexOf(errand);
    const after = this.reckoning.onTheWay
      .splice(at)
      .filter(one => !isNew(one) || one.occurrence < first || one.occurrence > last);
    this.reckoning.onTheWay.push(...after);
    if (errand.epoch === this.reckoning.epoch && this.reckoning.cursor !== undefined && this.reckoning.cursor <= last) {
      this.reckoning.decidedUpTo = last;
      this.reckoning.cursor = expected.next(last);
    }
    return errand;
  }

  /** A job that was added for what has passed tells of the last of that. */
  missedBefore(first: number, last: number, count: number, nowMs: number): Objection {
    if (this.reckoning.cursor !== undefined) return 'tells of what has passed, and has something to come';
    const isOccurrence = this.reckoning.epoch?.expected.timing.schedule.nextMs(first - 1) === first;
    return isOccurrence && first === last && count === 1 && first <= nowMs
      ? undefined
      : `${first} is not what has passed`;
  }

  /** Some occurrences were missed together. */
  missed(first: number, last: number, count: number, intoMs: number | undefined, nowMs: number): Objection {
    const errand = this.reckoning.handOut(first);
    if (typeof errand === 'string') return errand;
    this.reckoning.onTheWay.splice(this.reckoning.onTheWay.indexOf(errand), 1);
    const { expected, plan } = errand.epoch;
    const { afterCompletionMs } = plan.timing;
    if (afterCompletionMs !== undefined) {
      this.reckoning.counts(intoMs ?? nowMs + afterCompletionMs);
      return count === 1 && first === last ? undefined : `${count} are missed of one`;
    }
    if (expected.next(last - 1) !== last) return `there is no occurrence ${last}`;
    if (expected.dueAt(last) > nowMs) return `${last} is not due and was missed`;
    if (!expected.isCount(count, first, last)) return `${count} are missed, which is another number`;
    this.reckoning.decidedUpTo = last;
    this.reckoning.cursor = expected.next(last);
    if (intoMs !== undefined && intoMs !== this.reckoning.cursor) return `were missed into ${intoMs}`;
    if (intoMs === undefined || !expected.timing.hasJitter) return undefined;
    // A listener may have held up the loop since it was decided which of them are run, so their number says more than the time.
    return this.reckoning.findsLate(nowMs, Math.max(1, plan.mostInTurn));
  }

  /**
   * Takes what is shown as the next run for what it says: that everything before is decided about, but what is left out
   * by hand. A run that is found late waits its jitter from then on.
   */
  showsNext(nextRunMs: number, leftOut: ReadonlySet<number>, nowMs: number): Objection {
    if (this.reckoning.showsLate(nextRunMs)) return undefined;
    if (this.reckoning.cursor === undefined || this.reckoning.isOver)
      return `it shows a next run ${nextRunMs}, and there is none`;
    const { expected } = this.reckoning.epoch as Epoch;
    const next = this.nextBeside(leftOut);
    const waits = next !== undefined && next <= nowMs && expected.timing.hasJitter && !expected.isDueAt(nextRunMs);
    if (waits && nextRunMs > nowMs) {
      const objection = this.reckoning.findsLate(nowMs);
      if (objection !== undefined || this.reckoning.showsLate(nextRunMs)) return objection;
    }
    const objection = this.reckoning.handOutUntil(Math.min(nextRunMs - 1, nowMs), false, leftOut);
    if (objection !== undefined) return objection;
    const shown = this.nextBeside(leftOut);
    const dueAt = shown === undefined ? undefined : expected.dueAt(shown);
    return dueAt === nextRunMs ? undefined : `it shows the next run ${nextRunMs}, and the next is ${dueAt}`;
  }

  /** The first occurrence that is not decided about, but for those that are left out by hand. */
  nextBeside(leftOut: ReadonlySet<number>): number | undefined {
    return this.reckoning.beside(this.next, leftOut);
  }

  /**
   * Hands out everything that is due by now; what is left out by hand, and found late, may still wait for its jitter, and so
   * may what a paused job was found late with, which is not shown.
   */
  passes(nowMs: number, leftOut: ReadonlySet<number>, isPaused: boolean): Objection {
    const { late } = this.reckoning;
    if (late !== undefined && nowMs < (late.shownMs ?? late.latestMs)) return undefined;
    this.reckoning.startsLate();
    const mayWait = this.reckoning.epoch?.plan.timing.hasJitter;
    if (mayWait && isPaused) return this.reckoning.findsLate(nowMs);
    return this.reckoning.handOutUntil(nowMs, false, mayWait ? leftOut : undefined);
  }

  /** The first occurrence that is not decided about. */
  get next(): number | undefined {
    return this.reckoning.next;
  }

  get onTheWay(): readonly Errand[] {
    return this.reckoning.onTheWay;
  }

  /** Whether it is of a schedule that threw when its time ended, so that nobody knows of it. */
  isLost(occurrence: number): boolean {
    const { lostUpToMs } = this.reckoning;
    if (lostUpToMs === undefined || occurrence > lostUpToMs) return false;
    return !this.knows(occurrence) && !this.reckoning.isAhead(occurrence);
  }

  /** Whether it was handed out, or found late, and has not started. */
  knows(occurrence: number): boolean {
    return this.isOnTheWay(occurrence) || this.#isLate(occurrence);
  }

  /** Whether it was handed out and has not started. */
  isOnTheWay(occurrence: number): boolean {
    return this.#find(occurrence, false) !== undefined;
  }

  #find(occurrence: number, hasStarted: boolean, runId?: string): Errand | undefined {
    const found = this.onTheWay.filter(one => one.occurrence === occurrence && one.hasStarted === hasStarted);
    if (runId === undefined) return found[0];
    return found.find(one => one.runId === runId) ?? found.find(one => one.runId === undefined);
  }

  #isLate(occurrence: number): boolean {
    return this.reckoning.late?.errands.some(one => one.occurrence === occurrence) ?? false;
  }

  /** What is seen of a run may be the first of what was found late; another run of that instant may be on its way. */
  #startsLate(occurrence: number, runId?: string): void {
    const isKnown = this.#find(occurrence, false, runId) !== undefined;
    if (this.#isLate(occurrence) && !isKnown) this.reckoning.startsLate();
  }
}

/** Whether it has no run that waits or has started, and which has a record of its own. */
function isNew({ runId }: Errand): boolean {
  return runId === undefined;
}
