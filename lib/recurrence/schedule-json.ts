import { ScheduleError } from '../errors.js';
import type { SchedulePlan } from './recurrence.js';

/** A schedule as JSON holds it: its plan, without what is unsaid. */
export interface ScheduleJson {
  readonly [key: string]: unknown;
}

export function planToJson(plan: SchedulePlan): ScheduleJson {
  return { ...plan };
}

export function planFromJson(json: unknown): SchedulePlan {
  if (typeof json !== 'object' || json === null) throw new ScheduleError('this is no schedule');
  return json as SchedulePlan;
}
