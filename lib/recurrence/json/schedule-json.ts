import { ScheduleError } from '../../errors.js';
import { isName } from '../limits.js';
import { type NamedPlan, wordWithFunction } from '../plan.js';
import { refuse } from './json-form.js';
import { planForm } from './schedule-form.js';

/**
 * A schedule as JSON holds it: what its words say and nothing else, so that equal schedules give equal text. Instants
 * are ISO 8601 text in UTC, clock times are text such as `09:00`, days of the week are 1 for Monday to 7 for Sunday.
 */
export interface ScheduleJson {
  /** Of the format, which may change in a later release; that will still read this one. */
  readonly version: number;
  /** The name of its job. */
  readonly name: string;
  /** The zone of its wall times, as an IANA name or a fixed offset. */
  readonly zone: string;
  readonly [key: string]: unknown;
}

/** The JSON of a plan. @throws ScheduleError if a function was given to `exceptOn` or `skippingDays`. */
export function planToJson({ name, plan }: NamedPlan): ScheduleJson {
  const word = wordWithFunction(plan);
  if (word !== undefined) {
    throw new ScheduleError(
      `job '${name}' can't be written as JSON: ${word}(…) was given a function; give it dates such as '2026-12-24'`,
    );
  }
  return planForm.write({ name, plan }) as ScheduleJson;
}

/** The plan of such JSON. @throws ScheduleError that names the path of what is wrong, and what it may hold. */
export function planFromJson(json: unknown): NamedPlan {
  if (typeof json === 'string') refuse('', 'an object, as Schedule.fromJSON(JSON.parse(text)) takes it', json);
  try {
    return planForm.read(json, '');
  } catch (error) {
    throw error instanceof ScheduleError ? named(error, json) : error;
  }
}

/** Of a hundred schedules in one file, the error says which. */
function named(error: ScheduleError, json: unknown): ScheduleError {
  const name: unknown = typeof json === 'object' && json !== null && 'name' in json ? json.name : undefined;
  if (!isName(name)) return error;
  return new ScheduleError(`job '${name}': ${error.message}`, { cause: error.cause ?? error });
}
