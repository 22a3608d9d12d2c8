import { checkOptions, isOptions } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';

/** Who does something by hand. */
export interface ByOptions {
  /** The person, or the program: kept in the record and told by the event. At most 200 characters. */
  readonly by?: string | undefined;
}

const MAX_REASON = 1_000;
const MAX_BY = 200;

/** A reason as text, whatever was given: nothing that has no text may keep a run from being cancelled. */
export function reasonText(reason: unknown): string {
  try {
    const text = String(reason);
    return text.length <= MAX_REASON ? ownText(text) : `${ownText(text.slice(0, MAX_REASON))}…`;
  } catch {
    return `a reason that has no text (${typeof reason})`;
  }
}

/** V8 keeps a piece of a text as a view of all of it, if it is longer than this. */
export const MAX_COPIED_TEXT = 12;

/** The same text, made anew where it may be a view of a longer one, which it would keep in memory. */
export function ownText(text: string): string {
  return text.length <= MAX_COPIED_TEXT ? text : (JSON.parse(JSON.stringify(text)) as string);
}

/**
 * A reason as text, of a call that takes options behind it. Options in its place would be taken for it, and a pause would
 * have no end; `example` is the call as it is meant. @throws ScheduleError
 */
export function reasonOf(what: string, reason: unknown, example: string): string {
  if (!isOptionsOfReason(reason)) return reasonText(reason);
  throw new ScheduleError(`${what} takes the reason first, then its options: say ${example}`);
}

/** A proxy that does not answer is no options. */
function isOptionsOfReason(reason: unknown): boolean {
  try {
    return isOptions(reason) && ['reason', 'by', 'until', 'runId'].some(name => Object.hasOwn(reason, name));
  } catch {
    return false;
  }
}

/**
 * Who does something by hand, of its options; `undefined` where they don't say. `what` names the call in the error.
 * @throws ScheduleError for an unknown option, and for what is no text of 1 to 200 characters
 */
export function byOf(what: string, options: ByOptions): string | undefined {
  checkOptions(what, options, ['by']);
  return checkedBy(what, options.by);
}

/** @throws ScheduleError for what is no text of 1 to 200 characters */
export function checkedBy(what: string, by: unknown): string | undefined {
  if (by === undefined) return undefined;
  if (typeof by === 'string' && by.length > 0 && by.length <= MAX_BY) return ownText(by);
  throw new ScheduleError(`${what}: by says who, in 1 to ${MAX_BY} characters, not ${shown(by)}`);
}

/** The one run that is meant; `undefined`: all. @throws ScheduleError for what is no text, which would be no run's id */
export function checkedRunId(what: string, runId: unknown): string | undefined {
  if (runId === undefined || typeof runId === 'string') return runId;
  throw new ScheduleError(`${what}: runId is that of a run, as job.running[0]?.runId, not ${shown(runId)}`);
}
