import { Expectation } from './expectation.js';
import type { Plan } from './plan.js';

/** Set back by up to this, the clock repeats no occurrence. */
const REPEATLESS_MS = 3 * 3_600_000;

/** More occurrences than this can't be on their way between two looks. */
const MOST_ON_THE_WAY = 20_000;

/** An occurrence that was handed out and has no outcome yet, and the plan that it is of. */
export interface Errand {
  readonly occurrence: number;
  readonly plan: Plan;
  readonly epoch: Epoch;
  hasStarted: boolean;
}

/** The time under one plan. */
interface Epoch {
  readonly plan: Plan;
  readonly expected: Expectation;
  runsLeft: number;
}

/** Says why an occurrence and what became of it do not fit, or `undefined` where they do. */
export type Objection = string | undefined;

/**
 * The books of one job. The schedule says which occurrences there are; `#cursor` is the first of them that nobody has
 * been seen to decide about, and what lies before it has had its one outcome or is on its way to it.
 */
export class Account {
  #epoch: Epoch | undefined = undefined;
  #cursor: number | undefined = undefined;
  #decidedUpTo: number | undefined = undefined;
  /** The last plan that had had its number of runs: it may still tell of occurrences that it does not run. */
  #spent: Epoch | undefined = undefined;
  readonly #onTheWay: Errand[] = [];

  /** Begins with a plan; `how` says what may fire at once. */
  open(plan: Plan, nowMs: number, how: 'start' | 'add' | 'edit'): void {
    const expected = new Expectation(plan.timing, nowMs);
    this.#epoch = { plan, expected, runsLeft: plan.timing.times ?? Number.MAX_SAFE_INTEGER };
    const high = this.#decidedUpTo;
    if (how === 'start') this.#cursor = expected.next(nowMs - 1);
    else if (how === 'add' && expected.startup === nowMs) this.#cursor = nowMs;
    else if (plan.timing.afterCompletionMs !== undefined)
      this.#cursor = expected.next(nowMs) ?? nowMs + plan.timing.afterCompletionMs;
    else
      this.#cursor = expected.next(high !== undefined && high > nowMs && high - nowMs <= REPEATLESS_MS ? high : nowMs);
  }

  /** Ends the time of the plan: all that was due is on its way, and nothing more is expected. */
  close(nowMs: number): Objection {
    const objection = this.#handOutUntil(nowMs);
    if (this.isOver) this.#spent = this.#epoch;
    this.#epoch = undefined;
    this.#cursor = undefined;
    return objection;
  }

  /** A job of the name begins anew, as one that has never run. */
  forget(): void {
    this.#decidedUpTo = undefined;
  }

  /** The clock was set back so far that the new time counts. */
  beginAnew(nowMs: number): void {
    this.#decidedUpTo = undefined;
    if (this.#epoch === undefined || this.isOver) return;
    const { afterCompletionMs } = this.#epoch.plan.timing;
    if (this.#cursor === undefined && afterCompletionMs !== undefined) return;
    this.#cursor = afterCompletionMs === undefined ? this.#epoch.expected.next(nowMs - 1) : nowMs + afterCompletionMs;
  }

  /** A run of the schedule starts. @returns its errand, or an objection. */
  started(occurrence: number, nowMs: number): Errand | string {
    const known = this.#onTheWay.find(errand => errand.occurrence === occurrence && !errand.hasStarted);
    if (known === undefined) {
      const dueAt = this.#epoch?.expected.dueAt(occurrence) ?? occurrence;
      if (nowMs < dueAt) return `runs ${dueAt - nowMs} ms before it is due`;
    }
    const errand = known ?? this.#handOut(occurrence);
    if (typeof errand === 'string') return errand;
    if (errand.epoch.runsLeft === 0 && errand.epoch === this.#epoch)
      return 'runs although it has had its number of runs';
    errand.epoch.runsLeft -= 1;
    errand.hasStarted = true;
    return errand;
  }

  /** An occurrence has its outcome. */
  ended(occurrence: number, hasStarted: boolean, nowMs: number): { readonly plan: Plan } | string {
    const known = this.#onTheWay.find(one => one.occurrence === occurrence && one.hasStarted === hasStarted);
    const spent = this.isOver ? this.#epoch : this.#spent;
    const isSurplus = known === undefined && !hasStarted && spent?.expected.next(occurrence - 1) === occurrence;
    if (isSurplus && spent !== undefined && (this.isOver || !this.#isAhead(occurrence))) {
      this.#decidedUpTo = Math.max(this.#decidedUpTo ?? occurrence, occurrence);
      return spent;
    }
    const errand = known ?? this.#handOut(occurrence);
    if (typeof errand === 'string') return errand;
    this.#onTheWay.splice(this.#onTheWay.indexOf(errand), 1);
    const { afterCompletionMs } = errand.plan.timing;
    if (afterCompletionMs !== undefined && errand.epoch === this.#epoch) this.#cursor = nowMs + afterCompletionMs;
    return errand;
  }

  /** Some occurrences were missed together. */
  missed(first: number, last: number, count: number, intoMs: number | undefined, nowMs: number): Objection {
    const errand = this.#handOut(first);
    if (typeof errand === 'string') return errand;
    this.#onTheWay.splice(this.#onTheWay.indexOf(errand), 1);
    const { expected, plan } = errand.epoch;
    const { afterCompletionMs } = plan.timing;
    if (afterCompletionMs !== undefined) {
      this.#cursor = intoMs ?? nowMs + afterCompletionMs;
      return count === 1 && first === last ? undefined : `${count} are missed of one`;
    }
    if (expected.next(last - 1) !== last) return `there is no occurrence ${last}`;
    if (expected.dueAt(last) > nowMs) return `${last} is not due and was missed`;
    if (!expected.isCount(count, first, last)) return `${count} are missed, which is another number`;
    this.#decidedUpTo = last;
    this.#cursor = expected.next(last);
    return intoMs === undefined || intoMs === this.#cursor ? undefined : `were missed into ${intoMs}`;
  }

  /** Takes what is shown as the next run for what it says: that everything before is decided about. */
  showsNext(nextRunMs: number): Objection {
    if (this.#cursor === undefined || this.isOver) return `it shows a next run ${nextRunMs}, and there is none`;
    const objection = this.#handOutUntil(nextRunMs - 1);
    if (objection !== undefined) return objection;
    const { expected } = this.#epoch as Epoch;
    const dueAt = this.#cursor === undefined ? undefined : expected.dueAt(this.#cursor);
    return dueAt === nextRunMs ? undefined : `it shows the next run ${nextRunMs}, and the next is ${dueAt}`;
  }

  /** Hands out everything that is due by now. */
  passes(nowMs: number): Objection {
    return this.#handOutUntil(nowMs);
  }

  /** The first occurrence that is not decided about. */
  get next(): number | undefined {
    return this.isOver ? undefined : this.#cursor;
  }

  get isOver(): boolean {
    return this.#epoch?.runsLeft === 0;
  }

  get onTheWay(): readonly Errand[] {
    return this.#onTheWay;
  }

  /** Whether it is one of the occurrences to come. */
  #isAhead(occurrence: number): boolean {
    return this.#cursor !== undefined && this.#cursor <= occurrence;
  }

  #handOutUntil(untilMs: number): Objection {
    while (!this.isOver && this.#cursor !== undefined && this.#epoch !== undefined) {
      if (this.#cursor > untilMs || this.#epoch.expected.dueAt(this.#cursor) > untilMs) return undefined;
      const errand = this.#handOut(this.#cursor);
      if (typeof errand === 'string') return errand;
    }
    return undefined;
  }

  /** Moves the cursor past an occurrence, which then and all before it are on their way. */
  #handOut(occurrence: number): Errand | string {
    const epoch = this.#epoch;
    if (epoch === undefined) return 'it has no schedule any more, or this occurrence had its outcome before';
    let errand: Errand | undefined;
    while (this.#cursor !== undefined && this.#cursor <= occurrence) {
      errand = { occurrence: this.#cursor, plan: epoch.plan, epoch, hasStarted: false };
      this.#onTheWay.push(errand);
      if (this.#onTheWay.length > MOST_ON_THE_WAY) return `more than ${MOST_ON_THE_WAY} occurrences are lost`;
      const isGrid = epoch.plan.timing.afterCompletionMs === undefined;
      this.#decidedUpTo = this.#cursor;
      this.#cursor = isGrid ? epoch.expected.next(this.#cursor) : undefined;
    }
    if (errand?.occurrence === occurrence) return errand;
    return `${occurrence} is no occurrence, or had its outcome before (the next is ${this.#cursor})`;
  }
}
