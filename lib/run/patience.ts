import { promiseOf } from '../thenable.js';
import { afterDelay } from '../time/clock.js';
import type { Context } from './context.js';

/** How long a callback around a run, a predicate or a hook before it, is waited for. */
export const PATIENCE_MS = 30_000;

/** What came first: the answer, the end of patience, or the abort of the run. Rejects with what the callback rejects with. */
export type Patience<T> = { readonly answer: T } | 'late' | 'aborted';

/** Waits for a callback's promise no longer than 30 seconds or the run's timeout, and no longer than the run is wanted. */
export async function patiently(promise: PromiseLike<unknown>, context: Context): Promise<Patience<unknown>> {
  const first = await firstOf(promise, context);
  if (typeof first === 'object' && 'error' in first) throw first.error;
  return first;
}

function firstOf(
  promise: PromiseLike<unknown>,
  context: Context,
): Promise<Patience<unknown> | { readonly error: unknown }> {
  const { signal, host, run } = context;
  const limitMs = Math.min(PATIENCE_MS, run.timeoutMs ?? PATIENCE_MS);
  return new Promise(resolve => {
    const late = () => end('late');
    const aborted = () => end('aborted');
    const alarm = afterDelay(host.pace, limitMs, late, { keepAlive: host.keepAlive });
    signal.addEventListener('abort', aborted, { once: true });
    promiseOf(promise).then(
      answer => end({ answer }),
      error => end({ error }),
    );
    if (signal.aborted) aborted();

    function end(first: Patience<unknown> | { readonly error: unknown }): void {
      alarm.cancel();
      signal.removeEventListener('abort', aborted);
      resolve(first);
    }
  });
}
