/**
 * The errors of Carillon: one class a situation, each with a stable `code` to switch on, a message that says
 * what is wrong, with which job, and what to do, and the `cause` where there is one.
 */
export class SchedulerError extends Error {
  /** Says which error it is, such as `ERR_SCHEDULE`; it stays the same from version to version. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * A schedule that says something impossible, contradictory or unfinished, or an argument that types would refuse. Raised
 * at declaration, by `compile()`, or at the call.
 */
export class ScheduleError extends SchedulerError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_SCHEDULE', message, options);
  }
}

/** A schedule that has no occurrence at all: no day and time pass all of its words. Raised when it is declared or read. */
export class NeverFiresError extends ScheduleError {
  override readonly code = 'ERR_NEVER_FIRES';

  /** `file:line` of its declaration, where that is known. */
  readonly declaredAt: string | undefined;

  constructor(
    readonly jobName: string,
    options: ErrorOptions & { readonly declaredAt?: string } = {},
  ) {
    const { declaredAt } = options;
    const job = declaredAt === undefined ? `job '${jobName}'` : `job '${jobName}' (${declaredAt})`;
    super(`${job} can never fire: no day and time pass all of its words; loosen one of them`, options);
    this.declaredAt = declaredAt;
  }
}

/** A number outside the range that its word allows, such as `on(0)` or `at(25)`. Raised at declaration. */
export class ScheduleRangeError extends RangeError {
  /** As that of every other error. */
  readonly code = 'ERR_SCHEDULE_RANGE';
}

/**
 * A zone name that the IANA database of this process does not know, or `local` where the zone of this process itself has
 * no such name. `where` is who named it, such as `job 'x'`.
 */
export class UnknownZoneError extends SchedulerError {
  constructor(
    readonly zone: string,
    where?: string,
  ) {
    super('ERR_UNKNOWN_ZONE', `${where === undefined ? '' : `${where}: `}${unknownZone(zone)}`);
  }
}

/** A second job of a name that is taken. */
export class DuplicateNameError extends SchedulerError {
  constructor(readonly jobName: string) {
    super(
      'ERR_DUPLICATE_NAME',
      `there is a job named '${jobName}' already: give this one withName('…'), or replace the other with { replace: true }`,
    );
  }
}

/** A value that is no instant or no duration, such as an unreadable ISO text. */
export class InvalidTimeError extends SchedulerError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_INVALID_TIME', message, options);
  }
}

/** The reason on `signal` of a run that took longer than its timeout, and the error of its `timedOut` outcome. */
export class RunTimeoutError extends SchedulerError {
  constructor(
    readonly jobName: string,
    readonly timeoutMs: number,
  ) {
    super('ERR_RUN_TIMEOUT', `job '${jobName}' ran longer than its timeout of ${timeoutMs} ms`);
  }
}

/** The reason on `signal` of a run that was cancelled: by hand, by a newer occurrence or by a stop. */
export class RunCancelledError extends SchedulerError {
  constructor(
    readonly jobName: string,
    readonly reason: string,
  ) {
    super('ERR_RUN_CANCELLED', `job '${jobName}' was cancelled: ${reason}`);
  }
}

/** Work that was offered after a stop had begun. It was refused, not dropped. */
export class SchedulerStoppingError extends SchedulerError {
  constructor(what: string) {
    super('ERR_STOPPING', `${what} was refused: the scheduler is stopping or has stopped, for good; make another`);
  }
}

const named = {
  SchedulerError,
  ScheduleError,
  NeverFiresError,
  ScheduleRangeError,
  UnknownZoneError,
  DuplicateNameError,
  InvalidTimeError,
  RunTimeoutError,
  RunCancelledError,
  SchedulerStoppingError,
};

// On the prototype a name is there before the stack is written, and as a key it outlives minifiers.
for (const [name, { prototype }] of Object.entries(named)) {
  Object.defineProperty(prototype, 'name', { value: name, writable: true, configurable: true });
}

function unknownZone(zone: unknown): string {
  if (zone !== 'local') return `unknown time zone ${shown(zone)}: use an IANA name such as 'Europe/Berlin', or 'UTC'`;
  const remedy = "set TZ to one such as 'Europe/Berlin', or name a zone, as new Registry({ zone: 'Europe/Berlin' })";
  return `the time zone of this process, which 'local' stands for, has no IANA name: ${remedy}`;
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
    return isPlainObject(value) ? JSON.stringify(value) : String(value);
  } catch {
    return `an unprintable ${typeof value}`;
  }
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
