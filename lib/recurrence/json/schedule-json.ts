import { ScheduleError } from '../../errors.js';
import { recurrenceOf, type SchedulePlan } from '../plan.js';
import { planForm } from './schedule-form.js';

/**
 * A schedule as JSON holds it: what its words say and nothing else, so that equal schedules give equal text. Instants
 * are ISO 8601 text in UTC, clock times are text such as `09:00`, days of the week are 1 for Monday to 7 for Sunday.
 */
export interface ScheduleJson {
  /** Of the format, which may change in a later release; that will still read this one. */
  readonly version: number;
  readonly name: string;
  readonly zone: string;
  readonly [key: string]: unknown;
}

/** The JSON of a plan. @throws ScheduleError if a function was given to `exceptOn`. */
export function planToJson(plan: SchedulePlan): ScheduleJson {
  if (hasFunctions(plan)) {
    throw new ScheduleError(
      `job '${plan.name}' can't be written as JSON: exceptOn(…) was given a function; give it dates such as '2026-12-24'`,
    );
  }
  return planForm.write(plan) as ScheduleJson;
}

/** Whether a function was given to `exceptOn`, which JSON can't hold and nobody can compare. */
export function hasFunctions(plan: SchedulePlan): boolean {
  return (recurrenceOf(plan)?.filters.exceptWhere.length ?? 0) > 0;
}

/** The plan of such JSON. @throws ScheduleError that names the path of what is wrong, and what it may hold. */
export function planFromJson(json: unknown): SchedulePlan {
  return planForm.read(json, '');
}
