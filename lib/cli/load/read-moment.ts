import { harmless } from '../../harmless.js';
import { Complaint } from '../complaint.js';
import { DAY_MS, readLength } from '../text/length.js';
import { momentsIn } from '../text/moment.js';
import type { Core } from './carillon-copy.js';

/** No schedule can be asked about what comes after it. */
const LAST_YEAR_ENDS_AT = Date.UTC(10_000, 0, 1);
const EXAMPLES = 'say it as 2026-11-20, 2026-11-20T21:15, 21:15, now, tomorrow, or 2h for two hours from now';

/**
 * Reads a moment that was typed, in epoch milliseconds: ISO text, a clock time (the next), `now`, `today`, `tomorrow`
 * (their midnight), or a length of time from now. What has no offset is wall time of the zone.
 * @throws Complaint that names the option
 */
export function readMoment({ Registry }: Core, option: string, text: string, zone: string, nowMs: number): number {
  const lengthMs = readLength(text);
  if (lengthMs !== undefined) return nowMs + lengthMs < LAST_YEAR_ENDS_AT ? nowMs + lengthMs : tooLate();
  const today = todayThere();
  // By the calendar: where clocks change, a day is not 24 hours long.
  const tomorrow = momentsIn('UTC').isoDate(Date.parse(today) + DAY_MS);
  switch (text) {
    case 'now':
      return nowMs;
    case 'today':
      return instant(today);
    case 'tomorrow':
      return instant(tomorrow);
  }
  if (!/^\d\d?:\d\d(:\d\d)?$/.test(text)) return instant(text);
  const time = text.replace(/^\d:/, '0$&');
  const next = instant(`${today}T${time}`);
  return next > nowMs ? next : instant(`${tomorrow}T${time}`);

  /** It may be the zone of another process, whose database is newer. */
  function todayThere(): string {
    try {
      return momentsIn(zone).isoDate(nowMs);
    } catch (cause) {
      const message = `${option} is meant in ${harmless(zone)}, a zone that this Node does not know`;
      const remedy = 'say it as a length of time, such as 2h, or use a newer Node';
      throw new Complaint(message, { code: 'usage', remedy, cause });
    }
  }

  /** A schedule of every millisecond reads an instant as all schedules of its zone do. */
  function instant(iso: string): number {
    const registry = new Registry({ zone });
    registry
      .schedule(() => {})
      .withName('instant')
      .toRunEvery(1)
      .milliseconds();
    try {
      const next = registry.compile()[0]?.next(iso);
      if (next !== undefined) return next.toMillis() - 1;
    } catch (cause) {
      throw new Complaint(`${option} takes a moment, not '${harmless(text)}'`, {
        code: 'usage',
        remedy: EXAMPLES,
        cause,
      });
    }
    return tooLate();
  }

  function tooLate(): never {
    throw new Complaint(`${option} can't be as late as '${harmless(text)}'`, { code: 'usage', remedy: EXAMPLES });
  }
}
