import { whyIdle } from '../arguments.js';
import { ScheduleError } from '../errors.js';
import { isJob, isJobClass, type JobClass, type Work } from '../job/job.js';
import { isThenable } from '../thenable.js';

/** The error of a run whose work gave only what would do it, and did nothing. Whatever else it gives is its value. */
export function undone(value: unknown): ScheduleError | undefined {
  const why = whyUndone(value);
  return why === '' ? undefined : new ScheduleError(`what the work gave ${why}`);
}

/** Where promises or jobs stand in a list, they stand among its first. */
const LOOKED_AT = 100;

function whyUndone(value: unknown): string {
  try {
    if (Array.isArray(value)) return whyListOnly(value);
    const why = typeof value === 'object' ? whyIdle(value) : whyOnlyNamed(value);
    return why === '' ? '' : `does nothing by itself${why}`;
  } catch {
    // A proxy that does not say what it is.
    return '';
  }
}

/** The run has failed by then, so that what a promise of the list rejects with is no news that could end the process. */
function whyListOnly(list: readonly unknown[]): string {
  const first = list.slice(0, LOOKED_AT);
  if (first.some(one => isJob(one) || isClassOfJob(one))) {
    return 'is a list of jobs, and nobody runs these: return one alone, and say andThen(…) for what follows it';
  }
  if (!first.some(isThenable)) return '';
  void Promise.allSettled(list.filter(isThenable));
  return 'is a list of promises, and nobody waits for these: return Promise.all(…) of them';
}

/** Any other function than a class may well be a value, as what ends a subscription is. */
function whyOnlyNamed(value: unknown): string {
  return isClassOfJob(value) ? `: it is the class of a job; return new ${value.name}()` : '';
}

function isClassOfJob(value: unknown): value is JobClass {
  return typeof value === 'function' && isJobClass(value as Work);
}
