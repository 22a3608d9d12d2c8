import type { Epoch, Errand, Late } from './errand.js';
import { Expectation } from './expectation.js';
import type { Plan } from './plan.js';
import type { WatchedClock } from './watched-clock.js';

/** No plan has more jitter. */
const MOST_JITTER_MS = 20_000;

/** More occurrences than this can't be on their way between two looks. */
const MOST_ON_THE_WAY = 20_000;

/** Says why an occurrence and what became of it do not fit, or `undefined` where they do. */
export type Objection = string | undefined;

/**
 * Which occurrences of a job are to come and which are on their way. The schedule says which there are; what lies before
 * `cursor` has had its one outcome or is on its way to it.
 */
export class Reckoning {
  epoch: Epoch | undefined = undefined;
  /** The first occurrence that nobody has decided about. */
  cursor: number | undefined = undefined;
  /** Up to when all is decided about: the last occurrence that was, or the moment from which they count. */
  decidedUpTo = 0;
  /** The last plan that had had its number of runs: it may still tell of occurrences that it does not run. */
  spent: Epoch | undefined = undefined;
  readonly onTheWay: Errand[] = [];
  late: Late | undefined = undefined;
  #startedLate: readonly Errand[] = [];
  /** Up to when occurrences may be told of that nobody knows of, since the schedule threw when its time ended. */
  lostUpToMs: number | undefined = undefined;
  /** Whether what came before may wait beside what comes again, since the clock was set back. */
  wasSetBack = false;
  readonly #clock: WatchedClock;
  /** How often the clock had been set when the cursor was counted from an event. */
  #countedBy = 0;

  constructor(clock: WatchedClock) {
    this.#clock = clock;
  }

  /** Begins with a plan; `how` says what may fire at once. */
  open(plan: Plan, nowMs: number, how: 'start' | 'add' | 'edit'): void {
    const expected = new Expectation(plan.timing, nowMs);
    const lastMs = this.#lastOccurrence;
    this.epoch = { plan, openedMs: nowMs, expected, runsLeft: plan.timing.times ?? Number.MAX_SAFE_INTEGER };
    const firesAtOnce = how === 'start' || (how === 'add' && expected.startup === nowMs);
    const repeatsNothing = how === 'edit' && lastMs !== undefined && expected.mayNotRepeat(lastMs, nowMs);
    if (firesAtOnce) this.decidedUpTo = nowMs - 1;
    else this.decidedUpTo = repeatsNothing ? lastMs : nowMs;
    const first = expected.next(this.decidedUpTo);
    const { afterCompletionMs } = plan.timing;
    if (afterCompletionMs === undefined) this.cursor = first;
    else this.counts(first ?? nowMs + afterCompletionMs);
  }

  /** The next is counted from an event, by the clock as it is set now, which the scheduler may not have noticed yet. */
  counts(occurrence: number): void {
    this.cursor = occurrence;
    this.#countedBy = this.#clock.timesSet;
  }

  /** Ends the time of the plan: all that has come, its jitter or not, is on its way, and nothing more is expected. */
  close(nowMs: number): Objection {
    this.startsLate();
    const objection = this.handOutUntil(nowMs, true);
    if (this.isOver) this.spent = this.epoch;
    this.#lastOccurrence = this.#lastDecided;
    this.epoch = undefined;
    this.cursor = undefined;
    return objection;
  }

  /** Nothing can be known of what comes: its schedule throws. What was taken out of it before that is still told of. */
  loses(nowMs: number): void {
    this.lostUpToMs = nowMs;
    this.late = undefined;
    this.#lastOccurrence = undefined;
    this.epoch = undefined;
    this.cursor = undefined;
  }

  /** A job of the name begins anew, as one that has never run. */
  forget(): void {
    this.#lastOccurrence = undefined;
  }

  /** Of the plan before: an edit repeats nothing that its own rule would not. */
  #lastOccurrence: number | undefined = undefined;

  get #lastDecided(): number | undefined {
    const { decidedUpTo } = this;
    return this.epoch?.expected.next(decidedUpTo - 1) === decidedUpTo ? decidedUpTo : undefined;
  }

  /**
   * The clock was set back (rule 9): what is measured from an event moves with it; what names times of the day repeats nothing,
   * but where `isFar` the new time counts; the others go on at once, where it was set back by as much as lies between
   * the last occurrence and the following. What was found late waits no longer than it would have, where that was shown.
   * @returns where an occurrence that was to come, or waits, is now.
   */
  setBack(backMs: number, nowMs: number, isFar: boolean, isFaulty: boolean): (occurrence: number) => number {
    const moved = this.#movesBack(backMs, nowMs, isFar, isFaulty);
    if (this.late === undefined) return moved;
    const { shownMs, errands } = this.late;
    this.late = {
      shownMs: undefined,
      latestMs: shownMs === undefined || isFaulty ? Infinity : shownMs - backMs,
      errands: errands.map(errand => ({ ...errand, occurrence: moved(errand.occurrence) })),
    };
    return moved;
  }

  #movesBack(backMs: number, nowMs: number, isFar: boolean, isFaulty: boolean): (occurrence: number) => number {
    const { epoch } = this;
    this.wasSetBack = true;
    if (epoch === undefined || this.isOver) return at => at;
    const before = epoch.expected;
    const expected = before.setBack(backMs);
    epoch.expected = expected;
    const { whenSetBack, afterCompletionMs } = epoch.plan.timing;
    if (whenSetBack === 'moves') {
      this.decidedUpTo -= backMs;
      if (this.cursor !== undefined && afterCompletionMs === undefined) this.cursor = expected.next(this.decidedUpTo);
      else if (this.cursor !== undefined && this.#countedBy < this.#clock.timesSet) this.cursor -= backMs;
      return at => at - backMs;
    }
    const { startup } = expected;
    if (startup !== undefined && startup !== before.startup && this.cursor === before.startup) {
      // What runs once after the start is as far away as it was, and nothing has come since.
      this.decidedUpTo = Math.min(this.decidedUpTo, startup - 1);
      this.cursor = startup;
    } else if (whenSetBack === 'waits' ? isFar : expected.goesOn(this.decidedUpTo, backMs, isFar, isFaulty)) {
      this.decidedUpTo = Math.min(this.decidedUpTo, nowMs - 1);
      this.cursor = expected.next(this.decidedUpTo);
    } else if (expected !== before) {
      this.cursor = expected.next(this.decidedUpTo);
    }
    return at => (at === before.startup ? (expected.startup ?? at) : at);
  }

  /** What is due by then, or the first `most` of it, was found late, and waits for its jitter. */
  findsLate(nowMs: number, most = MOST_ON_THE_WAY): Objection {
    this.startsLate();
    const known = this.onTheWay.length;
    const objection = this.handOutUntil(nowMs, false, undefined, known + most);
    const errands = this.onTheWay.splice(known);
    if (errands.length > 0) this.late = { shownMs: undefined, latestMs: nowMs + MOST_JITTER_MS, errands };
    return objection;
  }

  /** What is shown as the next run is when what was found late starts. @returns whether that may be */
  showsLate(shownMs: number): boolean {
    if (this.late === undefined || shownMs > this.late.latestMs) return false;
    if (this.late.shownMs !== undefined && shownMs !== this.late.shownMs) return false;
    if (this.late.latestMs !== Infinity) this.late = { ...this.late, shownMs };
    return true;
  }

  /** What was found late starts, or will not. */
  startsLate(): void {
    this.#startedLate = this.late?.errands ?? this.#startedLate;
    if (this.late !== undefined) this.onTheWay.push(...this.late.errands);
    this.late = undefined;
  }

  /** Nothing moves: of what started late, what was not told of did not. A loop that was held up finds that late anew. */
  rests(): void {
    const rest = this.#startedLate.filter(one => this.onTheWay.includes(one) && one.runId === undefined);
    const [first] = rest;
    const before = this.#startedLate.at(-rest.length - 1);
    this.#startedLate = [];
    if (first === undefined || before === undefined || first.epoch !== this.epoch) return;
    for (const one of rest) this.onTheWay.splice(this.onTheWay.indexOf(one), 1);
    this.decidedUpTo = before.occurrence;
    this.cursor = first.occurrence;
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
  handOutUntil(
    untilMs: number,
    isJitterOver = false,
    leftOut?: ReadonlySet<number>,
    most = MOST_ON_THE_WAY,
  ): Objection {
    // Of more than that, the record tells which is of many.
    while (!this.isOver && this.cursor !== undefined && this.epoch !== undefined && this.onTheWay.length < most) {
      if (this.cursor > untilMs || leftOut?.has(this.cursor)) return undefined;
      if (!isJitterOver && this.epoch.expected.dueAt(this.cursor) > untilMs) return undefined;
      const errand = this.handOut(this.cursor);
      if (typeof errand === 'string') return errand;
    }
    return undefined;
  }

  /** Beyond the number of runs, one whose predicate is asked is on its way alone: others may have had their outcome. */
  surplus(occurrence: number): Errand | undefined {
    const { epoch } = this;
    if (!this.isOver || epoch?.expected.next(occurrence - 1) !== occurrence) return undefined;
    const errand: Errand = { occurrence, plan: epoch.plan, epoch, hasStarted: false };
    this.onTheWay.push(errand);
    return errand;
  }

  /** Moves the cursor past an occurrence, which then and all before it are on their way. */
  handOut(occurrence: number): Errand | string {
    const epoch = this.epoch;
    if (epoch === undefined) return 'it has no schedule any more, or this occurrence had its outcome before';
    let errand: Errand | undefined;
    while (this.cursor !== undefined && this.cursor <= occurrence) {
      if (this.onTheWay.length >= MOST_ON_THE_WAY) return `more than ${MOST_ON_THE_WAY} occurrences are lost`;
      errand = { occurrence: this.cursor, plan: epoch.plan, epoch, hasStarted: false };
      this.onTheWay.push(errand);
      const isGrid = epoch.plan.timing.afterCompletionMs === undefined;
      this.decidedUpTo = this.cursor;
      this.cursor = isGrid ? epoch.expected.next(this.cursor) : undefined;
    }
    if (errand?.occurrence === occurrence) return errand;
    return `${occurrence} is no occurrence, or had its outcome before (the next is ${this.cursor})`;
  }
}
