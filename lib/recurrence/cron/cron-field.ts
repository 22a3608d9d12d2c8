import type { DayOfWeek, Unit } from '../recurrence.js';

/** One field of cron text: its name in errors, its range, and the names that stand for its numbers. */
export interface CronFieldSpec {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names in order, the first for `min`. */
  readonly names: readonly string[];
  readonly mayHold: string;
  /** The word that counts what a step in it steps through. */
  readonly unit: Unit;
}

const MONTH_NAMES = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
/** From Sunday on. */
export const DAY_NAMES = 'SUN MON TUE WED THU FRI SAT'.split(' ');
/** What every field may hold beside its numbers. */
export const SETS = '*, lists a,b, ranges a-b, and steps */n, a/n or a-b/n that are less than the whole';

/** The first of six fields; 0 where there are five. */
export const SECOND = numbers('second', 0, 59, 'seconds');
/** The minute of the hour. */
export const MINUTE = numbers('minute', 0, 59, 'minutes');
/** The hour of the day. */
export const HOUR = numbers('hour', 0, 23, 'hours');
/** Days of the month, by number or as the special items of `cron-days.ts` say. */
export const DAY_OF_MONTH: CronFieldSpec = {
  ...numbers('day of month', 1, 31, 'days'),
  mayHold: `1 to 31, ${SETS}, L, L-n, nW and LW, or ? alone`,
};
/** The month of the year, by number or name. */
export const MONTH: CronFieldSpec = {
  ...numbers('month', 1, 12, 'months'),
  names: MONTH_NAMES,
  mayHold: `1 to 12, JAN to DEC, ${SETS}`,
};
/** Sunday is 0, and 7 too. */
export const DAY_OF_WEEK: CronFieldSpec = {
  ...numbers('day of week', 0, 6, 'days'),
  names: DAY_NAMES,
  mayHold: `0 to 7, SUN to SAT, ${SETS}, nL and n#1 to n#5, or ? alone`,
};
/** The year, of the dialects that have one. */
export const YEAR = numbers('year', 1970, 2199, 'years');

/** A field of numbers, without names. */
function numbers(name: string, min: number, max: number, unit: Unit): CronFieldSpec {
  return { name, min, max, names: [], mayHold: `${min} to ${max}, ${SETS}`, unit };
}

/** The ISO day of a number that stands in the day of week field. */
export function isoDayOfWeek(cronDay: number): DayOfWeek {
  return (cronDay === 0 ? 7 : cronDay) as DayOfWeek;
}

/**
 * The numbers that one item of a list names, `*`, `a`, `a-b`, `*​/n`, `a/n` or `a-b/n`, or `undefined` where
 * it can't be read. A range may wrap around, but for years.
 */
export function readSet(item: string, spec: CronFieldSpec): readonly number[] | undefined {
  const [, whole, fromText, toText, stepText] = /^(?:([*?])|(\w+?)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item) ?? [];
  if (whole === undefined && fromText === undefined) return undefined;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step < 1 || step > spec.max) return undefined;
  if (whole !== undefined || fromText === undefined) return stepped(spec.min, spec.max, step, spec);

  const from = readNumber(fromText, spec);
  if (from === undefined) return undefined;
  if (toText === undefined) return stepText === undefined ? [from] : stepped(from, spec.max, step, spec);
  const to = readNumber(toText, spec);
  if (to === undefined || (to < from && spec === YEAR)) return undefined;
  // A 7 is Sunday wherever it stands, so that only this one range of days means the whole week from Sunday on.
  const isWholeWeek = spec.names === DAY_NAMES && Number(fromText) === 0 && Number(toText) === 7;
  return stepped(from, to < from || isWholeWeek ? to + sizeOf(spec) : to, step, spec).filter(isFirst);
}

/** A number or name of the field, or `undefined`. */
export function readNumber(text: string, spec: CronFieldSpec): number | undefined {
  const named = spec.names.indexOf(text);
  if (named >= 0) return spec.min + named;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const value = Number(text);
  if (spec.names === DAY_NAMES && value === 7) return 0;
  return value >= spec.min && value <= spec.max ? value : undefined;
}

/** Each of them once, in order. */
export function sortedDistinct<Value extends number>(numbers: readonly Value[]): readonly Value[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Ascending numbers in rows of those that follow one another: 1, 2, 3 and 5. */
export function runsOf(ascending: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const number of ascending) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

function isFirst(value: number, index: number, values: readonly number[]): boolean {
  return values.indexOf(value) === index;
}

function stepped(from: number, to: number, step: number, spec: CronFieldSpec): readonly number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value > spec.max ? value - sizeOf(spec) : value);
  return values;
}

function sizeOf(spec: CronFieldSpec): number {
  return spec.max - spec.min + 1;
}
