import { RunTimeoutError } from '../errors.js';
import type { RetryPolicy } from '../job/policies.js';
import { DAY_MS } from '../time/calendar.js';
import { hashFraction } from '../time/hash.js';
import { deadline, type Limited } from './deadline.js';
import type { RetryWaits } from './retry-waits.js';

/** However often the factor was applied, no wait is longer than this, or the first, where nothing else was said. */
const MAX_RETRY_DELAY_MS = DAY_MS;

/** Work that is tried again when it fails: a run, or a piece of background work. */
export interface Tries<A extends Abortable> extends Limited {
  /** The name of the job or of the work, and what it is, for the error of an attempt that took too long. */
  readonly label: string;
  readonly what: string;
  /** Spreads the waits, the same for the same key. */
  readonly key: string;
  readonly waits: RetryWaits;
  /** What one attempt is given, where its time is bounded: aborted with all of it, as it may be by now, or by itself. */
  forAttempt(): A;
  /** An attempt has failed, the `number`th, and another follows after `delayMs`. */
  failed(error: unknown, delayMs: number): void;
  /** The next attempt begins. */
  again(): void;
  /** It would come too late: all of it is aborted. */
  giveUp(reason: string): void;
}

/** What can be aborted, for a reason. */
export interface Abortable {
  /** Why it was; the first reason stands. */
  readonly abortError: Error | undefined;
  abort(error: RunTimeoutError): void;
}

/**
 * Makes attempts until one succeeds, the policy's number is used up, or all of it is aborted; waits between them.
 * Rejects with what the last attempt threw, or with the reason of the abort where it fell into a wait.
 */
export async function retrying<A extends Abortable>(
  policy: RetryPolicy,
  tries: Tries<A>,
  whole: A,
  attempt: (abortable: A) => unknown,
): Promise<unknown> {
  for (let number = 1; ; number += 1) {
    try {
      return await within(policy.attemptTimeoutMs, tries, whole, attempt);
    } catch (error) {
      if (number >= policy.attempts || whole.abortError !== undefined) throw error;
      const delayMs = retryDelayMs(policy, number, tries.key);
      tries.failed(error, delayMs);
      await pause(tries, delayMs);
      if (whole.abortError !== undefined) throw whole.abortError;
      tries.again();
    }
  }
}

/** An attempt whose own time is over is a failure, whatever it does then; like a run, it is waited for until it settles. */
async function within<A extends Abortable>(
  limitMs: number | undefined,
  tries: Tries<A>,
  whole: A,
  attempt: (abortable: A) => unknown,
): Promise<unknown> {
  if (limitMs === undefined) return attempt(whole);
  const { label, what } = tries;
  const own = tries.forAttempt();
  const callOff = deadline(tries, limitMs, why => {
    if (why === 'late') own.abort(new RunTimeoutError(label, limitMs, `an attempt of ${what}`));
  });
  try {
    const value = await attempt(own);
    if (own.abortError !== undefined) throw own.abortError;
    return value;
  } finally {
    callOff();
  }
}

/**
 * How long to wait after the failed attempt of this number: `delay · factor^(number − 1)`, at most `maxDelay`, of which
 * the share `jitter` is spread by a hash of the key, so that equal failures on many hosts don't return at once and a test
 * sees the same delays each time.
 */
export function retryDelayMs(policy: RetryPolicy, number: number, key: string): number {
  const grown = policy.delayMs * policy.factor ** (number - 1);
  const delayMs = Math.min(grown, policy.maxDelayMs ?? Math.max(MAX_RETRY_DELAY_MS, policy.delayMs));
  return Math.round(delayMs * (1 - policy.jitter * hashFraction(`${key}#${number}`)));
}

/** Ends early when all of it is aborted, also by who was told of the failure. */
function pause<A extends Abortable>(tries: Tries<A>, delayMs: number): Promise<void> {
  const untilMs = tries.clock.monotonic() + delayMs;
  return new Promise(resolve => {
    const over = tries.waits.begin({ untilMs, giveUp: reason => tries.giveUp(reason) });
    deadline(tries, delayMs, () => {
      over();
      resolve();
    });
  });
}
