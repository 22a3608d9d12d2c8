import { civilDate, DAY_MS } from './civil.js';
import { type CronFields, cronFields } from './cron-fields.js';
import { firstOf, lastOf, type Source, sortedDistinct } from './search.js';
import { Zone } from './zone.js';

const HOUR_MS = 3_600_000;

/** Two cycles of the calendar. */
const HORIZON_MS = 800 * 366 * DAY_MS;

/** A range is walked whole if it holds about this many clock times at most. */
const SHORT_TIMES = 40;

/** Every occurrence of a cron text with `fromMs <= t < toMs`, sorted and distinct. */
export function oracleCronOccurrences(cron: string, zone: string, fromMs: number, toMs: number): number[] {
  const found = cronWalk(cronFields(cron), Zone.of(zone), fromMs, toMs);
  return sortedDistinct(found.filter(atMs => fromMs <= atMs && atMs < toMs));
}

/** The least occurrence strictly after; `undefined` where none comes within two cycles of the calendar. */
export function oracleCronNext(cron: string, zone: string, afterMs: number): number | undefined {
  return firstOf(sourceOf(cron, zone), afterMs + 1, afterMs + HORIZON_MS);
}

/** The greatest occurrence strictly before. */
export function oracleCronPrevious(cron: string, zone: string, beforeMs: number): number | undefined {
  return lastOf(sourceOf(cron, zone), beforeMs - HORIZON_MS, beforeMs);
}

/**
 * Walks the local dates near a range and every clock time that the fields name. A frequency is taken at each instant at which
 * clocks show that time: none in a gap, both in an overlap. Any other text names clock times, of which a gap moves one and an overlap takes the first.
 * May hold instants outside the range.
 */
export function cronWalk(fields: CronFields, zone: Zone, fromMs: number, toMs: number): number[] {
  const found: number[] = [];
  const firstDay = Math.floor(fromMs / DAY_MS) - 3;
  const lastDay = Math.floor(toMs / DAY_MS) + 3;
  for (let dayNo = firstDay; dayNo <= lastDay; dayNo += 1) {
    if (!fields.matchesDate(civilDate(dayNo))) continue;
    for (const hour of fields.hours) {
      const hourMs = dayNo * DAY_MS + hour * HOUR_MS;
      if (isSurelyOutside(zone, hourMs, fromMs, toMs)) continue;
      for (const timeMs of timesOfHour(fields)) {
        if (!fields.isFrequency) found.push(zone.resolve(hourMs + timeMs));
        else for (const atMs of zone.instantsAt(hourMs + timeMs)) found.push(atMs);
      }
    }
  }
  return found;
}

/** Could a cron text fire on a date near the range? */
export function cronMayHold(fields: CronFields, fromMs: number, toMs: number): boolean {
  const lastDay = Math.floor(toMs / DAY_MS) + 3;
  for (let dayNo = Math.floor(fromMs / DAY_MS) - 3; dayNo <= lastDay; dayNo += 1) {
    if (fields.matchesDate(civilDate(dayNo))) return true;
  }
  return false;
}

export function cronShortMs({ hours, minutes, seconds }: CronFields): number {
  return Math.max((SHORT_TIMES * DAY_MS) / (hours.length * minutes.length * seconds.length), HOUR_MS);
}

function sourceOf(cron: string, zone: string): Source {
  const fields = cronFields(cron);
  return {
    list: (fromMs, toMs) => oracleCronOccurrences(cron, zone, fromMs, toMs),
    mayHold: (fromMs, toMs) => cronMayHold(fields, fromMs, toMs),
    shortMs: cronShortMs(fields),
  };
}

/** Only spares the walk: no time of the hour comes within the range under any offset that may be in force. */
function isSurelyOutside(zone: Zone, wallHourMs: number, fromMs: number, toMs: number): boolean {
  const offsetsMs = zone.offsetsNear(Math.floor(wallHourMs / DAY_MS));
  return offsetsMs.every(offsetMs => wallHourMs - offsetMs >= toMs || wallHourMs - offsetMs + HOUR_MS <= fromMs);
}

function* timesOfHour(fields: CronFields): Generator<number> {
  for (const minute of fields.minutes) {
    for (const second of fields.seconds) yield (minute * 60 + second) * 1000;
  }
}
