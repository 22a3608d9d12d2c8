import { afterDelay, type Clock } from '../time/clock.js';

/** What a deadline is set for. */
export interface Limited {
  readonly clock: Clock;
  readonly keepAlive: boolean;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/**
 * Calls `over` once: when the time is over or, before that, when the signal is aborted, at once where it is already. No
 * alarm is left behind, lest it hold the process alive for what was given up.
 * @returns a function that calls it off
 */
export function deadline(
  { clock, keepAlive, signal }: Limited,
  delayMs: number,
  over: (why: 'late' | 'aborted') => void,
): () => void {
  const alarm = afterDelay(clock, delayMs, () => end('late'), { keepAlive });
  signal.addEventListener('abort', aborted, { once: true });
  if (signal.aborted) aborted();
  return callOff;

  function aborted(): void {
    end('aborted');
  }

  function end(why: 'late' | 'aborted'): void {
    callOff();
    over(why);
  }

  function callOff(): void {
    alarm.cancel();
    signal.removeEventListener('abort', aborted);
  }
}
