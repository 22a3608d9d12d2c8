import type { Alarm } from '../time/clock.js';
import { inNoContext } from '../time/no-context.js';
import { unfaked } from './unfaked.js';

/** Calls `ring` when the event loop has come round. The global is read when it is used, as those of the clock are. */
export function afterRound(ring: () => void): Alarm {
  return inNoContext(() => {
    try {
      const immediate = setImmediate(ring);
      return { cancel: () => clearImmediate(immediate) };
    } catch {
      const immediate = unfaked.setImmediate(ring);
      return { cancel: () => unfaked.clearImmediate(immediate) };
    }
  });
}
