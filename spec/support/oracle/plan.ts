import { DAY_MS, dayNumber } from './civil.js';
import { type CronFields, cronFields, type Dialect } from './cron-fields.js';
import { type DayChoice, firstWeekday, lastWeekday, nthWeekday, numberedDay } from './day-choice.js';
import { instantOf, isoDay } from './iso.js';
import type { OracleSchedule, Word } from './words.js';
import { Zone } from './zone.js';

export const ELAPSED_MS = { milliseconds: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000 } as const;
const CALENDAR = ['days', 'weekdays', 'weekends', 'weeks', 'months', 'years'] as const;
const MINUTES = 1440;
const ORDINALS = ['onTheFirst', 'onTheSecond', 'onTheThird', 'onTheFourth', 'onTheFifth', 'onTheLast'];

export type ElapsedUnit = keyof typeof ELAPSED_MS;
export type CalendarUnit = (typeof CALENDAR)[number];

/** A window of the day, [start, end) in milliseconds after local midnight; start > end runs over midnight. */
export interface DayWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** Everything a chain says, in no order: this is why the order of the words cannot change the meaning. */
export interface Plan {
  readonly zone: Zone;
  count: number;
  unit: ElapsedUnit | CalendarUnit | undefined;
  cron: CronFields | undefined;
  onceAtMs: number | undefined;
  /** Clock times in milliseconds after local midnight. */
  readonly times: number[];
  /** Minutes of the hour, under `hours()`. */
  readonly minutes: number[];
  readonly weekdays: number[];
  readonly dayChoices: DayChoice[];
  readonly months: number[];
  readonly excluded: Set<number>;
  readonly onlyOn: ReadonlySet<number>[];
  readonly excludedDates: Set<number>;
  /** Each minute of the day: is it in what `between` says, and in what `unlessBetween` says? */
  readonly between: boolean[];
  readonly unless: boolean[];
  /** What `between` says, one window for each opening. */
  windows: readonly DayWindow[];
  weekdaysOnly: boolean;
  /** Which way `weekdaysOnly` rolls, and the day numbers that `skippingDays` says. */
  roll: 'forward' | 'back';
  readonly skipped: Set<number>;
  startingAtMs: number | undefined;
  untilMs: number | undefined;
  /** Where counting starts. */
  anchorMs: number;
}

export function planOf(schedule: OracleSchedule): Plan {
  const zone = Zone.of(schedule.zone);
  const plan: Plan = {
    zone,
    count: 1,
    unit: undefined,
    cron: undefined,
    onceAtMs: undefined,
    times: [],
    minutes: [],
    weekdays: [],
    dayChoices: [],
    months: [],
    excluded: new Set(),
    onlyOn: [],
    excludedDates: new Set(),
    between: new Array<boolean>(MINUTES).fill(false),
    unless: new Array<boolean>(MINUTES).fill(false),
    windows: [],
    weekdaysOnly: false,
    roll: 'forward',
    skipped: new Set(),
    startingAtMs: schedule.startingAt === undefined ? undefined : instantOf(schedule.startingAt, zone),
    untilMs: schedule.until === undefined ? undefined : instantOf(schedule.until, zone),
    anchorMs: 0,
  };
  const unit = schedule.words.map(([word]) => word).find(isUnit);
  plan.unit = unit;
  for (const word of schedule.words) say(plan, word);
  plan.windows = windowsOf(plan.between);
  plan.anchorMs = plan.startingAtMs ?? plan.onceAtMs ?? zone.resolve(dayNumber(2024, 1, 1) * DAY_MS);
  if (plan.onceAtMs !== undefined && plan.unit !== undefined) plan.startingAtMs ??= plan.onceAtMs;
  return plan;
}

export function isElapsed(unit: Plan['unit']): unit is ElapsedUnit {
  return unit !== undefined && unit in ELAPSED_MS;
}

function isUnit(word: string): word is ElapsedUnit | CalendarUnit {
  return word in ELAPSED_MS || (CALENDAR as readonly string[]).includes(word);
}

/** Throws at a word it does not know, so that no property passes because a word was not heard. */
function say(plan: Plan, [word, ...args]: Word): void {
  const nth = ORDINALS.indexOf(word) + 1;
  if (isUnit(word)) return;
  if (nth > 0) {
    plan.dayChoices.push(nthWeekday(nth, numbers(args)[0] ?? Number.NaN, ifMissing(args, 'skip')));
    return;
  }
  switch (word) {
    case 'toRunEvery':
    case 'andEvery':
      plan.count = positive(args);
      return;
    case 'toRunCron':
      plan.cron = cronFields(String(args[0]), (args[1] as { dialect: Dialect } | undefined)?.dialect);
      return;
    case 'toRunOnceAt':
      if (typeof args[0] !== 'string') throw new Error('toRunOnceAt(h, m) is relative to the start: not in the oracle');
      plan.onceAtMs = instantOf(args[0], plan.zone);
      return;
    case 'at':
      if (plan.unit === 'hours') plan.minutes.push(numbers(args)[0] ?? 0);
      else plan.times.push(clockMs(numbers(args)));
      return;
    case 'on':
      sayDays(plan, args);
      return;
    case 'onTheLastDay':
      plan.dayChoices.push(numberedDay(-1, 'clamp'));
      return;
    case 'onTheFirstWeekday':
      plan.dayChoices.push(firstWeekday);
      return;
    case 'onTheLastWeekday':
      plan.dayChoices.push(lastWeekday);
      return;
    case 'in':
      plan.months.push(...numbers(args));
      return;
    case 'weekdaysOnly':
      plan.weekdaysOnly = true;
      plan.roll = (args[0] as { roll?: 'forward' | 'back' } | undefined)?.roll ?? 'forward';
      return;
    default:
      sayFilter(plan, word, args);
  }
}

function sayDays(plan: Plan, args: readonly unknown[]): void {
  if (plan.unit === 'weeks') plan.weekdays.push(...numbers(args));
  else for (const day of numbers(args)) plan.dayChoices.push(numberedDay(day, ifMissing(args, 'clamp')));
}

function sayFilter(plan: Plan, word: string, args: readonly unknown[]): void {
  switch (word) {
    case 'between':
      mark(plan.between, numbers(args));
      return;
    case 'unlessBetween':
      mark(plan.unless, numbers(args));
      return;
    case 'except':
      for (const day of numbers(args)) plan.excluded.add(day);
      return;
    case 'onlyOn':
      plan.onlyOn.push(new Set(numbers(args)));
      return;
    case 'skippingDays':
      for (const text of args.flat()) plan.skipped.add(isoDay(String(text), plan.zone));
      return;
    case 'exceptOn':
      for (const text of args.flat()) plan.excludedDates.add(isoDay(String(text), plan.zone));
      return;
    case 'startingAt':
      plan.startingAtMs = instantOf(String(args[0]), plan.zone);
      return;
    case 'until':
      plan.untilMs = instantOf(String(args[0]), plan.zone);
      return;
    default:
      throw new Error(`the oracle does not know the word ${word}`);
  }
}

/** Marks the minutes of the day from the first clock time to the second, around midnight if need be. */
function mark(minutes: boolean[], [h1 = 0, m1 = 0, h2 = 0, m2 = 0]: readonly number[]): void {
  const end = h2 * 60 + m2;
  let minute = h1 * 60 + m1;
  if (minute === end) throw new RangeError('between: start and end are the same');
  for (; minute !== end; minute = (minute + 1) % MINUTES) minutes[minute] = true;
}

/** The runs of marked minutes around the day. */
function windowsOf(minutes: readonly boolean[]): readonly DayWindow[] {
  if (minutes.every(Boolean)) throw new RangeError('between: nothing of the day is left out');
  return minutes.flatMap((isMarked, start) => {
    if (!isMarked || minutes[(start + MINUTES - 1) % MINUTES]) return [];
    let end = start;
    while (minutes[end]) end = (end + 1) % MINUTES;
    return [{ startMs: start * 60_000, endMs: end * 60_000 }];
  });
}

function clockMs([hour = 0, minute = 0, second = 0]: readonly number[]): number {
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

function positive(args: readonly unknown[]): number {
  const [count] = numbers(args);
  if (count === undefined || !Number.isInteger(count) || count < 1) throw new RangeError(`not a period: ${args[0]}`);
  return count;
}

function numbers(args: readonly unknown[]): number[] {
  return args.flat().filter(arg => typeof arg === 'number');
}

function ifMissing(args: readonly unknown[], otherwise: 'clamp' | 'skip'): 'clamp' | 'skip' {
  const options = args.find(arg => typeof arg === 'object' && arg !== null && 'ifMissing' in arg);
  return (options as { ifMissing: 'clamp' | 'skip' } | undefined)?.ifMissing ?? otherwise;
}
