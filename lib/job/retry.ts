import { afterDelay } from '../time/clock.js';
import type { RetryPolicy } from './policies.js';
import type { RunScope } from './run-scope.js';

/**
 * Makes attempts until one succeeds, the policy's number is used up, or the run is aborted; waits between them.
 * Rejects with what the last attempt threw, or with the reason of the abort where it fell into a wait.
 */
export async function retrying(
  policy: RetryPolicy,
  scope: RunScope,
  attempt: () => Promise<unknown>,
): Promise<unknown> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (scope.run.attempts >= policy.attempts || scope.abortError !== undefined) throw error;
      await pause(scope, retryDelayMs(policy, scope.run.attempts, scope.key));
      if (scope.abortError !== undefined) throw scope.abortError;
      scope.run.retry(error);
    }
  }
}

/**
 * How long to wait after the failed attempt number `attempt`: `delay · factor^(attempt − 1)`, at most `maxDelay`, of
 * which the share `jitter` is spread by a hash of the run's key, so that equal failures on many hosts don't return
 * at once and a test sees the same delays each time.
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number, key: string): number {
  const grown = policy.delayMs * policy.factor ** (attempt - 1);
  const delayMs = Math.min(grown, policy.maxDelayMs ?? MAX_RETRY_DELAY_MS, MAX_RETRY_DELAY_MS);
  return Math.round(delayMs * (1 - policy.jitter * fraction(`${key}#${attempt}`)));
}

/** However often the factor was applied, no wait is longer than a day. */
export const MAX_RETRY_DELAY_MS = 86_400_000;

/** FNV-1a, as a number in [0, 1). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

/** Ends early when the run is aborted. */
function pause(scope: RunScope, delayMs: number): Promise<void> {
  return new Promise(resolve => {
    const { signal, host } = scope;
    const alarm = afterDelay(host.clock, delayMs, wake, { keepAlive: host.keepAlive });
    signal.addEventListener('abort', wake, { once: true });

    function wake(): void {
      alarm.cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    }
  });
}
