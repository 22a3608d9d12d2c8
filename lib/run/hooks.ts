import { isBad } from '../job/bad-outcome.js';
import { isThenable } from '../thenable.js';
import type { Context } from './context.js';
import { inTurn } from './in-turn.js';
import { PATIENCE_MS, patiently } from './patience.js';
import type { Run } from './run.js';
import type { RunHost } from './run-host.js';

/** Calls the hooks that come before the work, one after the other; one that throws or never answers is reported. */
export async function callHooksBefore(context: Context): Promise<void> {
  for (const { before } of context.run.enrolment.definition.hooks) {
    if (before !== undefined) await callBefore(before, context);
  }
}

/** Calls the hooks that follow a run which was started. Nobody waits for them but a stop. */
export function callHooksAfter(run: Run, host: RunHost): void {
  const { hooks } = run.enrolment.definition;
  if (hooks.length === 0) return;
  const { kind } = run.outcome;
  const isSuccess = kind === 'succeeded';
  for (const { after, onSuccess, onFailure } of hooks) {
    if (isSuccess) callAfter('onSuccess', onSuccess, run, host);
    if (isBad(kind)) callAfter('onFailure', onFailure, run, host);
    callAfter('after', after, run, host);
  }
}

async function callBefore(before: (context: Context) => unknown, context: Context): Promise<void> {
  const what = `the 'before' hook of job '${context.jobName}'`;
  try {
    const { answer } = await inTurn(context.host.pace, () => context.abortError === undefined && before(context));
    if (!isThenable(answer) || (await patiently(answer, context)) !== 'late') return;
    context.host.report(what, new Error(`it did not answer within ${PATIENCE_MS} ms, so the run went on without it`));
  } catch (error) {
    context.host.report(what, error);
  }
}

function callAfter(word: string, hook: ((run: Run) => unknown) | undefined, run: Run, host: RunHost): void {
  if (hook !== undefined) host.call(`the '${word}' hook of job '${run.jobName}'`, () => hook(run));
}
