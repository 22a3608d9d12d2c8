// The evening of the shop.

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
/** Friday, 20 November 2026, 21:14:18 in Berlin. */
export const NOW = Date.UTC(2026, 10, 20, 20, 14, 18);
export const STARTED = Date.UTC(2026, 10, 20, 18, 2, 11);
export const BERLIN = HOUR;
export const NEW_YORK = -5 * HOUR;

/** A wall time in Berlin, today. */
export function time(hour: number, minute = 0, second = 0): number {
  return Date.UTC(2026, 10, 20, hour - 1, minute, second);
}

/** A number from 0 to 1 that a text always has. */
export function chanceOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
