import type { RelativeWords, SchedulePlan } from '../recurrence.js';
import { clockText, spanText } from './english.js';

/** The moment that the relative words name, or `undefined` where they name none: `5 minutes after the start`. */
export function startMoment({ runNow, once, delay }: RelativeWords): string | undefined {
  if (runNow) return delay === undefined ? 'at the start' : `${spanText(delay)} after the start`;
  if (once === undefined) return undefined;
  return 'in' in once ? `${spanText(once.in)} after the start` : `at the first ${clockText(once.at)} after the start`;
}

/** What a plan of relative words alone says. */
export function startWords({ relative, zone }: SchedulePlan): string {
  const moment = startMoment(relative);
  const { afterCompletion, once } = relative;
  if (afterCompletion !== undefined) {
    const span = spanText(afterCompletion);
    return `${span} after each run has ended${inZone(afterCompletion.unit, zone)}, the first ${moment ?? `${span} after the start`}`;
  }
  const unit = once === undefined ? 'minutes' : 'in' in once ? once.in.unit : 'days';
  return `once${moment === 'at the start' ? '' : ','} ${moment}${inZone(unit, zone)}`;
}

/** Clauses for what is limited by the start. */
export function limitClauses({ relative, recurrence }: SchedulePlan): readonly string[] {
  const { delay, once, runNow, times, afterCompletion } = relative;
  const moves = once !== undefined || recurrence?.rule.kind === 'once' || (afterCompletion !== undefined && !runNow);
  const clauses: string[] = [];
  if (delay !== undefined && moves) clauses.push(`delayed by ${spanText(delay)}`);
  if (delay !== undefined && !moves && recurrence !== undefined) {
    clauses.push(`nothing before ${spanText(delay)} after the start`);
  }
  if (times !== undefined) clauses.push(`for ${times} ${times === 1 ? 'run' : 'runs'} from the start on`);
  return clauses;
}

/** Only units of the calendar look at clocks. */
function inZone(unit: string, zone: string): string {
  return ['milliseconds', 'seconds', 'minutes', 'hours'].includes(unit) ? '' : ` (${zone})`;
}
