import { NoJobError } from '../errors.js';
import { isJob, isJobClass, type JobClass, type Work } from '../job/job.js';
import { isThenable, promiseOf } from './contain.js';
import type { Context } from './context.js';
import { Need } from './enrolment.js';
import { callHooksBefore } from './hooks.js';
import { inOwnContext } from './own-context.js';
import { retrying, type Tries } from './retry.js';
import type { Settlement } from './slot-state.js';

/** Who is told what the work of a run came to. Told twice, the second time changes nothing. */
export interface Settler {
  settle(context: Context, settlement: Settlement): void;
}

/**
 * Calls the work of a run, in an async context of its own, and settles it with what comes of it: at once if it is over at
 * once. This is the only door to the application's work.
 */
export function perform(context: Context, settler: Settler): void {
  if (isMany(context)) attempt(context, tracedPieces, settler, true);
  else attempt(context, tracedPiece, settler, false);
}

/** `isLast`: what comes of the work is what the run came to, and not a `Job` that is still to be run. */
function attempt(context: Context, work: (context: Context) => unknown, settler: Settler, isLast: boolean): void {
  let result: unknown;
  try {
    result = inOwnContext(context, work);
    if (isThenable(result)) {
      follow(context, result, settler, isLast);
      return;
    }
  } catch (error) {
    settler.settle(context, { kind: 'threw', error });
    return;
  }
  conclude(context, result, settler, isLast);
}

/** A thenable of the application may call back as often as it likes: the first time counts. */
function follow(context: Context, result: PromiseLike<unknown>, settler: Settler, isLast: boolean): void {
  context.host.pace.read();
  promiseOf(result).then(
    value => conclude(context, value, settler, isLast),
    error => settler.settle(context, { kind: 'threw', error }),
  );
}

function conclude(context: Context, value: unknown, settler: Settler, isLast: boolean): void {
  if (isLast || !isJob(value)) settler.settle(context, { kind: 'returned', value });
  else attempt(context, () => context.execute(value), settler, true);
}

function tracedPiece(context: Context): unknown {
  return context.host.traced(context, performPiece);
}

function tracedPieces(context: Context): unknown {
  return context.host.traced(context, performPieces);
}

/** Whether there is more to do than one piece of work. */
function isMany({ run }: Context): boolean {
  return (run.enrolment.needs & Need.pieces) !== 0;
}

/** The one piece of a plain run. */
function performPiece(context: Context): unknown {
  return beginPiece(context.run.enrolment.definition.work, context);
}

/**
 * The hooks before, then each piece of work in order, with the attempts of its retry policy. Gives what the last piece
 * came to; rejects with the first failure.
 */
async function performPieces(context: Context): Promise<unknown> {
  const { work, andThen, retry } = context.run.enrolment.definition;
  const pieces = [work, ...andThen];
  await callHooksBefore(context);
  // An attempt goes on with the piece that failed: those before it are done.
  let done = 0;
  let value: unknown;
  const isTriedElsewhere = context.run.ticket?.attempt !== undefined;
  return retry === undefined || isTriedElsewhere
    ? proceed(context)
    : retrying(retry, triesOf(context), context, proceed);

  async function proceed(attemptContext: Context): Promise<unknown> {
    for (const piece of pieces.slice(done)) {
      if (context.abortError !== undefined) throw context.abortError;
      value = await beginPiece(piece, attemptContext);
      if (isJob(value)) value = await attemptContext.execute(value);
      done += 1;
    }
    return value;
  }
}

function triesOf(context: Context): Tries<Context> {
  const { run, host } = context;
  return {
    label: run.jobName,
    key: run.key,
    clock: host.pace.clock,
    keepAlive: host.keepAlive,
    signal: context.signal,
    forAttempt: () => context.forAttempt(),
    failed: (error, delayMs) => host.retrying(run, error, delayMs),
    again: error => run.retry(error),
  };
}

function beginPiece(work: Work, context: Context): unknown {
  if (isJob(work)) return work.execute(context);
  return isJobClass(work) ? performClass(work, context) : work(context);
}

async function performClass(jobClass: JobClass, context: Context): Promise<unknown> {
  const job = await context.host.makeJob(jobClass);
  if (!isJob(job)) throw new NoJobError(jobClass.name, job);
  let value: unknown;
  try {
    value = await context.execute(job);
  } catch (error) {
    await dispose(job).catch(late => context.host.report(`disposing ${jobClass.name}`, late));
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
