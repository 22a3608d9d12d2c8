import { inThisContext } from './own-context.js';
import type { Pace } from './pace.js';

/**
 * Calls the application's code from where a promise goes on, in the same async context, once it has its turn: at once, but
 * where the slice is over, when the event loop has come round. Rejects with what it throws.
 */
export function inTurn(pace: Pace, call: () => void): Promise<void> {
  const callHere = inThisContext(call);
  return new Promise(resolve => pace.take({ go: () => resolve(called(pace, callHere)) }));
}

async function called(pace: Pace, call: () => void): Promise<void> {
  try {
    call();
  } finally {
    pace.read();
  }
}
