import { whyIdle } from '../arguments.js';
import { ScheduleError } from '../errors.js';
import { isJobClass, type Work } from '../job/job.js';

/** The error of a run whose work gave only what would do it, and did nothing. Whatever else it gives is its value. */
export function undone(value: unknown): ScheduleError | undefined {
  const why = whyUndone(value);
  return why === '' ? undefined : new ScheduleError(`what the work gave does nothing by itself${why}`);
}

function whyUndone(value: unknown): string {
  try {
    if (typeof value === 'object') return whyIdle(value);
    // Any other function may well be a value, as what ends a subscription is.
    if (typeof value !== 'function' || !isJobClass(value as Work)) return '';
    return `: it is the class of a job; return new ${value.name}()`;
  } catch {
    // A proxy that does not say what it is.
    return '';
  }
}
