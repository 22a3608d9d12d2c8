import { isThenable } from './contain.js';
import { isJob } from './job.js';
import { inOwnContext } from './own-context.js';
import { isPlain, performAll, performPlain } from './perform.js';
import type { RunEntry } from './run-entry.js';
import type { RunScope } from './run-scope.js';
import type { Settlement } from './runner-state.js';

/** Who is told what the work of a run came to. */
export interface Settler {
  settle(run: RunEntry, settlement: Settlement): void;
}

/** Does the work of a run in a context of its own, and settles it with what comes of it: at once if it is over at once. */
export function performAndSettle(scope: RunScope, settler: Settler): void {
  if (isPlain(scope.run.definition)) attempt(scope, plainTraced, settler, false);
  else attempt(scope, allTraced, settler, true);
}

function plainTraced(scope: RunScope): unknown {
  return scope.host.traced(scope, performPlain);
}

function allTraced(scope: RunScope): unknown {
  return scope.host.traced(scope, performAll);
}

/** `isLast`: what comes of the work is what the run came to, and not a `Job` that is still to be run. */
function attempt(scope: RunScope, work: (scope: RunScope) => unknown, settler: Settler, isLast: boolean): void {
  let result: unknown;
  try {
    result = inOwnContext(scope, work);
    if (isThenable(result)) {
      follow(scope, result, settler, isLast);
      return;
    }
  } catch (error) {
    threw(scope, error, settler);
    return;
  }
  returned(scope, result, settler, isLast);
}

function follow(scope: RunScope, result: PromiseLike<unknown>, settler: Settler, isLast: boolean): void {
  Promise.resolve(result).then(
    value => returned(scope, value, settler, isLast),
    error => threw(scope, error, settler),
  );
}

function returned(scope: RunScope, value: unknown, settler: Settler, isLast: boolean): void {
  if (isLast || !isJob(value)) settler.settle(scope.run, { kind: 'returned', value });
  else attempt(scope, () => scope.execute(value), settler, true);
}

function threw({ run }: RunScope, error: unknown, settler: Settler): void {
  settler.settle(run, { kind: 'threw', error });
}
