import { format } from './zone-text.js';

/** The instant at which clocks in a zone show a wall time; of one that exists twice the first, of a skipped one the next. */
export function instantOf(wall: WallTime, zone: string): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  const early = asUtc - offsetMs(zone, asUtc - DAY_MS);
  const late = asUtc - offsetMs(zone, asUtc + DAY_MS);
  if (early + offsetMs(zone, early) === asUtc) return early;
  if (late + offsetMs(zone, late) === asUtc) return late;
  return early;
}

/** What the clocks of a zone show at an instant. */
export function wallTimeOf(at: number, zone: string): WallTime {
  const parts = new Map(
    FORM(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** What clocks show: a day and a time. */
export interface WallTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function offsetMs(zone: string, at: number): number {
  const { year, month, day, hour, minute, second } = wallTimeOf(at, zone);
  const wholeSecond = Math.floor(at / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

const DAY_MS = 86_400_000;

const FORM = (zone: string): Intl.DateTimeFormat =>
  format(zone, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
