import { othersListen } from './other-listeners.js';
import { exitStatusOf, type Signal } from './stop-request.js';

/** Any long time: the interval only keeps the loop from running empty. */
const HOLD_MS = 60_000;

/**
 * Sends this process a signal that we no longer listen to. Without another listener that is its end. With one, it is
 * heard in a later turn of the loop, which is held until then: an empty one would end the process with status 0.
 */
export function raise(signal: Signal): void {
  if (isWithoutDefault(signal)) {
    process.exit(exitStatusOf(signal));
  }
  if (process.listenerCount(signal) > 0) {
    const hold = setInterval(() => {}, HOLD_MS);
    // Gone when the others are called, since those of signal-exit count who listens.
    process.prependOnceListener(signal as NodeJS.Signals, () => clearInterval(hold));
  }
  process.kill(process.pid, signal);
  // Some signals do nothing by default.
  if (process.listenerCount(signal) === 0) process.exit(exitStatusOf(signal));
}

/**
 * Windows ends the process without a status of its own; process 1 of a container is spared by every default action, also
 * when signal-exit counts on it.
 */
function isWithoutDefault(signal: Signal): boolean {
  return process.platform === 'win32' || (process.pid === 1 && !othersListen(signal));
}
