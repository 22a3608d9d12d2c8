import { isThenable } from './contain.js';
import { isJob } from './job.js';
import { inOwnContext } from './own-context.js';
import { perform } from './perform.js';
import type { RunEntry } from './run-entry.js';
import type { RunScope } from './run-scope.js';
import type { Settlement } from './runner-state.js';

/** Who is told what the work of a run came to. */
export interface Settler {
  settle(run: RunEntry, settlement: Settlement): void;
}

/** Does the work of a run in a context of its own, and settles it with what comes of it: at once if it is over at once. */
export function performAndSettle(scope: RunScope, settler: Settler): void {
  attempt(scope, performTraced, settler, false);
}

function performTraced(scope: RunScope): unknown {
  return scope.host.traced(scope, perform);
}

/** `isGiven`: the work is that of a job which the work before gave, and gives no other. */
function attempt(scope: RunScope, work: (scope: RunScope) => unknown, settler: Settler, isGiven: boolean): void {
  let result: unknown;
  try {
    result = inOwnContext(scope, work);
    if (isThenable(result)) {
      follow(scope, result, settler, isGiven);
      return;
    }
  } catch (error) {
    threw(scope, error, settler);
    return;
  }
  returned(scope, result, settler, isGiven);
}

function follow(scope: RunScope, result: PromiseLike<unknown>, settler: Settler, isGiven: boolean): void {
  Promise.resolve(result).then(
    value => returned(scope, value, settler, isGiven),
    error => threw(scope, error, settler),
  );
}

function returned(scope: RunScope, value: unknown, settler: Settler, isGiven: boolean): void {
  if (!isGiven && isJob(value)) attempt(scope, () => scope.execute(value), settler, true);
  else settler.settle(scope.run, { kind: 'returned', value });
}

function threw({ run }: RunScope, error: unknown, settler: Settler): void {
  settler.settle(run, { kind: 'threw', error });
}
