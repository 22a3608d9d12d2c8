import { Expectation, type Timing } from './expectation.js';
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
export interface Epoch {
  readonly plan: Plan;
  readonly openedMs: number;
  expected: Expectation;
  runsLeft: number;
}

/** Says why an occurrence and what became of it do not fit, or `undefined` where they do. */
export type Objection = string | undefined;

/**
 * Which occurrences of a job are to come and which are on their way. The schedule says which there are; what lies before
 * `cursor` has had its one outcome or is on its way to it.
 */
export class Reckoning {
  epoch: Epoch | undefined = undefined;
  /** The first occurrence that nobody has been seen to decide about. */
  cursor: number | undefined = undefined;
  decidedUpTo: number | undefined = undefined;
  /** The last plan that had had its number of runs: it may still tell of occurrences that it does not run. */
  spent: Epoch | undefined = undefined;
  readonly onTheWay: Errand[] = [];
  /** Since the clock was set back: what may come next, as long as nobody has seen it. */
  mayBeNext: readonly (number | undefined)[] = [];
  /** Whether the clock was set back under this plan or the last. */
  isUnsure = false;
  /** Whether nothing is expected any more, until the job gets another plan. */
  isBlind = false;
  wasSetBack = false;
  /** The latest that the wall clock had shown when it was set back. */
  highMs = 0;
  /** When what was found late is to start, as it was shown. */
  lateAt: number | undefined = undefined;
  #setBackToMs = 0;
  /** What may have been on its way when it was seen how the clock goes on. */
  readonly #perhaps = new Map<number, Errand | undefined>();

  /** Begins with a plan; `how` says what may fire at once. */
  open(plan: Plan, nowMs: number, how: 'start' | 'add' | 'edit'): void {
    const expected = new Expectation(plan.timing, nowMs);
    this.epoch = { plan, openedMs: nowMs, expected, runsLeft: plan.timing.times ?? Number.MAX_SAFE_INTEGER };
    const high = this.decidedUpTo;
    if (how === 'start') this.cursor = expected.next(nowMs - 1);
    else if (how === 'add' && expected.startup === nowMs) this.cursor = nowMs;
    else if (plan.timing.afterCompletionMs !== undefined)
      this.cursor = expected.next(nowMs) ?? nowMs + plan.timing.afterCompletionMs;
    else
      this.cursor = expected.next(high !== undefined && high > nowMs && high - nowMs <= REPEATLESS_MS ? high : nowMs);
    const isUnsure = this.isUnsure || (!plan.timing.namesClockTimes && (high ?? nowMs) > nowMs);
    if (how === 'edit' && isUnsure) this.mayBeNext = [this.cursor, expected.next(nowMs)];
    this.isUnsure = false;
    this.isBlind = false;
    for (const [at, errand] of this.#perhaps) if (errand === undefined) this.#perhaps.delete(at);
    this.lateAt = undefined;
  }

  /** Ends the time of the plan: all that has come, its jitter or not, is on its way, and nothing more is expected. */
  close(nowMs: number): Objection {
    const objection = this.isBlind || this.mayBeNext.length > 0 ? undefined : this.handOutUntil(nowMs, true);
    if (this.isOver) this.spent = this.epoch;
    this.mayBeNext = [];
    this.epoch = undefined;
    this.cursor = undefined;
    return objection;
  }

  /** Nothing can be known of what comes: its schedule throws. */
  loses(): void {
    this.mayBeNext = [];
    this.epoch = undefined;
    this.cursor = undefined;
  }

  /** A job of the name begins anew, as one that has never run. */
  forget(): void {
    this.decidedUpTo = undefined;
  }

  /**
   * The clock was set back. What names times of the day repeats nothing, but where `isFar` the new time counts; a period
   * goes on at once where it was set back by more than that; the others do one or the other, as is seen next.
   */
  setBack(backMs: number, nowMs: number, isFar: boolean): void {
    const epoch = this.epoch;
    this.isUnsure = true;
    this.highMs = Math.max(this.mayBeNext.length > 0 ? this.highMs : 0, nowMs + backMs);
    this.#doubt(nowMs);
    this.wasSetBack = true;
    if (epoch !== undefined && !isPlain(epoch.plan.timing)) this.isBlind = true;
    if (epoch === undefined || this.isOver) return;
    const { namesClockTimes, periodMs } = epoch.plan.timing;
    const before = [...this.mayBeNext, this.cursor];
    const anew = epoch.expected.next(nowMs - 1);
    const expected = epoch.expected.setBack(backMs);
    const isMoved = expected !== epoch.expected;
    epoch.expected = expected;
    if (namesClockTimes && !isFar) return;
    const goesOn = !isMoved && periodMs !== undefined && backMs >= 2 * periodMs;
    // A loop that was blocked since may have come past the start, or past what was decided about, again.
    const { openedMs } = epoch;
    const bases = (this.decidedUpTo === undefined ? [openedMs, openedMs - 1] : [this.decidedUpTo]).filter(
      at => at < nowMs,
    );
    const again = bases.map(at => expected.next(at));
    if (goesOn) {
      this.mayBeNext = [anew, ...again];
    } else {
      const moved = isMoved ? before.map(at => at && at - backMs) : [];
      this.mayBeNext = [...before, anew, ...moved, expected.next(nowMs - 1), ...again];
    }
    const isOccurrence = (at: number | undefined) => at === undefined || expected.next(at - 1) === at;
    if (epoch.plan.timing.afterCompletionMs === undefined) this.mayBeNext = this.mayBeNext.filter(isOccurrence);
    if (isFar) this.decidedUpTo = undefined;
    this.#setBackToMs = nowMs;
  }

  #suspect(occurrence: number): void {
    if (!this.#perhaps.has(occurrence)) this.#perhaps.set(occurrence, undefined);
  }

  /** Whether something may be on its way that is not known to be. */
  get isInDoubt(): boolean {
    return this.#perhaps.size > 0;
  }

  /** What had come, and lies ahead again, may wait, or not have been noticed: then it comes again. */
  #doubt(nowMs: number): void {
    const ahead = this.onTheWay.filter(one => !one.hasStarted && one.occurrence > nowMs);
    for (const one of ahead) {
      this.onTheWay.splice(this.onTheWay.indexOf(one), 1);
      this.#perhaps.set(one.occurrence, one);
    }
  }

  /** After the clock was set back, the first that is seen says how it goes on. */
  sees(occurrence: number, nowMs: number, isShown = false): void {
    if (this.mayBeNext.length === 0) return;
    if (occurrence === this.cursor && occurrence > nowMs && occurrence <= this.highMs) {
      // It had come before, and waited.
      this.#suspect(occurrence);
      this.mayBeNext = this.mayBeNext.filter(at => at !== occurrence);
      return;
    }
    const isOnTheWay = this.onTheWay.some(one => one.occurrence === occurrence && !one.hasStarted);
    if ((isOnTheWay && !isShown) || !this.mayBeNext.includes(occurrence)) return;
    for (const at of this.mayBeNext) if (at !== undefined && at < occurrence) this.#suspect(at);
    if (this.cursor !== undefined && this.cursor <= this.highMs) this.#suspect(this.cursor);
    this.cursor = occurrence;
    this.mayBeNext = [];
    const high = this.decidedUpTo;
    if (high !== undefined && occurrence <= high) this.decidedUpTo = this.#setBackToMs - 1;
  }

  /** What may have been on its way when the clock was set back is, since it is seen. */
  recall(occurrence: number, nowMs: number): void {
    const epoch = this.epoch;
    if (epoch === undefined || ((this.cursor ?? Infinity) <= occurrence && occurrence <= nowMs)) return;
    const isKnown = this.onTheWay.some(one => one.occurrence === occurrence && !one.hasStarted);
    const errand = this.#perhaps.get(occurrence) ?? { occurrence, plan: epoch.plan, epoch, hasStarted: false };
    if (this.#perhaps.delete(occurrence) && !isKnown) this.onTheWay.push(errand);
  }

  /** The first occurrence from this one on that is not left out by hand. */
  beside(first: number | undefined, leftOut: ReadonlySet<number>): number | undefined {
    const isGrid = this.epoch?.plan.timing.afterCompletionMs === undefined;
    let at = first;
    while (at !== undefined && leftOut.has(at)) at = isGrid ? this.epoch?.expected.next(at) : undefined;
    return at;
  }

  /** The first occurrence that is not decided about. */
  get next(): number | undefined {
    return this.isOver ? undefined : this.cursor;
  }

  get isOver(): boolean {
    return this.epoch?.runsLeft === 0;
  }

  /** When its run is due. */
  dueAt(occurrence: number): number {
    return this.epoch?.expected.dueAt(occurrence) ?? occurrence;
  }

  /** Whether it is one of the occurrences to come. */
  isAhead(occurrence: number): boolean {
    return this.cursor !== undefined && this.cursor <= occurrence;
  }

  /** Hands out what has come until then; `isJitterOver`: whether or not its jitter is over. */
  handOutUntil(untilMs: number, isJitterOver = false, leftOut?: ReadonlySet<number>): Objection {
    while (!this.isOver && this.cursor !== undefined && this.epoch !== undefined) {
      if (this.cursor > untilMs || leftOut?.has(this.cursor)) return undefined;
      if (!isJitterOver && this.epoch.expected.dueAt(this.cursor) > untilMs) return undefined;
      const errand = this.handOut(this.cursor);
      if (typeof errand === 'string') return errand;
    }
    return undefined;
  }

  /** Moves the cursor past an occurrence, which then and all before it are on their way. */
  handOut(occurrence: number): Errand | string {
    const epoch = this.epoch;
    if (epoch === undefined) return 'it has no schedule any more, or this occurrence had its outcome before';
    let errand: Errand | undefined;
    while (this.cursor !== undefined && this.cursor <= occurrence) {
      errand = { occurrence: this.cursor, plan: epoch.plan, epoch, hasStarted: false };
      this.onTheWay.push(errand);
      if (this.onTheWay.length > MOST_ON_THE_WAY) return `more than ${MOST_ON_THE_WAY} occurrences are lost`;
      const isGrid = epoch.plan.timing.afterCompletionMs === undefined;
      this.decidedUpTo = this.cursor;
      this.cursor = isGrid ? epoch.expected.next(this.cursor) : undefined;
    }
    if (errand?.occurrence === occurrence) return errand;
    return `${occurrence} is no occurrence, or had its outcome before (the next is ${this.cursor})`;
  }
}

/** Whether it is known what comes of it when the clock is set back: of a plain period, and of times of the day. */
function isPlain({ hasJitter, namesClockTimes, periodMs, delayMs, onceInMs, runsNow }: Timing): boolean {
  const isPeriod = periodMs !== undefined && delayMs === 0 && onceInMs === undefined && !runsNow;
  return !hasJitter && (namesClockTimes || isPeriod);
}
