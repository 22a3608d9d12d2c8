import { parseIsoDate } from '../../time/calendar.js';
import type { Span } from '../../time/span.js';
import { zoneOf } from '../../time/zone.js';
import { NO_FILTERS } from '../filters.js';
import { isName, MAX_NAME_LENGTH, MAX_RUNS, MOST_OF_UNIT } from '../limits.js';
import type { ClockTime, Filters, Recurrence, RelativeWords, SchedulePlan, Window } from '../recurrence.js';
import { NOTHING_RELATIVE } from '../relative.js';
import {
  agreeing,
  as,
  checked,
  type Form,
  fields,
  oneOf,
  optional,
  plain,
  sortedList,
  tried,
  unless,
  whole,
} from './json-form.js';
import { clockTimeForm, daysOfWeekForm, instantForm, ruleForm } from './rule-form.js';

/** The version of the format that is written. A later one must go on reading it. */
const FORMAT_VERSION = 1;

const flag = unless(false, oneOf(true, false));

const date = plain("an ISO date such as '2026-12-24'", json =>
  typeof json === 'string' && parseIsoDate(json) !== undefined ? json : undefined,
);

const minute = checked(clockTimeForm, "a clock time without seconds, such as '09:00'", ({ second }) => second === 0);

const window = checked(
  fields<Window>({ from: minute, to: minute }),
  'a window that ends at another time than it begins',
  ({ from, to }) => minute.write(from) !== minute.write(to),
);

const filters = as<Filters, Omit<Filters, 'exceptWhere'>>(
  fields<Omit<Filters, 'exceptWhere'>>({
    between: optional(window),
    onlyOn: optional(
      checked(
        daysOfWeekForm,
        'a list of one to six days of the week, 1 to 7; for every day leave it out',
        days => days.length > 0 && days.length < 7,
      ),
    ),
    exceptOn: unless(
      [],
      sortedList(date, (a, b) => (a < b ? -1 : Number(a > b))),
    ),
  }),
  ({ between, onlyOn, exceptOn }) => ({ between, onlyOn, exceptOn }),
  written => Object.freeze({ ...NO_FILTERS, ...written }),
);

type ZonelessRecurrence = Omit<Recurrence, 'zone'>;

const recurrence = agreeing(
  fields<ZonelessRecurrence>({
    rule: ruleForm,
    filters: unless(NO_FILTERS, filters),
    startingAt: optional(instantForm),
    includeStart: flag,
    until: optional(instantForm),
  }),
  [
    ['until is not before startingAt', ({ startingAt, until }) => (startingAt ?? -Infinity) <= (until ?? Infinity)],
    ['includeStart requires startingAt', ({ includeStart, startingAt }) => !(includeStart && startingAt === undefined)],
    ['includeStart excludes a rule of cron or once', value => !(value.includeStart && isCronOrOnce(value))],
    ['a rule of once excludes filters and bounds', value => !(value.rule.kind === 'once' && isNarrowed(value))],
  ],
);

/** The words for such a rule begin a sentence, so that no other beginning goes with them. */
function isCronOrOnce(said: ZonelessRecurrence | undefined): boolean {
  return said?.rule.kind === 'cron' || said?.rule.kind === 'once';
}

function isNarrowed({ startingAt, until, filters: { between, onlyOn, exceptOn } }: ZonelessRecurrence): boolean {
  return [startingAt, until, between, onlyOn].some(said => said !== undefined) || exceptOn.length > 0;
}

type SpanUnit = Span['unit'];

type SpanUnits = Readonly<Record<SpanUnit, number | undefined>>;

const span = as<Span, SpanUnits>(
  checked(
    fields<SpanUnits>({
      milliseconds: optional(whole(1, MOST_OF_UNIT.milliseconds)),
      seconds: optional(whole(1, MOST_OF_UNIT.seconds)),
      minutes: optional(whole(1, MOST_OF_UNIT.minutes)),
      hours: optional(whole(1, MOST_OF_UNIT.hours)),
      days: optional(whole(1, MOST_OF_UNIT.days)),
      weeks: optional(whole(1, MOST_OF_UNIT.weeks)),
      months: optional(whole(1, MOST_OF_UNIT.months)),
      years: optional(whole(1, MOST_OF_UNIT.years)),
    }),
    'an object of one unit, such as { "minutes": 5 }',
    units => saidUnits(units).length === 1,
  ),
  ({ count, unit }) => ({ [unit]: count }) as SpanUnits,
  units => Object.freeze(saidUnits(units)[0] as Span),
);

function saidUnits(units: SpanUnits): readonly Span[] {
  const entries = Object.entries(units) as [SpanUnit, number | undefined][];
  return entries.flatMap(([unit, count]) => (count === undefined ? [] : [{ count, unit }]));
}

type Once = NonNullable<RelativeWords['once']>;
type WrittenOnce = { readonly in: Span | undefined; readonly at: ClockTime | undefined };

const once = as<Once, WrittenOnce>(
  checked(
    fields<WrittenOnce>({ in: optional(span), at: optional(clockTimeForm) }),
    'an object of either in or at',
    written => (written.in === undefined) !== (written.at === undefined),
  ),
  value => ('in' in value ? { in: value.in, at: undefined } : { in: undefined, at: value.at }),
  written => Object.freeze(written.in === undefined ? { at: written.at as ClockTime } : { in: written.in }),
);

const relative = agreeing(
  fields<RelativeWords>({
    runNow: flag,
    once: optional(once),
    delay: optional(span),
    afterCompletion: optional(span),
    times: optional(whole(1, MAX_RUNS)),
  }),
  [
    ['runNow excludes once', said => !(said.runNow && said.once)],
    ['afterCompletion excludes once', said => !(said.afterCompletion && said.once)],
  ],
);

type WrittenPlan = Omit<SchedulePlan, 'recurrence'> & {
  readonly version: typeof FORMAT_VERSION;
  readonly recurrence: ZonelessRecurrence | undefined;
};

/** A whole plan. Its zone is said once. */
export const planForm: Form<SchedulePlan> = as<SchedulePlan, WrittenPlan>(
  agreeing(
    fields<WrittenPlan>({
      version: oneOf<typeof FORMAT_VERSION>(FORMAT_VERSION),
      name: checked(
        tried<string>('text', text => text),
        `text of 1 to ${MAX_NAME_LENGTH} characters`,
        isName,
      ),
      zone: tried<string>("a time zone such as 'Europe/Berlin' or 'UTC'", text => zoneOf(text).name),
      recurrence: optional(recurrence),
      relative: unless(NOTHING_RELATIVE, relative),
      jitterMs: unless(0, whole(1, MOST_OF_UNIT.milliseconds)),
    }),
    [
      ['it says when: by recurrence, or by relative.runNow, once or afterCompletion', saysWhen],
      ['afterCompletion excludes recurrence', plan => !(plan.relative.afterCompletion && plan.recurrence)],
      ['runNow excludes includeStart', plan => !(plan.relative.runNow && plan.recurrence?.includeStart)],
      ['runNow excludes a rule of cron or once', plan => !(plan.relative.runNow && isCronOrOnce(plan.recurrence))],
      ['relative.once excludes a rule of cron or once', plan => !(plan.relative.once && isCronOrOnce(plan.recurrence))],
      ['relative.once excludes startingAt', plan => !(plan.relative.once && plan.recurrence?.startingAt !== undefined)],
    ],
  ),
  plan => ({ version: FORMAT_VERSION, ...plan }),
  ({ version: _, ...plan }) =>
    Object.freeze({
      ...plan,
      recurrence: plan.recurrence && Object.freeze({ ...plan.recurrence, zone: plan.zone }),
    }),
);

function saysWhen({ recurrence: said, relative: { runNow, once: single, afterCompletion } }: WrittenPlan): boolean {
  return said !== undefined || runNow || single !== undefined || afterCompletion !== undefined;
}
