import { instantOf, wallTimeOf } from './wall-time.js';
import { DAY_MS } from './zone-text.js';

const TIME =
  /^(?:(\d{4})-(\d\d?)-(\d\d?)[ T]+)?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Reads when somebody asks about: `20:33` of today (of yesterday where that is still to come), `2026-11-19 21:15`, or an
 * ISO instant with its offset. `undefined` for what is none of these.
 */
export function askedInstant(text: string, zone: string, now: number): number | undefined {
  const said = text.trim();
  const match = TIME.exec(said);
  if (!match) return undefined;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.map(part => Number(part ?? 0));
  const today = wallTimeOf(now, zone);
  const at = year
    ? Date.UTC(year, month - 1, day, hour, minute, second)
    : new Date(today).setUTCHours(hour, minute, second, 0);
  // The 31st of a shorter month would be in the next.
  if (year && new Date(at).getUTCMonth() !== month - 1) return undefined;
  if (match[7]) return Date.parse(said) || undefined;
  return instantOf(year || at <= today ? at : at - DAY_MS, zone);
}
