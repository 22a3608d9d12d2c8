import { inThisContext } from './own-context.js';
import type { Pace } from './pace.js';

/**
 * Calls the application's code from where a promise goes on, in the same async context, once it has its turn: at once, but
 * where the slice is over, when the event loop has come round. Rejects with what it throws.
 */
export function inTurn<Answer>(pace: Pace, call: () => Answer): Promise<Given<Answer>> {
  const callHere = inThisContext(call);
  return new Promise(resolve => pace.take({ go: () => resolve(called(pace, callHere)) }));
}

/** What a call gave: held, since a promise would be waited for. */
interface Given<Answer> {
  readonly answer: Answer;
}

async function called<Answer>(pace: Pace, call: () => Answer): Promise<Given<Answer>> {
  try {
    return { answer: call() };
  } finally {
    pace.read();
  }
}
