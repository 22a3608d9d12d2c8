const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** A day of 24 hours. */
export const DAY_MS = 24 * HOUR_MS;

/**
 * A length of time as people say it: two units at most, and two only below ten of the larger: `5 h 16 m`, `29 h`,
 * `13 days`. Never below zero.
 */
export function lengthText(lengthMs: number): string {
  const ms = Math.max(0, lengthMs);
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / SECOND_MS);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 600) return pair(Math.floor(seconds / 60), 'm', seconds % 60, 's');
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} m`;
  if (minutes < 600) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
  if (ms < 2 * DAY_MS) return `${Math.round(ms / HOUR_MS)} h`;
  return `${Math.round(ms / DAY_MS)} days`;
}

/** The same where less than a second is nothing: from now to what comes. */
export function untilText(lengthMs: number): string {
  return lengthMs < SECOND_MS ? `${Math.max(0, Math.round(lengthMs / SECOND_MS))} s` : lengthText(lengthMs);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};
const LENGTH = /^(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d|w)\s*)+$/;

/** Reads `40m`, `1h30m`, `90 s`, `250ms` as whole milliseconds; `undefined` for what is none. */
export function readLength(text: string): number | undefined {
  if (!LENGTH.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/g);
  return Math.round([...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0));
}

function pair(larger: number, largerUnit: string, smaller: number, smallerUnit: string): string {
  return smaller === 0 ? `${larger} ${largerUnit}` : `${larger} ${largerUnit} ${smaller} ${smallerUnit}`;
}
