import { instantOf, wallTimeOf } from './wall-time.js';

/**
 * Reads when somebody asks about: `20:33` of today (of yesterday where that is still to come), `2026-11-19 21:15`, or an
 * ISO instant with its offset. `undefined` for what is none of these.
 */
export function askedInstant(text: string, zone: string, now: number): number | undefined {
  const said = text.trim();
  if (/[zZ]$|[+-]\d\d:?\d\d$/.test(said) && said.includes('T')) return numbered(Date.parse(said));
  const match = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(said);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(part => (part === undefined ? undefined : Number(part)));
  const today = wallTimeOf(now, zone);
  const time = { hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 };
  if (time.hour > 23 || time.minute > 59 || time.second > 59) return undefined;
  if (year !== undefined && month !== undefined && day !== undefined)
    return instantOf({ year, month, day, ...time }, zone);
  const at = instantOf({ ...today, ...time }, zone);
  return at <= now ? at : instantOf({ ...today, ...time, day: today.day - 1 }, zone);
}

function numbered(at: number): number | undefined {
  return Number.isNaN(at) ? undefined : at;
}
