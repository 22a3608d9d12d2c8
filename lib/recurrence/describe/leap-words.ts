import { dateOfDay, dayOfWall } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { DEFAULT_ANCHOR_WALL } from '../compile.js';
import type { IfMissing, Recurrence } from '../recurrence.js';

/** After these many years the calendar begins anew. */
const CYCLE_YEARS = 400;

/** Says that 29 February never comes in the years of a rule that names it, such as every second odd one. */
export function leapWords(recurrence: Recurrence): string | undefined {
  if (neverLeaps(recurrence) === undefined) return undefined;
  return 'which never are leap years, so that 29 February never comes';
}

/** What happens instead where a rule names 29 February in years that never leap; `undefined` for any other rule. */
export function neverLeaps({ rule, startingAt, zone }: Recurrence): IfMissing | undefined {
  if (rule.kind !== 'yearly' || rule.every === 1) return undefined;
  const anchorWall = startingAt === undefined ? DEFAULT_ANCHOR_WALL : zoneOf(zone).wallOf(startingAt);
  const { year, month, day } = dateOfDay(dayOfWall(anchorWall));
  const isFebruary = rule.months.length > 0 ? rule.months.includes(2) : month === 2;
  const named = rule.on.find(selector => selector.kind === 'dayOfMonth' && selector.day === 29);
  const isByAnchor = rule.on.length === 0 && day === 29;
  if (!isFebruary || (named === undefined && !isByAnchor)) return undefined;
  for (let years = 0; years < CYCLE_YEARS; years++) if (isLeap(year + years * rule.every)) return undefined;
  return named?.kind === 'dayOfMonth' ? named.ifMissing : 'clamp';
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
