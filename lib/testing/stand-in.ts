import type { DateTime } from 'luxon';
import { isError } from '../errors.js';
import {
  type DurationInput,
  type JobFunction,
  Registry,
  type RunContext,
  ScheduleError,
  SchedulerError,
} from '../index.js';
import { durationMs, shown } from '../kit.js';
import type { VirtualClock } from './virtual-clock.js';

/** One value for every attempt of a job, or a function of the occurrence and of the attempt, which is 1 at first. */
export type PerOccurrence<T> = T | ((occurrence: DateTime, attempt: number) => T);

/** What is supposed of the jobs, each by its name. */
export interface Supposed {
  /** How long each attempt takes. A job that is not named takes no time. */
  readonly durations?: Readonly<Record<string, PerOccurrence<DurationInput>>> | undefined;
  /** Whether it fails in the end, or what it throws then. A job that is not named never fails. */
  readonly failures?: Readonly<Record<string, PerOccurrence<boolean | Error>>> | undefined;
}

/** What a registry says of one job. */
type Definition = ReturnType<Registry['definitions']>[number];

/**
 * The schedules and policies of a registry, with stand-ins for all that would reach the application: for the work of
 * every job, for its predicates, which let every occurrence run, and for its hooks, which do nothing.
 */
export class Rehearsal extends Registry {
  readonly #definitions: readonly Definition[];

  constructor(registry: Registry, standIn: (definition: Definition) => JobFunction) {
    super({ zone: registry.zone });
    this.#definitions = registry
      .definitions()
      .map(definition => ({ ...definition, work: standIn(definition), andThen: [], conditions: [], hooks: [] }));
  }

  override definitions(): readonly Definition[] {
    return this.#definitions;
  }
}

/**
 * Work that takes as long as is supposed, and ends as is supposed, unless its signal is aborted, which it heeds at once.
 * Errors in what is supposed go to `broken`.
 */
export function standIn(
  clock: VirtualClock,
  supposed: Supposed,
  broken: (error: unknown) => void,
): (definition: Definition) => JobFunction {
  return definition => async context => {
    const fate = fateOf(context);
    const signal = mayBeAborted(definition, fate, context) ? context.signal : undefined;
    if (fate.takesMs > 0) await passed(fate.takesMs, signal);
    if (fate.throws !== undefined) throw fate.throws;
  };

  function fateOf(context: RunContext): Fate {
    try {
      return { takesMs: takesMs(context, supposed), throws: throws(context, supposed) };
    } catch (error) {
      broken(error);
      throw error;
    }
  }

  async function passed(ms: number, signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>(resolve => {
      const alarm = clock.alarm(clock.monotonic() + ms, resolve);
      signal?.addEventListener('abort', () => {
        alarm.cancel();
        resolve();
      });
    });
    signal?.throwIfAborted();
  }
}

/**
 * @throws SchedulerError if something is supposed of a job that the registry doesn't have; ScheduleError and
 *   InvalidTimeError for what can't be supposed, but for what functions will say
 */
export function checkSupposed({ durations = {}, failures = {} }: Supposed, names: ReadonlySet<string>): void {
  checkNames('durations', durations, '{ report: { minutes: 5 } }', names);
  checkNames('failures', failures, '{ report: true }', names);
  for (const [name, duration] of Object.entries(durations)) {
    if (typeof duration !== 'function') durationMs(duration, durationWhat(name));
  }
  for (const [name, failure] of Object.entries(failures)) {
    if (typeof failure !== 'function') checkFailure(name, failure);
  }
}

function checkNames(what: string, byName: object, example: string, names: ReadonlySet<string>): void {
  if (Object.prototype.toString.call(byName) !== '[object Object]') {
    throw new ScheduleError(`${what} are said by name, as ${example}, not by ${shown(byName)}`);
  }
  const stranger = Object.keys(byName).find(name => !names.has(name));
  if (stranger === undefined) return;
  const message = `${what} names '${stranger}', and the registry has no such job: it has ${someOf(names)}`;
  throw new SchedulerError('ERR_UNKNOWN_JOB', message);
}

function checkFailure(name: string, failure: unknown): void {
  if (typeof failure === 'boolean' || isError(failure)) return;
  throw new ScheduleError(`the failure of job '${name}' must be true, false or an Error, not ${shown(failure)}`);
}

function durationWhat(name: string): string {
  return `the duration of job '${name}'`;
}

function someOf(names: ReadonlySet<string>): string {
  if (names.size === 0) return 'none';
  const shown = [...names].slice(0, MAX_SHOWN).join(', ');
  return names.size > MAX_SHOWN ? `${shown} and ${names.size - MAX_SHOWN} more` : shown;
}

const MAX_SHOWN = 10;

interface Fate {
  readonly takesMs: number;
  readonly throws: Error | undefined;
}

/** Making a signal costs as much as all else of such a run, and most of them would never be aborted. */
function mayBeAborted({ overlap, timeoutMs, retry }: Definition, { takesMs }: Fate, { attempt }: RunContext): boolean {
  const isRetried = timeoutMs !== undefined && attempt > 1;
  const leastMs = Math.min(timeoutMs ?? Infinity, retry?.attemptTimeoutMs ?? Infinity);
  return overlap === 'cancelPrevious' || isRetried || takesMs >= leastMs;
}

function takesMs(context: RunContext, { durations }: Supposed): number {
  const duration = valueFor(context, durations);
  return duration === undefined ? 0 : durationMs(duration, durationWhat(context.jobName));
}

function throws(context: RunContext, { failures }: Supposed): Error | undefined {
  const failure = valueFor(context, failures) ?? false;
  checkFailure(context.jobName, failure);
  if (failure === false) return undefined;
  return failure === true ? new Error(`job '${context.jobName}' is supposed to fail`) : failure;
}

function valueFor<T extends DurationInput | boolean | Error>(
  context: RunContext,
  byName: Readonly<Record<string, PerOccurrence<T>>> = {},
): T | undefined {
  const { jobName } = context;
  // A job may be called `constructor`.
  const value = Object.hasOwn(byName, jobName) ? byName[jobName] : undefined;
  return typeof value === 'function' ? value(context.occurrence, context.attempt) : value;
}
