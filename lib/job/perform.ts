import { NoJobError } from '../errors.js';
import type { JobDefinition } from './definition.js';
import { isJob, isJobClass, type JobClass, type Work } from './job.js';
import { retrying } from './retry.js';
import type { RunScope } from './run-scope.js';

/** Whether there is nothing to do but one piece of work. */
export function isPlain({ andThen, hooks, retry }: JobDefinition): boolean {
  return andThen.length === 0 && retry === undefined && hooks.length === 0;
}

/** Does the one piece of work of a plain run. Gives what it returned, which may be a `Job` that is still to be run. */
export function performPlain(scope: RunScope): unknown {
  return beginPiece(scope.run.definition.work, scope);
}

/**
 * Does the work of any other run: its hooks before, then each piece of work in order, with the attempts of its retry
 * policy. Gives what the last piece came to; rejects with the first failure.
 */
export async function performAll(scope: RunScope): Promise<unknown> {
  const { work, andThen, hooks, retry } = scope.run.definition;
  const pieces = [work, ...andThen];
  for (const hook of hooks) await runBefore(hook.before, scope);
  // An attempt goes on with the piece that failed: those before it are done.
  let done = 0;
  let value: unknown;
  return retry === undefined ? proceed() : retrying(retry, scope, proceed);

  async function proceed(): Promise<unknown> {
    for (const piece of pieces.slice(done)) {
      if (scope.abortError !== undefined) throw scope.abortError;
      value = await beginPiece(piece, scope);
      if (isJob(value)) value = await scope.execute(value);
      done += 1;
    }
    return value;
  }
}

async function runBefore(before: ((scope: RunScope) => unknown) | undefined, scope: RunScope): Promise<void> {
  try {
    await before?.(scope);
  } catch (error) {
    scope.host.report(`the 'before' hook of job '${scope.jobName}'`, error);
  }
}

function beginPiece(work: Work, scope: RunScope): unknown {
  if (isJob(work)) return work.execute(scope);
  return isJobClass(work) ? performClass(work, scope) : work(scope);
}

async function performClass(jobClass: JobClass, scope: RunScope): Promise<unknown> {
  const job = await scope.host.makeJob(jobClass);
  if (!isJob(job)) throw new NoJobError(jobClass.name, job);
  let value: unknown;
  try {
    value = await scope.execute(job);
  } catch (error) {
    await dispose(job).catch(late => scope.host.report(`disposing ${jobClass.name}`, late));
    throw error;
  }
  await dispose(job);
  return value;
}

/** By the first of the three ways that the job has. */
async function dispose(job: object): Promise<void> {
  for (const name of [Symbol.asyncDispose, Symbol.dispose, 'dispose'] as const) {
    const method: unknown = Reflect.get(job, name);
    if (typeof method !== 'function') continue;
    await method.call(job);
    return;
  }
}
