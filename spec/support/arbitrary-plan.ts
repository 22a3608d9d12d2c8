import fc from 'fast-check';
import { selectorOrder } from '../../lib/recurrence/days/day-selectors.js';
import type { FollowingGrid, Grid, SchedulePlan, When } from '../../lib/recurrence/plan.js';
import type {
  ClockTime,
  CronRule,
  DayOfWeek,
  DaySelector,
  EveryRule,
  Filters,
  Month,
  Roll,
  Rule,
} from '../../lib/recurrence/recurrence.js';

/** The zones of random plans: with changes of an hour, of half an hour, at midnight, of a day, and with none. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC+5:30',
] as const;

const clockTime: fc.Arbitrary<ClockTime> = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.constantFrom(0, 15, 30, 59),
  second: fc.constantFrom(0, 0, 0, 30),
});
const times = listOf(clockTime, 1, 3, ({ hour, minute, second }) => (hour * 60 + minute) * 60 + second);
const dayOfWeek = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<DayOfWeek>;
const daysOfWeek = (least: number) => listOf(dayOfWeek, least, 6, Number);
const ifMissing = fc.constantFrom('clamp', 'skip');
const every = fc.constantFrom(1, 1, 1, 2, 3, 5, 7, 12);

const selector: fc.Arbitrary<DaySelector> = fc.oneof(
  fc.record({
    kind: fc.constant('dayOfMonth' as const),
    day: fc.integer({ min: -31, max: 31 }).filter(day => day !== 0),
    ifMissing,
  }),
  fc.record({
    kind: fc.constant('nthDayOfWeek' as const),
    nth: fc.constantFrom(1, 2, 3, 4, 5, -1),
    dayOfWeek,
    ifMissing: fc.constant('skip' as const),
  }),
  fc.record({ kind: fc.constant('nthDayOfWeek' as const), nth: fc.constant(5 as const), dayOfWeek, ifMissing }),
  fc.record({ kind: fc.constant('weekday' as const), which: fc.constantFrom('first', 'last') }),
);
const on = listOf(selector, 0, 3, selectorOrder);

const roll: fc.Arbitrary<Roll | undefined> = fc.option(
  fc.record({
    to: fc.constantFrom('forward', 'back'),
    skippingDays: listOf(fc.constantFrom('2026-01-01', '2026-05-01', '2026-12-25', '2026-12-28'), 0, 3, String),
    skippingWhere: fc.constant([]),
  }),
  { nil: undefined },
);

/** A rule of `toRunEvery` or `andEvery`. */
const everyRule: fc.Arbitrary<EveryRule> = fc.oneof(
  fc.record({
    kind: fc.constant('elapsed' as const),
    every: fc.constantFrom(1, 2, 5, 7, 10, 15, 20, 30, 60, 90),
    unit: fc.constantFrom('minutes', 'hours'),
    atMinutes: fc.constant([]),
  }),
  fc.record({
    kind: fc.constant('elapsed' as const),
    every: fc.constantFrom(1, 2, 6, 24),
    unit: fc.constant('hours' as const),
    atMinutes: listOf(fc.constantFrom(0, 15, 45), 0, 2, Number),
  }),
  fc.record({
    kind: fc.constant('daily' as const),
    every,
    counting: fc.constantFrom('days', 'weekdays', 'weekends'),
    times,
  }),
  fc.record({ kind: fc.constant('weekly' as const), every, on: daysOfWeek(0), times }),
  fc.record({ kind: fc.constant('monthly' as const), every, on, roll, times }),
  fc.record({
    kind: fc.constant('yearly' as const),
    every,
    months: listOf(fc.integer({ min: 1, max: 12 }) as fc.Arbitrary<Month>, 0, 3, Number),
    on,
    roll,
    times,
  }),
);

const cronRule: fc.Arbitrary<CronRule> = fc
  .constantFrom<readonly [text: string, dialect?: CronRule['dialect']]>(
    ['*/5 * * * *'],
    ['0 9 * * MON-FRI'],
    ['@daily'],
    ['0 0 13 * 5'],
    ['30 2 L * *'],
    ['*/20 1-3 * * *'],
    ['0 0 9 ? * 2-6', 'quartz'],
    ['0 30 2 L * ? 2026-2040/2', 'quartz'],
    ['0/20 1,2 ? * SUN#1,7L *', 'aws'],
  )
  .map(([text, dialect]) => ({ kind: 'cron', text, dialect }));

/** Every kind of rule, in its one form. */
export const arbitraryRule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 6, arbitrary: everyRule },
  { weight: 1, arbitrary: cronRule },
);

/** Filters without functions, which JSON can't hold. */
export const arbitraryFilters: fc.Arbitrary<Filters> = fc.record({
  between: windowsOf([9, 17], [22, 6], [2, 3], [0, 12], [8, 12, 13, 18], [2, 3, 23, 1]),
  unlessBetween: windowsOf([12, 13], [23, 1], [2, 4, 20, 21]),
  onlyOn: fc.option(daysOfWeek(1), { nil: undefined, freq: 3 }),
  exceptOn: listOf(fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-24'), 0, 2, String),
  exceptWhere: fc.constant([]),
});

const span = fc.record({
  count: fc.integer({ min: 1, max: 1000 }),
  unit: fc.constantFrom('milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'),
} as const);

const lengthMs = fc.option(fc.integer({ min: 0, max: 10 ** 12 }), { nil: undefined });
const anywhere = fc.option(instant(), { nil: undefined });
const clockOrSpan = fc.oneof(span, fc.record({ at: clockTime }));

/** What the words can begin with, each with what can follow it. */
const whens: fc.Arbitrary<When> = fc.oneof(
  fc.record({ kind: fc.constant('grid' as const), recurrence: gridOf(everyRule) }),
  fc.record({ kind: fc.constant('grid' as const), recurrence: gridOf(cronRule) }),
  fc.record({ kind: fc.constant('startup' as const), andEvery: perhaps(gridOf(everyRule)) }),
  instant().chain(at =>
    fc.record({ kind: fc.constant('instant' as const), at: fc.constant(at), andEvery: perhaps(followingGrid(at)) }),
  ),
  fc.record({ kind: fc.constant('afterStart' as const), by: clockOrSpan, andEvery: perhaps(followingGrid(0)) }),
  fc.record({ kind: fc.constant('afterCompletion' as const), span, atStartup: fc.boolean() }),
);

/** Whole plans, relative words included. */
export const arbitraryPlan: fc.Arbitrary<SchedulePlan> = fc.record({
  zone: fc.constantFrom(...ZONES),
  when: whens,
  delay: perhaps(span),
  times: perhaps(fc.integer({ min: 1, max: 9 })),
  jitterMs: fc.constantFrom(0, 1, 30_000),
});

/** A rule, narrowed and bounded. */
function gridOf<Of extends Rule>(rules: fc.Arbitrary<Of>): fc.Arbitrary<Grid & { readonly rule: Of }> {
  return fc
    .record({ rule: rules, filters: arbitraryFilters, startingAt: anywhere, lengthMs })
    .map(({ lengthMs: ms, ...grid }) => ({
      ...grid,
      until: ms === undefined ? undefined : (grid.startingAt ?? 0) + ms,
    }));
}

function followingGrid(at: number): fc.Arbitrary<FollowingGrid> {
  return fc
    .record({ rule: everyRule, filters: arbitraryFilters, lengthMs })
    .map(({ lengthMs: ms, ...grid }) => ({ ...grid, until: ms === undefined ? undefined : at + ms }));
}

/** No windows in most cases, else one of these, each a list of the hours at which windows begin and end. */
function windowsOf(...choices: readonly (readonly number[])[]): fc.Arbitrary<Filters['between']> {
  const windows = choices.map(hours =>
    hours.flatMap((from, i) => (i % 2 === 0 ? [windowFrom(from, hours[i + 1])] : [])),
  );
  return fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constantFrom(...windows) });
}

function windowFrom(from: number, to = 0): Filters['between'][number] {
  return { from: { hour: from, minute: 0, second: 0 }, to: { hour: to, minute: 0, second: 0 } };
}

function perhaps<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined });
}

function instant(): fc.Arbitrary<number> {
  return fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2500, 0) });
}

/** Lists sorted and without doubles, as the words make them. */
function listOf<Item>(
  item: fc.Arbitrary<Item>,
  minLength: number,
  maxLength: number,
  key: (item: Item) => number | string,
): fc.Arbitrary<readonly Item[]> {
  return fc
    .uniqueArray(item, { minLength, maxLength, selector: key })
    .map(items => items.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
}
