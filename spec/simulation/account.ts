import type { Plan } from './plan.js';
import { type Epoch, type Errand, type Objection, Reckoning } from './reckoning.js';

/** No plan has more jitter. */
const MOST_JITTER_MS = 20_000;

/** The books of one job: whether what is seen of its occurrences, and what is shown, is what its plan says. */
export class Account {
  readonly reckoning = new Reckoning();
  /** What was due in a pause, and has no outcome when that ends: it is being told of, or lost. */
  #owed: ReadonlySet<Errand> = new Set();

  /** A pause ends: all that has come in it, its jitter or not, has its outcome. */
  resumed(nowMs: number): Objection {
    if (this.reckoning.isBlind) return undefined;
    if (this.reckoning.mayBeNext.length > 0) return undefined;
    const objection = this.reckoning.handOutUntil(nowMs, true);
    this.#owed = new Set(this.reckoning.onTheWay.filter(({ hasStarted }) => !hasStarted));
    return objection;
  }

  /** Nothing moves. */
  rests(): Objection {
    const lost = this.reckoning.onTheWay.find(errand => this.#owed.has(errand));
    this.#owed = new Set();
    return lost && `was resumed, and nothing became of ${lost.occurrence}`;
  }

  /** A run of the schedule starts. @returns its errand, or an objection. */
  started(occurrence: number, nowMs: number): Errand | string {
    const isKnown = this.onTheWay.some(one => one.occurrence === occurrence && !one.hasStarted);
    const blind = isKnown ? undefined : this.#blindly(occurrence, nowMs);
    if (blind !== undefined) {
      this.reckoning.onTheWay.push(blind);
      return blind;
    }
    this.reckoning.sees(occurrence, nowMs);
    this.reckoning.recall(occurrence, nowMs);
    const owed = [...this.#owed].some(one => one.occurrence === occurrence);
    if (owed) return 'runs although it was due in a pause';
    const known = this.reckoning.onTheWay.find(errand => errand.occurrence === occurrence && !errand.hasStarted);
    if (known === undefined) {
      const dueAt = this.reckoning.epoch?.expected.dueAt(occurrence) ?? occurrence;
      if (nowMs < dueAt && occurrence > this.reckoning.highMs) return `runs ${dueAt - nowMs} ms before it is due`;
    }
    const errand = known ?? this.reckoning.handOut(occurrence);
    if (typeof errand === 'string') return errand;
    if (errand.epoch.runsLeft === 0 && errand.epoch === this.reckoning.epoch)
      return 'runs although it has had its number of runs';
    errand.epoch.runsLeft -= 1;
    errand.hasStarted = true;
    return errand;
  }

  /** An occurrence has its outcome. */
  ended(occurrence: number, hasStarted: boolean, nowMs: number): { readonly plan: Plan } | string {
    if (!hasStarted) this.reckoning.sees(occurrence, nowMs);
    if (!hasStarted) this.reckoning.recall(occurrence, nowMs);
    const known = this.reckoning.onTheWay.find(one => one.occurrence === occurrence && one.hasStarted === hasStarted);
    const blind = known === undefined ? this.#blindly(occurrence, nowMs) : undefined;
    if (blind !== undefined) return blind;
    const spent = this.reckoning.isOver ? this.reckoning.epoch : this.reckoning.spent;
    const isSurplus = known === undefined && !hasStarted && spent?.expected.next(occurrence - 1) === occurrence;
    if (isSurplus && spent !== undefined && (this.reckoning.isOver || !this.reckoning.isAhead(occurrence))) {
      this.reckoning.decidedUpTo = Math.max(this.reckoning.decidedUpTo ?? occurrence, occurrence);
      return spent;
    }
    const errand = known ?? this.reckoning.handOut(occurrence);
    if (typeof errand === 'string') return errand;
    this.reckoning.onTheWay.splice(this.reckoning.onTheWay.indexOf(errand), 1);
    const { afterCompletionMs } = errand.plan.timing;
    if (afterCompletionMs !== undefined && errand.epoch === this.reckoning.epoch)
      this.reckoning.cursor = nowMs + afterCompletionMs;
    return errand;
  }

  /** More than a hundred were skipped at one moment, and these have one record. */
  skippedTogether(first: number, last: number, count: number, nowMs: number): { readonly plan: Plan } | string {
    const blind = this.#blindly(first, nowMs);
    if (blind !== undefined) return blind;
    this.reckoning.sees(first, nowMs);
    const errand =
      this.reckoning.onTheWay.find(one => one.occurrence === first && !one.hasStarted) ?? this.reckoning.handOut(first);
    if (typeof errand === 'string') return errand;
    const { expected } = errand.epoch;
    if (expected.next(last - 1) !== last) return `there is no occurrence ${last}`;
    if (!expected.isCount(count, first, last)) return `${count} are skipped, which is another number`;
    const at = this.reckoning.onTheWay.indexOf(errand);
    const after = this.reckoning.onTheWay
      .splice(at)
      .filter(one => one.hasStarted || one.occurrence < first || one.occurrence > last);
    this.reckoning.onTheWay.push(...after);
    if (errand.epoch === this.reckoning.epoch && this.reckoning.cursor !== undefined && this.reckoning.cursor <= last) {
      this.reckoning.decidedUpTo = last;
      this.reckoning.cursor = expected.next(last);
    }
    return errand;
  }

  /** A job that was added for what has passed tells of the last of that. */
  missedBefore(first: number, last: number, count: number, nowMs: number): Objection {
    if (this.reckoning.isBlind) return undefined;
    if (this.reckoning.cursor !== undefined) return 'tells of what has passed, and has something to come';
    const isOccurrence = this.reckoning.epoch?.expected.timing.schedule.nextMs(first - 1) === first;
    return isOccurrence && first === last && count === 1 && first <= nowMs
      ? undefined
      : `${first} is not what has passed`;
  }

  /** Some occurrences were missed together. */
  missed(first: number, last: number, count: number, intoMs: number | undefined, nowMs: number): Objection {
    if (this.reckoning.isBlind) return undefined;
    this.reckoning.sees(first, nowMs);
    const errand = this.reckoning.handOut(first);
    if (typeof errand === 'string') return errand;
    this.reckoning.onTheWay.splice(this.reckoning.onTheWay.indexOf(errand), 1);
    const { expected, plan } = errand.epoch;
    const { afterCompletionMs } = plan.timing;
    if (afterCompletionMs !== undefined) {
      this.reckoning.cursor = intoMs ?? nowMs + afterCompletionMs;
      return count === 1 && first === last ? undefined : `${count} are missed of one`;
    }
    if (expected.next(last - 1) !== last) return `there is no occurrence ${last}`;
    if (expected.dueAt(last) > nowMs) return `${last} is not due and was missed`;
    if (!expected.isCount(count, first, last)) return `${count} are missed, which is another number`;
    this.reckoning.decidedUpTo = last;
    this.reckoning.cursor = expected.next(last);
    return intoMs === undefined || intoMs === this.reckoning.cursor ? undefined : `were missed into ${intoMs}`;
  }

  /**
   * Takes what is shown as the next run for what it says: that everything before is decided about, but what is left out
   * by hand. A run that is found late waits its jitter from then on.
   */
  showsNext(nextRunMs: number, leftOut: ReadonlySet<number>, nowMs: number): Objection {
    if (this.reckoning.isBlind) return undefined;
    for (const at of this.reckoning.mayBeNext) {
      const shown = this.reckoning.beside(at, leftOut);
      if (at !== undefined && shown !== undefined && this.reckoning.dueAt(shown) === nextRunMs)
        this.reckoning.sees(at, nowMs, true);
    }
    // Counted from the end of a run, it is told by when that was seen, and moves with the clock.
    const { afterCompletionMs } = this.reckoning.epoch?.plan.timing ?? {};
    if (this.reckoning.isUnsure && afterCompletionMs !== undefined && nextRunMs - nowMs <= afterCompletionMs) {
      this.reckoning.cursor = nextRunMs;
      this.reckoning.mayBeNext = [];
    }
    // Or one of them is on its way already, and this comes after it.
    const handedOut = this.reckoning.mayBeNext.filter(at => at !== undefined && at <= nowMs && at < nextRunMs);
    if (handedOut.length > 0) this.reckoning.sees(Math.max(...(handedOut as number[])), nowMs);
    if (this.reckoning.cursor === undefined || this.reckoning.isOver)
      return `it shows a next run ${nextRunMs}, and there is none`;
    const { expected } = this.reckoning.epoch as Epoch;
    const late = this.nextBeside(leftOut);
    if (late !== undefined && nextRunMs === this.reckoning.lateAt) return undefined;
    const waits = late !== undefined && late <= nowMs && expected.timing.hasJitter && !expected.isDueAt(nextRunMs);
    if (waits && nextRunMs > nowMs && nextRunMs - nowMs <= MOST_JITTER_MS) {
      this.reckoning.lateAt = nextRunMs;
      return undefined;
    }
    const objection = this.reckoning.handOutUntil(nextRunMs - 1, false, leftOut);
    if (objection !== undefined) return objection;
    const next = this.nextBeside(leftOut);
    const dueAt = next === undefined ? undefined : expected.dueAt(next);
    return dueAt === nextRunMs ? undefined : `it shows the next run ${nextRunMs}, and the next is ${dueAt}`;
  }

  /** The first occurrence that is not decided about, but for those that are left out by hand. */
  nextBeside(leftOut: ReadonlySet<number>): number | undefined {
    return this.reckoning.beside(this.next, leftOut);
  }

  /** Hands out everything that is due by now. */
  passes(nowMs: number): Objection {
    if (this.reckoning.isBlind) return undefined;
    const isLate = this.reckoning.lateAt !== undefined && nowMs < this.reckoning.lateAt;
    return isLate || this.reckoning.mayBeNext.length > 0 ? undefined : this.reckoning.handOutUntil(nowMs);
  }

  /** Whether it is not known what comes next, since the clock was set back. */
  get isUnsure(): boolean {
    return this.reckoning.mayBeNext.length > 0;
  }

  /** The first occurrence that is not decided about. */
  get next(): number | undefined {
    return this.reckoning.isBlind ? undefined : this.reckoning.next;
  }

  get onTheWay(): readonly Errand[] {
    return this.reckoning.onTheWay;
  }

  /** Takes it for what it says, where nothing is expected. */
  #blindly(occurrence: number, nowMs: number): Errand | undefined {
    const { epoch, isBlind } = this.reckoning;
    // Since the clock was set back, what had come before may still wait.
    const { wasSetBack, cursor = Number.POSITIVE_INFINITY } = this.reckoning;
    const isOld = wasSetBack && (occurrence < cursor || occurrence > nowMs);
    return (isBlind || isOld) && epoch !== undefined
      ? { occurrence, plan: epoch.plan, epoch, hasStarted: true }
      : undefined;
  }
}
