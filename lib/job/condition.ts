import { afterDelay } from '../time/clock.js';
import { isThenable } from './contain.js';
import type { Condition } from './policies.js';
import type { RunScope } from './run-scope.js';
import { textOf } from './text-of.js';

/** How long a predicate may take before its run is given up. */
export const CONDITION_LIMIT_MS = 30_000;

/**
 * Gives why the run may not start, in words, or `undefined` when all of its conditions hold. They are asked in order
 * and the first that refuses decides. Never rejects: a predicate that throws, rejects or outlasts its limit refuses.
 */
export async function unmetCondition(conditions: readonly Condition[], scope: RunScope): Promise<string | undefined> {
  for (const condition of conditions) {
    const verdict = await ask(condition, scope);
    if (verdict !== condition.expect) {
      const word = condition.expect ? 'when' : 'skip';
      return `its '${word}' predicate ${typeof verdict === 'string' ? verdict : `said ${verdict}`}`;
    }
  }
  return undefined;
}

/** What the predicate said, or in words why it said nothing. */
async function ask(condition: Condition, scope: RunScope): Promise<boolean | string> {
  try {
    const answer: unknown = condition.test(scope);
    if (!isThenable(answer)) return Boolean(answer);
    // A query that is sent by its `then` is sent once.
    const promised = Promise.resolve(answer);
    return await Promise.race([promised.then(Boolean), patienceOver(promised, scope)]);
  } catch (error) {
    return `threw: ${textOf(error)}`;
  }
}

/** Resolves when the answer has taken too long, or nobody wants it any more; holds nothing back once there is one. */
function patienceOver(answer: Promise<unknown>, scope: RunScope): Promise<string> {
  const { signal, host } = scope;
  return new Promise(resolve => {
    const late = () => end(`did not answer within ${CONDITION_LIMIT_MS} ms`);
    const aborted = () => end('was asked in vain: the run was cancelled');
    const alarm = afterDelay(host.clock, CONDITION_LIMIT_MS, late, { keepAlive: host.keepAlive });
    const answered = () => end('');
    signal.addEventListener('abort', aborted, { once: true });
    answer.then(answered, answered);

    function end(words: string): void {
      alarm.cancel();
      signal.removeEventListener('abort', aborted);
      resolve(words);
    }
  });
}
