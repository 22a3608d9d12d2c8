import { shown } from '../errors.js';
import { meantLength } from '../recurrence/meant-length.js';
import type { Unit } from '../recurrence/recurrence.js';
import { zoneOf } from '../time/zone.js';

/**
 * What was probably meant by an argument of the wrong kind, as the words that would have said it: an error that shows them
 * is mended by copying. `undefined` where there is no telling.
 */
export type Meant = string | undefined;

/** `'21:15'`, `'9.15 pm'`, `'2115'`, `2115`, `[21, 15]` and `{ hour: 21, minute: 15 }` are meant as `21, 15`. */
export function meantClock(value: unknown): Meant {
  const [hour, minute = 0, second = 0] = clockParts(value) ?? [];
  if (!(isWithin(hour, 23) && isWithin(minute, 59) && isWithin(second, 59))) return undefined;
  return [hour, minute, ...(second === 0 ? [] : [second])].join(', ');
}

/** `'5'`, `'5 minutes'`, `'5m'`, `{ minutes: 5 }`, `'day'` and cron text, as the word `toRunEvery` or its like would say them. */
export function meantCount(word: string, value: unknown): Meant {
  if (typeof value === 'object' && value !== null) {
    const [[unit, count] = [], ...others] = Object.entries(value);
    return others.length > 0 ? undefined : meantLength(word, unit, count);
  }
  if (typeof value !== 'string') return undefined;
  const text = singleSpaced(value);
  const [, count = '1', unit = ''] = /^(?:every )?(\d+)? ?([a-z]*)$/i.exec(text) ?? [];
  if (unit !== '') return meantLength(word, unit, Number(count));
  if (/^[1-9]\d{0,12}$/.test(text)) return `${word}(${count})`;
  return word === 'toRunEvery' && text.split(' ').length > 4 ? `toRunCron(${shown(text)})` : undefined;
}

/** The name of a zone, as the word that says it. */
export function meantZone(value: unknown): Meant {
  if (typeof value !== 'string') return undefined;
  try {
    return `inZone('${zoneOf(value).name}')`;
  } catch {
    return undefined;
  }
}

/** A count that is no whole number, in a smaller unit in which it is one: 1.5 hours are 90 minutes. */
export function meantFraction(word: string, count: number, unit: Unit): Meant {
  for (const [smaller, size] of SMALLER[unit] ?? []) {
    // By the digits that were typed: 0.1 times 60 is a little more than 6.
    const inSmaller = Number((count * size).toPrecision(12));
    if (Number.isInteger(inSmaller)) return `${word}(${inSmaller}).${smaller}()`;
  }
  return undefined;
}

/** `9, 17`, `9, 0, 17` and `'9:00', '17:00'` are meant as the four numbers `9, 0, 17, 0`; the third is an hour. */
export function meantWindow([start, second, third]: readonly unknown[]): Meant {
  const edges = [start, third ?? second];
  const [from, to] = edges.map(value => meantClock(isWithin(value, 24) ? `${value % 24}` : value));
  return from === undefined || to === undefined || from === to ? undefined : `${from}, ${to}`;
}

function isWithin(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

type Smaller = readonly (readonly [unit: Unit, size: number])[];

const SMALLER: Readonly<Partial<Record<Unit, Smaller>>> = {
  seconds: [['milliseconds', 1000]],
  minutes: [
    ['seconds', 60],
    ['milliseconds', 60_000],
  ],
  hours: [
    ['minutes', 60],
    ['seconds', 3600],
  ],
  days: [
    ['hours', 24],
    ['minutes', 1440],
  ],
  weeks: [['days', 7]],
  years: [['months', 12]],
};

function clockParts(value: unknown): readonly number[] | undefined {
  if (typeof value === 'number') return value >= 100 ? [Math.floor(value / 100), value % 100] : undefined;
  if (Array.isArray(value)) return value.length > 1 && value.every(Number.isInteger) ? value : undefined;
  if (typeof value === 'object' && value !== null) {
    const { hour, minute = 0, second = 0 } = value as Readonly<Record<string, unknown>>;
    const parts = [hour, minute, second];
    return parts.every(Number.isInteger) ? (parts as readonly number[]) : undefined;
  }
  const [, hour, minute, second, half] =
    /^(\d{1,2})(?:[:.h]?(\d{2}))?(?::(\d{2}))? ?([ap]m)?$/i.exec(singleSpaced(String(value))) ?? [];
  if (hour === undefined) return undefined;
  const isAfternoon = half?.toLowerCase() === 'pm';
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  return [hours, Number(minute ?? 0), Number(second ?? 0)];
}

/** With one space where there are more, so that patterns need not try how many belong to what. */
function singleSpaced(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
