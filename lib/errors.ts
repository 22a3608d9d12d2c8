import { brand } from './brand.js';

/**
 * The errors of Carillon: one class a situation, each with a stable `code` to switch on, a message that says
 * what is wrong, with which job, and what to do, and the `cause` where there is one.
 */
export class SchedulerError extends Error {
  /** Says which error it is, such as `ERR_SCHEDULE`; it stays the same from version to version. */
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * A schedule that says something impossible, contradictory or unfinished, or an argument that types would refuse. Raised
 * at declaration, by `compile()`, or at the call; a run fails with it whose work gave only what would do it.
 */
export class ScheduleError extends SchedulerError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('ERR_SCHEDULE', message, options);
  }
}

/** A schedule that has no occurrence at all: no day and time pass all of its words. Raised when it is declared or read. */
export class NeverFiresError extends ScheduleError {
  override readonly code = 'ERR_NEVER_FIRES';

  /** `file:line` of its declaration, where that is known. */
  readonly declaredAt: string | undefined;

  constructor(
    /** The name of the job. */
    readonly jobName: string,
    options: { readonly cause?: unknown; readonly declaredAt?: string; readonly remedy?: string | undefined } = {},
  ) {
    const { declaredAt, remedy = 'loosen one of them' } = options;
    const job = declaredAt === undefined ? `job '${jobName}'` : `job '${jobName}' (${declaredAt})`;
    super(`${job} can never fire: no day and time pass all of its words; ${remedy}`, options);
    this.declaredAt = declaredAt;
  }
}

/**
 * A number outside the range that its word allows, such as `on(0)` or `at(25)`. Raised at declaration. It is a
 * `RangeError`, and a `SchedulerError` as all others are: `instanceof` says yes to both.
 */
export class ScheduleRangeError extends RangeError {
  /** As that of every other error. */
  readonly code: string = 'ERR_SCHEDULE_RANGE';
}

/**
 * A zone name that the IANA database of this process does not know, or `local` where the zone of this process itself has
 * no such name. `where` is who named it, such as `job 'x'`.
 */
export class UnknownZoneError extends SchedulerError {
  constructor(
    /** The name that is unknown. */
    readonly zone: string,
    where?: string,
    /** The zone that was probably meant, if there is any telling. */
    readonly meant?: string,
  ) {
    super('ERR_UNKNOWN_ZONE', `${where === undefined ? '' : `${where}: `}${unknownZone(zone, meant)}`);
  }
}

/** A second job of a name that is taken. */
export class DuplicateNameError extends SchedulerError {
  constructor(
    /** The name of the job. */
    readonly jobName: string,
    /** Where the two were declared, as far as that is known, and whether `{ replace: true }` is an option there. */
    {
      declaredAt = [],
      canReplace = false,
    }: { readonly declaredAt?: readonly (string | undefined)[]; readonly canReplace?: boolean } = {},
  ) {
    const places = declaredAt.filter(place => place !== undefined);
    const where = places.length === 0 ? '' : ` (${places.join(' and ')})`;
    super(
      'ERR_DUPLICATE_NAME',
      canReplace
        ? `there is a job named '${jobName}' already${where}: give this one withName('…'), or replace the other with { replace: true }`
        : `two jobs are named '${jobName}'${where}: give one of them another name, as in withName('${jobName}-2')`,
    );
  }
}

/** A value that is no instant or no duration, such as an unreadable ISO text. */
export class InvalidTimeError extends SchedulerError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('ERR_INVALID_TIME', message, options);
  }
}

/** The reason on `signal` of a run that took longer than its timeout, and the error of its `timedOut` outcome. */
export class RunTimeoutError extends SchedulerError {
  constructor(
    /** The name of the job. */
    readonly jobName: string,
    /** How long the run might have taken, in milliseconds. */
    readonly timeoutMs: number,
    /** What took too long: the run, an attempt of it, background work. */
    what = `job '${jobName}'`,
  ) {
    super('ERR_RUN_TIMEOUT', `${what} ran longer than its timeout of ${timeoutMs} ms`);
  }
}

/** The reason on `signal` of a run that was cancelled: by hand, by a newer occurrence or by a stop. */
export class RunCancelledError extends SchedulerError {
  constructor(
    /** The name of the job. */
    readonly jobName: string,
    /** Why, in words. */
    readonly reason: string,
    /** Who cancelled it by hand, where somebody said so. */
    readonly by?: string,
    /** What was cancelled: the run, or background work. */
    what = `job '${jobName}'`,
  ) {
    super('ERR_RUN_CANCELLED', `${what} was cancelled: ${reason}`);
  }
}

/** The `jobFactory` gave something else than a `Job` for a class; the run fails with this. */
export class NoJobError extends SchedulerError {
  constructor(
    /** The name of the class. */
    readonly className: string,
    given: unknown,
  ) {
    super(
      'ERR_NO_JOB',
      `the jobFactory gave ${shown(given)} for class ${className}: let it return an instance of ${className}, or a promise of one`,
    );
  }
}

/** The data that a job was given, or asked for with, is not what its schema wants, or can't be brought up to its version. */
export class DataRefusedError extends SchedulerError {
  constructor(
    /** The name of the job. */
    readonly jobName: string,
    why: string,
    options?: { readonly cause?: unknown },
  ) {
    super('ERR_DATA', `the data of job '${jobName}' is refused: ${why}`, options);
  }
}

/** Work that was offered after a stop had begun. It was refused, not dropped. */
export class SchedulerStoppingError extends SchedulerError {
  constructor(what: string) {
    super('ERR_STOPPING', `${what} was refused: the scheduler is stopping or has stopped, for good; make another`);
  }
}

/** Background work that was refused, since as much of it waits as may. */
export class BackgroundFullError extends SchedulerError {
  constructor(
    /** The name of the work that was refused. */
    readonly label: string,
    /** How many pieces may wait. */
    readonly maxPending: number,
  ) {
    super(
      'ERR_BACKGROUND_FULL',
      `'${label}' was refused: ${maxPending} pieces of background work wait already; offer it again when some have ended, or allow more with background: { maxPending }`,
    );
  }
}

const named = {
  SchedulerError,
  ScheduleError,
  NeverFiresError,
  ScheduleRangeError,
  UnknownZoneError,
  DuplicateNameError,
  DataRefusedError,
  InvalidTimeError,
  RunTimeoutError,
  RunCancelledError,
  NoJobError,
  SchedulerStoppingError,
  BackgroundFullError,
};

brand(named);
// The one error that has a root of the language beside ours.
Object.defineProperty(ScheduleRangeError.prototype, Symbol.for('carillon.SchedulerError'), { value: true });

function unknownZone(zone: unknown, meant: string | undefined): string {
  const instead = meant === undefined ? "use an IANA name such as 'Europe/Berlin', or 'UTC'" : `say '${meant}'`;
  if (zone !== 'local') return `unknown time zone ${shown(zone)}: ${instead}`;
  return "the time zone of this process, which 'local' stands for, has no IANA name: set TZ to one such as 'Europe/Berlin', or name a zone, as new Registry({ zone: 'Europe/Berlin' })";
}

/** More of a value than this says no more of it. */
const MAX_SHOWN_LENGTH = 80;

/** A value as an error shows it, whatever it is; text in quotes, so that '5' is not taken for 5. */
export function shown(value: unknown): string {
  const text = textOf(value);
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}

function textOf(value: unknown): string {
  try {
    if (typeof value === 'string') return `'${value}'`;
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function')
      return `${isClass(value) ? 'class' : 'function'} ${value.name || 'without a name'}`;
    if (typeof value !== 'object' || value === null) return String(value);
    const { name = '' } = (value.constructor ?? Object) as { readonly name?: unknown };
    if (name === 'Object' || name === '' || Array.isArray(value)) return JSON.stringify(value);
    const text = String(value);
    // A class that says nothing of its instances is known by its name alone.
    return /^\[object \w+\]$/.test(text) ? `${/^[AEIOU]/.test(String(name)) ? 'an' : 'a'} ${String(name)}` : text;
  } catch {
    return `an unprintable ${typeof value}`;
  }
}

/** What says of a value of another library the same as we take it, for the end of a message; empty where it has no such. */
export function saidBy(value: unknown, method: string): string {
  try {
    return typeof Object(value)[method] === 'function' ? `; say its ${method}()` : '';
  } catch {
    return '';
  }
}

/** Whether a value is an error, also of another realm, as those of Node itself are in Jest. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(value));
}

/** Whether a function is a class, which only `new` may call. Most functions are known by their lack of a prototype. */
export function isClass(value: object): boolean {
  return 'prototype' in value && /^class\b/.test(Function.prototype.toString.call(value));
}
