import { DAY_MS } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { feltChanges, isFrequency } from '../clock-changes.js';
import { elapsedStepMs } from '../elapsed.js';
import type { Recurrence } from '../recurrence.js';
import type { Timetable } from '../timetable.js';

/** After 28 years the days of the week have fallen on all dates: what no change has met by then, it won't. */
const LOOK_AHEAD_MS = 28 * 366 * DAY_MS;

/** What happens on the clock changes to come, or `undefined` where none is felt. */
export function clockChangeWords(recurrence: Recurrence, timetable: Timetable, after: number): string | undefined {
  const from = Math.max(after, recurrence.startingAt ?? after);
  const to = Math.min(from + LOOK_AHEAD_MS, recurrence.until ?? Infinity);
  if (recurrence.rule.kind === 'elapsed') {
    return isMovedByClocks(recurrence, from, to) ? 'by elapsed time, whatever the clocks do' : undefined;
  }
  const kinds = new Set<string>();
  for (const { kind } of feltChanges(recurrence, timetable, from, to)) {
    kinds.add(kind);
    if (kinds.size === 2) break;
  }
  const [inGap, inOverlap] = isFrequency(recurrence)
    ? ['in a gap nothing extra', 'in an overlap in both passes']
    : ['in a gap it runs as much later, once', 'in an overlap the first time only'];
  const words = [...(kinds.has('gap') ? [inGap] : []), ...(kinds.has('overlap') ? [inOverlap] : [])];
  return words.length === 0 ? undefined : words.join(', and ');
}

/** Whether a clock change in [from, to) moves an elapsed grid to other times of the clock. */
function isMovedByClocks({ rule, zone: zoneName, filters }: Recurrence, from: number, to: number): boolean {
  if (rule.kind !== 'elapsed' || filters.between.length > 0) return false;
  const zone = zoneOf(zoneName);
  const stepMs = elapsedStepMs(rule);
  for (let { endAt } = zone.periodAt(from); endAt < to; endAt = zone.periodAt(endAt).endAt) {
    const { offsetMs, offsetBeforeMs } = zone.periodAt(endAt);
    if ((offsetMs - offsetBeforeMs) % stepMs !== 0) return true;
  }
  return false;
}
