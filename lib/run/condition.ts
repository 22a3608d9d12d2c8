import type { Condition } from '../job/policies.js';
import { isThenable } from './contain.js';
import type { Context } from './context.js';
import { PATIENCE_MS, patiently } from './patience.js';
import { thrownText } from './plain-data.js';

/**
 * Gives why the run may not start, in words, or `undefined` when all of its conditions hold. They are asked in order
 * and the first that refuses decides. Never rejects: a predicate that throws, rejects or outlasts its limit refuses.
 */
export async function unmetCondition(context: Context): Promise<string | undefined> {
  for (const condition of context.run.enrolment.definition.conditions) {
    const verdict = await ask(condition, context);
    if (verdict !== condition.expect) {
      const word = condition.expect ? 'when' : 'skip';
      return `its '${word}' predicate ${typeof verdict === 'string' ? verdict : `said ${verdict}`}`;
    }
  }
  return undefined;
}

/** What the predicate said, or in words why it said nothing. */
async function ask(condition: Condition, context: Context): Promise<boolean | string> {
  try {
    const answer: unknown = condition.test(context);
    if (!isThenable(answer)) return Boolean(answer);
    const patience = await patiently(answer, context);
    if (typeof patience === 'object') return Boolean(patience.answer);
    if (patience === 'aborted') return 'was asked in vain: the run was cancelled';
    return `did not answer within ${Math.min(PATIENCE_MS, context.run.timeoutMs ?? PATIENCE_MS)} ms`;
  } catch (error) {
    return `threw: ${thrownText(error)}`;
  }
}
