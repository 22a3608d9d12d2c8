import type { Condition } from '../job/policies.js';
import { isThenable } from '../thenable.js';
import { thrownText } from './bounded-text.js';
import type { Context } from './context.js';
import { inTurn } from './in-turn.js';
import { inOwnContext } from './own-context.js';
import { PATIENCE_MS, patiently } from './patience.js';

/** Who is told what the conditions of a run came to, and begins it if they hold. */
export interface Asker {
  /** `unmet`: in words, which of them does not. */
  begin(context: Context, unmet: string | undefined): void;
}

/** Asks the conditions of a run in its own async context. The asker is told when it has its turn. */
export function askConditions(context: Context, asker: Asker): void {
  const { pace } = context.host;
  void inOwnContext(context, unmetCondition).then(unmet => pace.take({ go: () => asker.begin(context, unmet) }));
}

/**
 * Gives why the run may not start, in words, or `undefined` when all of its conditions hold. They are asked in order
 * and the first that refuses decides. Never rejects: a predicate that throws, rejects or outlasts its limit refuses.
 */
async function unmetCondition(context: Context): Promise<string | undefined> {
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
    const { answer } = await inTurn(
      context.host.pace,
      () => context.abortError === undefined && condition.test(context),
    );
    if (!isThenable(answer)) return Boolean(answer);
    const patience = await patiently(answer, context);
    if (typeof patience === 'object') return Boolean(patience.answer);
    if (patience === 'aborted') return 'was asked in vain: the run was cancelled';
    return `did not answer within ${Math.min(PATIENCE_MS, context.run.timeoutMs ?? PATIENCE_MS)} ms`;
  } catch (error) {
    return `threw: ${thrownText(error)}`;
  }
}
