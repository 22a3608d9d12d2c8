import { dateOfDay, dayOfWall } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { DEFAULT_ANCHOR_WALL } from '../compile.js';
import type { Recurrence } from '../recurrence.js';

/** After these many years the calendar begins anew. */
const CYCLE_YEARS = 400;

/** Says that 29 February never comes in the years of a rule that names it, such as every second odd one. */
export function leapWords({ rule, startingAt, zone }: Recurrence): string | undefined {
  if (rule.kind !== 'yearly' || rule.every === 1) return undefined;
  const anchorWall = startingAt === undefined ? DEFAULT_ANCHOR_WALL : zoneOf(zone).wallOf(startingAt);
  const { year, month, day } = dateOfDay(dayOfWall(anchorWall));
  const isFebruary = rule.months.length > 0 ? rule.months.includes(2) : month === 2;
  const namesIt =
    rule.on.length > 0 ? rule.on.some(selector => selector.kind === 'dayOfMonth' && selector.day === 29) : day === 29;
  if (!isFebruary || !namesIt) return undefined;
  for (let years = 0; years < CYCLE_YEARS; years++) if (isLeap(year + years * rule.every)) return undefined;
  return 'which never are leap years, so that 29 February never comes';
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
