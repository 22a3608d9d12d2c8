import { tracingChannel } from 'node:diagnostics_channel';
import type { DateTime } from 'luxon';
import { NoJobError } from '../errors.js';
import type { Trigger } from '../job/context.js';
import { isJob, isJobClass, type Job, type JobClass, type JobFunction, type Work } from '../job/job.js';
import { isThenable, promiseOf } from '../thenable.js';
import type { Context } from './context.js';
import { Need } from './enrolment.js';
import { callHooksBefore } from './hooks.js';
import { inTurn } from './in-turn.js';
import { inOwnContext } from './own-context.js';
import { retrying, type Tries } from './retry.js';
import { abortErrorOf } from './run-outcome.js';
import type { Settlement } from './slot-state.js';
import { undone } from './undone.js';

/** Who is told what the work of a run came to, if it is not over at once. Told twice, the second time changes nothing. */
export interface Settler {
  settle(context: Context, settlement: Settlement): void;
}

/**
 * What subscribers of the tracing channel `carillon:run` of `node:diagnostics_channel` get of the work of each run. What the
 * run then counts as, such as timed out, is told by the events of its scheduler.
 */
export interface RunTrace {
  /** The job. */
  readonly jobName: string;
  /** Unique, and sortable by the time at which the run came to be. */
  readonly runId: string;
  /** `name@2026-11-20T21:15:00.000Z`; of a run by hand, `name@instant#runId`. */
  readonly key: string;
  /** The instant that it is for. */
  readonly occurrence: DateTime;
  /** What it comes from. */
  readonly trigger: Trigger;
  /** What the work has returned; there once it is over. */
  readonly result?: unknown;
  /** What it has thrown in place of that. */
  readonly error?: unknown;
}

const channel = tracingChannel<string, RunTrace>('carillon:run');

/**
 * Calls the work of a run, in an async context of its own. This is the only door to the application's work.
 * @returns what it came to; `undefined` if it goes on, and the settler is told later
 */
export function perform(context: Context, settler: Settler): Settlement | undefined {
  const { needs, definition } = context.run.enrolment;
  const isMany = (needs & Need.pieces) !== 0;
  const work = isMany ? performPieces : needs & Need.job ? performJob : (definition.work as JobFunction);
  return attempt(context, isTraced() ? traced(work) : work, settler, isMany);
}

/** `isLast`: what comes of the work is what the run came to, and not a `Job` that is still to be run. */
function attempt(
  context: Context,
  work: (context: Context) => unknown,
  settler: Settler,
  isLast: boolean,
): Settlement | undefined {
  try {
    const result = inOwnContext(context, work);
    if (result === undefined) return NOTHING;
    if (!isThenable(result)) return conclude(context, result, settler, isLast);
    follow(context, result, settler, isLast);
    return undefined;
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/** A thenable of the application may call back as often as it likes: the first time counts. */
function follow(context: Context, result: PromiseLike<unknown>, settler: Settler, isLast: boolean): void {
  context.host.pace.read();
  promiseOf(result).then(
    value => settleIfOver(context, conclude(context, value, settler, isLast), settler),
    error => settler.settle(context, { kind: 'failed', error }),
  );
}

function conclude(context: Context, value: unknown, settler: Settler, isLast: boolean): Settlement | undefined {
  if (value === undefined) return NOTHING;
  if (isLast || !isJob(value)) return settlementOf(value);
  executeNext(context, value, settler);
  return undefined;
}

/** What the work came to is a job, which is run in its turn. */
function executeNext(context: Context, job: Job, settler: Settler): void {
  const execute = () => context.execute(job);
  context.host.pace.take({ go: () => settleIfOver(context, attempt(context, execute, settler, true), settler) });
}

function settleIfOver(context: Context, settlement: Settlement | undefined, settler: Settler): void {
  if (settlement !== undefined) settler.settle(context, settlement);
}

/** What work comes to that gives nothing, as most does: shared, so that no record holds one of its own. */
const NOTHING: Settlement = Object.freeze({ kind: 'succeeded', value: undefined });

function settlementOf(value: unknown): Settlement {
  const error = undone(value);
  return error === undefined ? { kind: 'succeeded', value } : { kind: 'failed', error };
}

/** `channel.hasSubscribers` itself is missing on Bun. */
function isTraced(): boolean {
  const { start, end, asyncStart, asyncEnd, error } = channel;
  return (
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers
  );
}

function traced(work: (context: Context) => unknown): (context: Context) => Promise<unknown> {
  return context => {
    const { jobName, runId, key, occurrence, trigger } = context;
    return channel.tracePromise(async () => work(context), { jobName, runId, key, occurrence, trigger });
  };
}

/** The one piece of work that is a job, or the class of one. */
function performJob(context: Context): unknown {
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
      value = await inTurnOf(attemptContext, () => beginPiece(piece, attemptContext));
      const job = value;
      if (isJob(job)) value = await inTurnOf(attemptContext, () => attemptContext.execute(job));
      // What has ended after the time of its attempt was over is not done: the next attempt begins with it.
      const error = attemptContext.abortError ?? undone(value);
      if (error !== undefined) throw error;
      done += 1;
    }
    return value;
  }
}

function triesOf(context: Context): Tries<Context> {
  const { run, host } = context;
  return {
    label: run.jobName,
    what: `job '${run.jobName}'`,
    key: run.key,
    waits: host.retryWaits,
    clock: host.pace,
    keepAlive: host.keepAlive,
    signal: context.signal,
    forAttempt: () => context.forAttempt(),
    failed: (error, delayMs) => {
      run.keepError(error);
      host.retrying(run, error, delayMs);
    },
    again: () => {
      run.attempts += 1;
    },
    giveUp: reason => context.abort(abortErrorOf(run, { kind: 'cancel', reason, by: undefined })),
  };
}

function beginPiece(work: Work, context: Context): unknown {
  if (isJob(work)) return context.execute(work);
  return isJobClass(work) ? performClass(work, context) : work(context);
}

/** What the piece gives, called when it has its turn. */
async function inTurnOf(context: Context, piece: () => unknown): Promise<unknown> {
  const { answer } = await inTurn(context.host.pace, () => {
    if (context.abortError !== undefined) throw context.abortError;
    return piece();
  });
  return answer;
}

async function performClass(jobClass: JobClass, context: Context): Promise<unknown> {
  const job = await context.host.makeJob(jobClass);
  if (!isJob(job)) throw new NoJobError(jobClass.name, job);
  let value: unknown;
  try {
    value = await inTurnOf(context, () => context.execute(job));
  } catch (error) {
    await disposed(job, context).catch(late => context.host.report(`disposing ${jobClass.name}`, late));
    throw error;
  }
  await disposed(job, context);
  return value;
}

async function disposed(job: object, { host }: Context): Promise<void> {
  const { answer } = await inTurn(host.pace, () => dispose(job));
  await answer;
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
