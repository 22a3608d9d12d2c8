import { checkOptions } from '../arguments.js';
import { ScheduleError } from '../errors.js';
import { type DurationInput, durationMs } from '../time/duration.js';
import { checkNumber, checkWhole, type NumberRange, type Taker } from './number-range.js';
import type { RetryPolicy } from './policies.js';

/** How a run, or a piece of background work, that fails is tried again. */
export interface RetryOptions {
  /** How many attempts there are in all, 2 to 100. */
  readonly attempts: number;
  /** What lies between the first two. Default a second. */
  readonly delay?: DurationInput | undefined;
  /** What the delay is multiplied by after each attempt, 1 to 100. Default 2. */
  readonly factor?: number | undefined;
  /** The longest delay. Default a day, or `delay` where that is longer. */
  readonly maxDelay?: DurationInput | undefined;
  /** The share of each delay that is random, 0 to 1. Default 0. */
  readonly jitter?: number | undefined;
  /** How long each attempt may take; one that takes longer is aborted, and has failed. A millisecond or more; default without a limit. */
  readonly attemptTimeout?: DurationInput | undefined;
}

const DEFAULT_DELAY_MS = 1_000;
const NAMES = ['attempts', 'delay', 'factor', 'maxDelay', 'jitter', 'attemptTimeout'] as const;

const ATTEMPTS: NumberRange = {
  what: 'number of attempts',
  least: 2,
  most: 100,
  remedy: 'it counts the first attempt too',
};
const FACTOR: NumberRange = { what: 'factor', least: 1, most: 100, remedy: '1 keeps the delay as it is' };
const JITTER: NumberRange = { what: 'jitter', least: 0, most: 1, remedy: 'it is a share of the delay' };

/**
 * The policy that options say.
 * @throws ScheduleError for an unknown option, ScheduleRangeError or InvalidTimeError for one out of its range
 */
export function retryPolicyOf(taker: Taker, options: RetryOptions): RetryPolicy {
  checkOptions(`${taker.label}: ${taker.word}`, options, NAMES);
  const { attempts, delay, factor = 2, maxDelay, jitter = 0, attemptTimeout } = options;
  checkWhole(taker, attempts, ATTEMPTS);
  checkNumber(taker, factor, FACTOR);
  checkNumber(taker, jitter, JITTER);
  const length = (input: DurationInput, leastMs: number) =>
    durationMs(input, `${taker.label}: the duration of ${taker.word}`, leastMs);
  const delayMs = delay === undefined ? DEFAULT_DELAY_MS : length(delay, 0);
  const maxDelayMs = maxDelay === undefined ? undefined : length(maxDelay, 0);
  if (maxDelayMs !== undefined && maxDelayMs < delayMs) {
    throw new ScheduleError(
      `${taker.label}: the maxDelay of ${taker.word}, ${maxDelayMs} ms, is less than its delay, ${delayMs} ms: say a longer one or leave it out`,
    );
  }
  const attemptTimeoutMs = attemptTimeout === undefined ? undefined : length(attemptTimeout, 1);
  return Object.freeze({ attempts, delayMs, factor, maxDelayMs, jitter, attemptTimeoutMs });
}
