import type { Span } from '../../time/span.js';
import { zoneOf } from '../../time/zone.js';
import { type AfterStart, isElapsed, type SchedulePlan } from '../plan.js';
import { clockText, instantText, spanText } from './english.js';

/** The moment that a plan begins with, or `undefined` where it names none: `5 minutes after the start`. */
export function startMoment({ when, delay, zone }: SchedulePlan): string | undefined {
  switch (when.kind) {
    case 'grid':
    case 'asked':
      return undefined;
    case 'startup':
      return afterDelay(delay);
    case 'instant':
      return `on ${instantText(zoneOf(zone), when.at)}`;
    case 'afterStart':
      return 'at' in when.by
        ? `at the first ${clockText(when.by.at)} after the start`
        : `${spanText(when.by)} after the start`;
    case 'afterCompletion':
      return afterDelay(when.atStartup ? delay : when.span);
  }
}

function afterDelay(delay: Span | undefined): string {
  return delay === undefined ? 'at the start' : `${spanText(delay)} after the start`;
}

/** What a plan without a grid says. */
export function startWords(plan: SchedulePlan): string {
  const { when, zone } = plan;
  const moment = startMoment(plan);
  switch (when.kind) {
    case 'afterCompletion':
      return `${spanText(when.span)} after each run has ended${inZone(when.span, zone)}, the first ${moment}`;
    case 'asked':
      return 'when it is asked for';
    case 'instant':
      return `once ${moment} (${zone})`;
    case 'afterStart':
      return `once, ${moment}${inZone(when.by, zone)}`;
    default:
      return moment === 'at the start' ? 'once at the start' : `once, ${moment}`;
  }
}

/** Clauses for what is limited by the start. */
export function limitClauses({ when, delay, times }: SchedulePlan): readonly string[] {
  const clauses: string[] = [];
  const isGrid = hasGrid(when);
  const isMoved = isMovedByDelay(when);
  if (delay !== undefined && isMoved) clauses.push(`${isGrid ? 'that moment ' : ''}delayed by ${spanText(delay)}`);
  if (delay !== undefined && isGrid)
    clauses.push(`nothing ${isMoved ? 'else ' : ''}before ${spanText(delay)} after the start`);
  if (times !== undefined) clauses.push(`for ${times} ${times === 1 ? 'run' : 'runs'} from the start on`);
  return clauses;
}

/** At the start, the delay itself is the moment. */
function isMovedByDelay(when: SchedulePlan['when']): boolean {
  return when.kind === 'instant' || when.kind === 'afterStart' || (when.kind === 'afterCompletion' && !when.atStartup);
}

/** A grid is held by a delay, and not moved. */
function hasGrid(when: SchedulePlan['when']): boolean {
  return when.kind === 'grid' || ('andEvery' in when && when.andEvery !== undefined);
}

/** Only units of the calendar look at clocks. */
function inZone(by: AfterStart, zone: string): string {
  return isElapsed(by) ? '' : ` (${zone})`;
}
