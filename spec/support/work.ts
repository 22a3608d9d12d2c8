import type { Clock } from '../../lib/time/clock.js';

/** Work that takes this long and heeds nothing. */
export function taking(clock: Clock, ms: number): () => Promise<void> {
  return () => new Promise<void>(resolve => void clock.alarm(clock.monotonic() + ms, () => resolve()));
}

/** Work that heeds its signal, and does nothing else: rejects with the reason of the abort. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve));
  signal.throwIfAborted();
}

/** Work that takes this long, unless its signal is aborted. */
export function heeding(clock: Clock, ms: number): (run: { readonly signal: AbortSignal }) => Promise<string> {
  return ({ signal }) =>
    new Promise((resolve, reject) => {
      const alarm = clock.alarm(clock.monotonic() + ms, () => resolve('done'));
      signal.addEventListener('abort', () => {
        alarm.cancel();
        reject(signal.reason as Error);
      });
    });
}

/** What throws whatever it is asked. */
export function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
