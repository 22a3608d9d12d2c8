import { DAY_MS } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { feltChanges, isFrequency } from '../clock-changes.js';
import { elapsedStepMs } from '../elapsed.js';
import { NO_FILTERS } from '../filters.js';
import type { Recurrence } from '../recurrence.js';
import type { Timetable } from '../timetable.js';

/** After 28 years the days of the week have fallen on all dates: what no change has met by then, it won't. */
const LOOK_AHEAD_MS = 28 * 366 * DAY_MS;

type Texts = readonly (readonly [kind: 'gap' | 'lost' | 'overlap', text: string])[];

const OF_TIMES: Texts = [
  ['gap', 'in a gap it runs as much later, once'],
  ['lost', 'in a gap it does not run where its filters take what is moved'],
  ['overlap', 'in an overlap the first time only'],
];
const OF_FREQUENCIES: Texts = [
  ['lost', 'in a gap nothing extra'],
  ['overlap', 'in an overlap in both passes'],
];

/** What happens on the clock changes to come, or `undefined` where none is felt. */
export function clockChangeWords(recurrence: Recurrence, timetable: Timetable, after: number): string | undefined {
  const from = Math.max(after, recurrence.startingAt ?? after);
  const to = Math.min(from + LOOK_AHEAD_MS, recurrence.until ?? Infinity);
  if (recurrence.rule.kind === 'elapsed') {
    return isMovedByClocks(recurrence, from, to) ? 'by elapsed time, whatever the clocks do' : undefined;
  }
  const texts = isFrequency(recurrence) ? OF_FREQUENCIES : OF_TIMES;
  const most = recurrence.filters === NO_FILTERS ? 2 : texts.length;
  const kinds = new Set<string>();
  for (const { kind, occurrenceAt } of feltChanges(recurrence, timetable, from, to)) {
    kinds.add(occurrenceAt === undefined ? 'lost' : kind);
    if (kinds.size === most) break;
  }
  const words = texts.filter(([kind]) => kinds.has(kind)).map(([, text]) => text);
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
