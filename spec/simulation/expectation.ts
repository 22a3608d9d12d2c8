import type { Schedule } from '../../lib/index.js';

/**
 * When a job is to run, as the model understands its words: told by the schedule itself, which specs of its own prove,
 * and, for what hangs on the moment of the start, by arithmetic.
 */
export interface Timing {
  /** The schedule that the words make, which knows nothing of the start. */
  readonly schedule: Schedule;
  /** Where the grid is nothing but a period, so that any number of occurrences is counted at once. */
  readonly periodMs: number | undefined;
  readonly runsNow: boolean;
  readonly delayMs: number;
  /** `toRunOnceIn`: its occurrence is this long after the start, and the grid counts from it. */
  readonly onceInMs: number | undefined;
  readonly afterCompletionMs: number | undefined;
  readonly times: number | undefined;
  /**
   * What the clock that is set back does to it: it waits where it names times of the day, which are meant once; it goes on,
   * or it moves with the clock, as what is measured from an event does.
   */
  readonly whenSetBack: 'waits' | 'goesOn' | 'moves';
  readonly hasJitter: boolean;
}

/** Set back by up to this, the clock repeats no occurrence. */
const REPEATLESS_MS = 3 * 3_600_000;

/** Beyond so many, the occurrences of a narrowed grid are not counted one by one. */
const MOST_WALKED = 1000;

/** A timing that was given its start. */
export class Expectation {
  readonly timing: Timing;
  /** The occurrence of `toRunNow()`. */
  readonly startup: number | undefined;
  readonly #startMs: number;

  constructor(timing: Timing, startMs: number) {
    this.timing = timing;
    this.#startMs = startMs;
    this.startup = timing.runsNow ? startMs + timing.delayMs : undefined;
  }

  /** The same after the clock was set back: what is measured from an event, or from the start in physical time, moves with it. */
  setBack(byMs: number): Expectation {
    const { delayMs, whenSetBack } = this.timing;
    return delayMs > 0 || whenSetBack === 'moves' ? new Expectation(this.timing, this.#startMs - byMs) : this;
  }

  /**
   * Whether what goes on wherever the clock is set goes on at once, after it had come to `lastMs`. Where it throws
   * (`isFaulty`) nobody knows what follows, and it does; but what is over is not asked.
   */
  goesOn(lastMs: number, backMs: number, isFar: boolean, isFaulty: boolean): boolean {
    const following = this.next(lastMs);
    if (following === undefined) return isFar;
    return isFaulty || backMs >= following - lastMs;
  }

  /** Whether an edit, for which the clock had shown more before, repeats nothing up to what ran last. */
  mayNotRepeat(lastMs: number, nowMs: number): boolean {
    const { whenSetBack } = this.timing;
    const aheadMs = lastMs - nowMs;
    if (aheadMs <= 0 || whenSetBack === 'moves') return false;
    if (whenSetBack === 'waits') return aheadMs <= REPEATLESS_MS;
    const following = this.next(lastMs) ?? lastMs + REPEATLESS_MS;
    return this.next(lastMs - 1) === lastMs && aheadMs < following - lastMs;
  }

  /** The first occurrence after an instant. */
  next(afterMs: number): number | undefined {
    const { startup } = this;
    const regular = this.#regular(afterMs);
    if (startup === undefined || startup <= afterMs) return regular;
    return regular === undefined ? startup : Math.min(startup, regular);
  }

  /** When the run of an occurrence is to start: jitter is told by the preview. */
  dueAt(occurrenceMs: number): number {
    if (!this.timing.hasJitter) return occurrenceMs;
    return this.timing.schedule.preview(1, occurrenceMs - 1)[0]?.toMillis() ?? occurrenceMs;
  }

  /** Whether the run of an occurrence is due at that instant: jitter never reaches the next one. */
  isDueAt(ms: number): boolean {
    const occurrenceMs = this.timing.schedule.previousMs(ms + 1);
    return occurrenceMs !== undefined && this.dueAt(occurrenceMs) === ms;
  }

  /** Whether there are so many occurrences from `firstMs` to `lastMs`, both of which are some. */
  isCount(count: number, firstMs: number, lastMs: number): boolean {
    const { periodMs } = this.timing;
    if (periodMs !== undefined && this.startup === undefined) return count === (lastMs - firstMs) / periodMs + 1;
    let walked = 0;
    for (let at: number | undefined = firstMs; at !== undefined && at <= lastMs; at = this.next(at)) {
      walked += 1;
      if (walked > MOST_WALKED) return count >= walked;
    }
    return count === walked;
  }

  #regular(afterMs: number): number | undefined {
    const { schedule, onceInMs, periodMs, delayMs, afterCompletionMs } = this.timing;
    if (afterCompletionMs !== undefined) {
      const only = this.startup ?? this.#startMs + delayMs + afterCompletionMs;
      return only > afterMs ? only : undefined;
    }
    if (onceInMs === undefined)
      return schedule.nextMs(Math.max(afterMs, delayMs > 0 ? this.#startMs + delayMs - 1 : afterMs));
    const once = this.#startMs + onceInMs;
    if (afterMs < once) return once;
    return periodMs === undefined ? undefined : once + (Math.floor((afterMs - once) / periodMs) + 1) * periodMs;
  }
}
