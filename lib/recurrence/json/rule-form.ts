import { FIRST_INSTANT, LAST_INSTANT, padded, parseIsoDate } from '../../time/calendar.js';
import { isoInstant, parseIsoInstant } from '../../time/iso-instant.js';
import { parseCron } from '../cron/cron.js';
import { selectorOrder } from '../days/day-selectors.js';
import { MOST_OF_UNIT } from '../limits.js';
import type {
  ClockTime,
  CronDialect,
  CronRule,
  DailyRule,
  DayOfWeek,
  DaySelector,
  ElapsedRule,
  EveryRule,
  Month,
  MonthlyRule,
  Roll,
  Rule,
  WeeklyRule,
  YearlyRule,
} from '../recurrence.js';
import { clockTimeMs, MIDNIGHT } from '../times-of-day.js';
import {
  agreeing,
  as,
  below,
  checked,
  converted,
  type Form,
  fields,
  kinds,
  oneOf,
  optional,
  plain,
  sortedList,
  tried,
  unless,
  whole,
} from './json-form.js';

type Without<Value, Key extends PropertyKey> = Value extends unknown ? Omit<Value, Key> : never;
type Body<Value> = Without<Value, 'kind'>;
type RuleForms<Of extends Rule> = { readonly [Kind in Of['kind']]: Form<Body<Extract<Of, { readonly kind: Kind }>>> };
type SelectorBody<Kind> = Body<Extract<DaySelector, { readonly kind: Kind }>>;

/** An instant as ISO 8601 text in UTC. */
export const instantForm: Form<number> = converted(
  "ISO 8601 text in UTC such as '2026-11-20T21:15:00.000Z', of the years 1 to 9999",
  isoInstant,
  json => {
    const instant = typeof json === 'string' ? parseIsoInstant(json) : undefined;
    return instant !== undefined && instant >= FIRST_INSTANT && instant <= LAST_INSTANT ? instant : undefined;
  },
);

/** A time of day as text, with seconds where there are any. */
export const clockTimeForm: Form<ClockTime> = converted(
  "a clock time such as '09:00' or '23:59:30'",
  ({ hour, minute, second }) =>
    [hour, minute, ...(second === 0 ? [] : [second])].map(part => padded(part, 2)).join(':'),
  json => {
    const match = typeof json === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(json) : null;
    if (match === null) return undefined;
    return Object.freeze({ hour: Number(match[1]), minute: Number(match[2]), second: Number(match[3] ?? 0) });
  },
);

const numerically = (a: number, b: number) => a - b;

/** Days of the week as ISO numbers. */
export const daysOfWeekForm = sortedList(whole<DayOfWeek>(1, 7), numerically);

const NONE: readonly never[] = Object.freeze([]);

const times = unless(
  MIDNIGHT,
  checked(
    sortedList(clockTimeForm, (a, b) => clockTimeMs(a) - clockTimeMs(b)),
    "a list of one or more clock times such as '09:00'",
    list => list.length > 0,
  ),
);

const selector = kinds<DaySelector>({
  dayOfMonth: fields<SelectorBody<'dayOfMonth'>>({
    day: checked(whole(-31, 31), 'a whole number from 1 to 31, or from -1 (the last day) to -31', day => day !== 0),
    ifMissing: unless('clamp', oneOf('clamp', 'skip')),
  }),
  nthDayOfWeek: agreeing(
    fields<SelectorBody<'nthDayOfWeek'>>({
      nth: oneOf<1 | 2 | 3 | 4 | 5 | -1>(1, 2, 3, 4, 5, -1),
      dayOfWeek: whole<DayOfWeek>(1, 7),
      ifMissing: unless('skip', oneOf('clamp', 'skip')),
    }),
    [['ifMissing clamp requires nth 5', ({ nth, ifMissing }) => nth === 5 || ifMissing === 'skip']],
  ),
  weekday: fields<SelectorBody<'weekday'>>({ which: oneOf('first', 'last') }),
});

const selectors = unless(
  NONE,
  sortedList(selector, (a, b) => selectorOrder(a) - selectorOrder(b)),
);
const dateForm: Form<string> = plain("an ISO date such as '2026-12-24'", json =>
  typeof json === 'string' && parseIsoDate(json) !== undefined ? json : undefined,
);

/** Dates in order. */
export const datesForm: Form<readonly string[]> = unless(
  NONE,
  sortedList(dateForm, (a, b) => (a < b ? -1 : Number(a > b))),
);

type WrittenRoll = Omit<Roll, 'skippingWhere'>;

const roll = optional(
  as<Roll, WrittenRoll>(
    fields<WrittenRoll>({ to: oneOf('forward', 'back'), skippingDays: datesForm }),
    ({ to, skippingDays }) => ({ to, skippingDays }),
    written => Object.freeze({ ...written, skippingWhere: NONE }),
  ),
);

const elapsed = agreeing(
  fields<Body<ElapsedRule>>({
    every: whole(1, MOST_OF_UNIT.milliseconds),
    unit: oneOf('milliseconds', 'seconds', 'minutes', 'hours'),
    atMinutes: unless(NONE, sortedList(whole(0, 59), numerically)),
  }),
  [
    ['the interval is at most a thousand years', ({ every, unit }) => every <= MOST_OF_UNIT[unit]],
    ['atMinutes requires the unit hours', ({ unit, atMinutes }) => unit === 'hours' || atMinutes.length === 0],
  ],
);

const daily = checked(
  fields<Body<DailyRule>>({
    every: whole(1, MOST_OF_UNIT.days),
    counting: oneOf('days', 'weekdays', 'weekends'),
    times,
  }),
  'at most a thousand years apart',
  ({ every, counting }) => every <= MOST_OF_UNIT[counting],
);

const everyRules: RuleForms<EveryRule> = {
  elapsed,
  daily,
  weekly: fields<Body<WeeklyRule>>({ every: whole(1, MOST_OF_UNIT.weeks), on: unless(NONE, daysOfWeekForm), times }),
  monthly: fields<Body<MonthlyRule>>({ every: whole(1, MOST_OF_UNIT.months), on: selectors, roll, times }),
  yearly: fields<Body<YearlyRule>>({
    every: whole(1, MOST_OF_UNIT.years),
    months: unless(NONE, sortedList(whole<Month>(1, 12), numerically)),
    on: selectors,
    roll,
    times,
  }),
};

/** A rule that counts, told apart by its `kind`. */
export const everyRuleForm: Form<EveryRule> = kinds<EveryRule>(everyRules);

const writtenCron = fields<Body<CronRule>>({
  text: tried('cron text', text => text),
  dialect: optional(oneOf<CronDialect>('quartz', 'aws')),
});

/** Its dialect decides whether the text can be read. */
const cronForm: Form<Body<CronRule>> = {
  ...writtenCron,
  read(json, path) {
    const rule = writtenCron.read(json, path);
    tried('cron text', text => parseCron(text, rule.dialect)).read(rule.text, below(path, 'text'));
    return rule;
  },
};

/** A rule, told apart by its `kind`. */
export const ruleForm: Form<Rule> = kinds<Rule>({
  ...everyRules,
  cron: cronForm,
});
