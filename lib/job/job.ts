import { Duration } from 'luxon';
import { checkOptions } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';
import { checkSurplus } from '../surplus.js';
import { type DurationInput, durationMs } from '../time/duration.js';
import type { RunContext } from './context.js';

/** What a job may say of itself. */
export interface JobOptions {
  /** Runs this often without further words: `schedule(job)` is then complete, of a job that is made and not of its class. At least a millisecond. */
  readonly interval?: DurationInput | undefined;
  /** Aborts a run that takes longer. At least a millisecond; default: without a limit. */
  readonly timeout?: DurationInput | undefined;
}

/** Known to every copy of this package, so that a job which a dependency made with its own is run by this one, too. */
const BRAND = Symbol.for('carillon.Job');
/** On a job that has the name of its class, since it was given none. */
const NAMED_BY_CLASS = Symbol.for('carillon.Job.namedByClass');

/**
 * A piece of background work with a name: subclass it and override `execute`. The `interval` and `timeout` are
 * optional, and words of the schedule win over them.
 */
export abstract class Job {
  static {
    Object.defineProperty(Job.prototype, BRAND, { value: true });
  }

  /** Names the job in its scheduler, unless its schedule says `withName`. */
  readonly name: string;
  /** Runs this often where its schedule says nothing else. */
  readonly interval: Duration | undefined;
  /** Aborts a run that takes longer, where its schedule says nothing else. */
  readonly timeout: Duration | undefined;

  /**
   * @param name the `jobName` of its class, or the name of that, where nothing is said
   * @throws ScheduleError if the name is no text or empty, as that of an anonymous class is, and for an unknown option;
   *   InvalidTimeError if the interval or the timeout is no positive duration
   */
  constructor(name?: string, options?: JobOptions);
  constructor(name?: string, options: JobOptions = {}, ...surplus: readonly unknown[]) {
    checkSurplus('new Job', 2, surplus);
    const given = name === undefined ? jobNameOf(new.target) : name;
    if (given === undefined) Object.defineProperty(this, NAMED_BY_CLASS, { value: true });
    this.name = textName(given === undefined ? new.target.name : given);
    checkOptions(`job '${this.name}'`, options, ['interval', 'timeout']);
    this.interval = positive(options.interval, `the interval of job '${this.name}'`);
    this.timeout = positive(options.timeout, `the timeout of job '${this.name}'`);
  }

  /** Does the work. Reject or throw to fail; heed `context.signal` to be cancellable. */
  abstract execute(context: RunContext): unknown;
}

function textName(name: unknown): string {
  if (typeof name === 'string' && name !== '') return name;
  throw new ScheduleError(`a job takes its name first, such as super('nightly-digest'), not ${shown(name)}`);
}

function positive(input: DurationInput | undefined, what: string): Duration | undefined {
  return input === undefined ? undefined : Duration.fromMillis(durationMs(input, what, 1));
}

/**
 * The interval or the timeout of a job in milliseconds. A field of its class, which no type has checked, may stand in the
 * place of what its constructor was given. @throws InvalidTimeError
 */
export function lengthMsOf(job: Job, which: 'interval' | 'timeout'): number | undefined {
  const length = job[which];
  return length === undefined ? undefined : durationMs(length, `the ${which} of job '${job.name}'`, 1);
}

/** A function that does the work, or that returns a `Job` that does. */
export type JobFunction = (context: RunContext) => unknown;

/**
 * A class that the `JobFactory` makes for each run. What its constructor takes is the factory's business. A static
 * `jobName` of its own names its job, without making one and whatever a minifier calls the class; no subclass inherits it.
 */
export type JobClass = (new (
  ...args: never[]
) => Job) & {
  /** The name of its job, where the class says one. */
  readonly jobName?: string;
};

/** Whatever can be scheduled. */
export type Work = Job | JobClass | JobFunction;

/** Makes the job of a run from its class, for instance out of a container; the run disposes it. The default is `new jobClass()`. */
export type JobFactory = (jobClass: JobClass) => Job | Promise<Job>;

/** Whether the work is a class whose job is made for each run. */
export function isJobClass(work: Work): work is JobClass {
  return typeof work === 'function' && isJob(work.prototype);
}

/** Whether a value is a `Job`, of whichever copy of this package; a proxy may refuse to say what it is, and is none. */
export function isJob(value: unknown): value is Job {
  try {
    return typeof value === 'object' && value !== null && Object.getPrototypeOf(value)?.[BRAND] === true;
  } catch {
    return false;
  }
}

/** Whether a job has the name of its class for want of another. */
export function isNamedByClass(job: Job): boolean {
  return NAMED_BY_CLASS in job;
}

/** The static `jobName` of a class, if it has one of its own. @throws ScheduleError if that is no text */
export function jobNameOf(jobClass: object): string | undefined {
  const name: unknown = Object.hasOwn(jobClass, 'jobName') ? Reflect.get(jobClass, 'jobName') : undefined;
  if (name === undefined || (typeof name === 'string' && name.trim() !== '')) return name;
  const className = (jobClass as { readonly name: string }).name;
  throw new ScheduleError(`the jobName of class ${className} must be text that names the job, not ${shown(name)}`);
}

/** The default `JobFactory`: calls the constructor, without arguments. */
export function makeByConstructor(jobClass: JobClass): Job {
  return Reflect.construct(jobClass, []);
}
