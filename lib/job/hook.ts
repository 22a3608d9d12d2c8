import { contain, type Report } from './contain.js';
import type { RunEntry } from './run-entry.js';

/** Calls the hooks that follow a started run, without waiting for them. */
export function callHooksAfter(run: RunEntry, report: Report): void {
  const isSuccess = run.outcome.kind === 'succeeded';
  const isFailure = run.outcome.kind === 'failed' || run.outcome.kind === 'timedOut';
  for (const hooks of run.definition.hooks) {
    if (isSuccess) call('onSuccess', hooks.onSuccess);
    if (isFailure) call('onFailure', hooks.onFailure);
    call('after', hooks.after);
  }

  function call(word: string, hook: ((run: RunEntry) => unknown) | undefined): void {
    if (hook !== undefined) contain(`the '${word}' hook of job '${run.jobName}'`, report, () => hook(run));
  }
}
