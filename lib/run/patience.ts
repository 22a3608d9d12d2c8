import { promiseOf } from '../thenable.js';
import type { Context } from './context.js';
import { deadline } from './deadline.js';

/** How long a callback around a run, a predicate or a hook before it, is waited for. */
export const PATIENCE_MS = 30_000;

/** What came first: the answer, the end of patience, or the abort of the run. */
export type Patience = { readonly answer: unknown } | 'late' | 'aborted';

/**
 * Waits for a callback's promise no longer than 30 seconds or the run's timeout, and no longer than the run is wanted. Rejects
 * with what the callback rejects with.
 */
export function patiently(promise: PromiseLike<unknown>, { signal, host, run }: Context): Promise<Patience> {
  const limitMs = Math.min(PATIENCE_MS, run.timeoutMs ?? PATIENCE_MS);
  return new Promise((resolve, reject) => {
    const callOff = deadline({ clock: host.pace, keepAlive: host.keepAlive, signal }, limitMs, resolve);
    promiseOf(promise)
      .finally(callOff)
      .then(answer => resolve({ answer }), reject);
  });
}
