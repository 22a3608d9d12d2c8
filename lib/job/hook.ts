import { contain, type Report } from './contain.js';
import type { RunEntry } from './run-entry.js';

/** Calls the hooks that follow a started run, without waiting for them. */
export function callHooksAfter(run: RunEntry, report: Report): void {
  const isSuccess = run.outcome.kind === 'succeeded';
  const isFailure = run.outcome.kind === 'failed' || run.outcome.kind === 'timedOut';
  for (const hooks of run.definition.hooks) {
    if (isSuccess) call('onSuccess', hooks.onSuccess, run, report);
    if (isFailure) call('onFailure', hooks.onFailure, run, report);
    call('after', hooks.after, run, report);
  }
}

function call(word: string, hook: ((run: RunEntry) => unknown) | undefined, run: RunEntry, report: Report): void {
  if (hook !== undefined) contain(`the '${word}' hook of job '${run.jobName}'`, report, () => hook(run));
}
