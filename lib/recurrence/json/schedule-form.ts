import type { Span } from '../../time/span.js';
import { zoneOf } from '../../time/zone.js';
import { NO_FILTERS } from '../filters.js';
import { isName, MAX_NAME_LENGTH, MAX_RUNS, MOST_OF_UNIT } from '../limits.js';
import type { AfterStart, FollowingGrid, Grid, NamedPlan, SchedulePlan, StartupGrid, When } from '../plan.js';
import type { ClockTime, Filters, Window } from '../recurrence.js';
import { mergedWindows, NO_WINDOWS } from '../windows.js';
import {
  agreeing,
  as,
  checked,
  type Form,
  fields,
  kinds,
  listOf,
  oneOf,
  optional,
  tried,
  unless,
  whole,
} from './json-form.js';
import { clockTimeForm, datesForm, daysOfWeekForm, everyRuleForm, instantForm, ruleForm } from './rule-form.js';

/** The version of the format that is written. A later one must go on reading it. */
const FORMAT_VERSION = 1;

const minute = checked(clockTimeForm, "a clock time without seconds, such as '09:00'", ({ second }) => second === 0);

const window = checked(
  fields<Window>({ from: minute, to: minute }),
  'a window that ends at another time than it begins',
  ({ from, to }) => minute.write(from) !== minute.write(to),
);

const windows = as<readonly Window[], readonly Window[]>(
  checked(listOf(window), 'windows that leave some of the day out', list => mergedWindows(list) !== undefined),
  list => list,
  list => mergedWindows(list) ?? NO_WINDOWS,
);

const filters = as<Filters, Omit<Filters, 'exceptWhere'>>(
  fields<Omit<Filters, 'exceptWhere'>>({
    between: unless(NO_WINDOWS, windows),
    unlessBetween: unless(NO_WINDOWS, windows),
    onlyOn: optional(
      checked(
        daysOfWeekForm,
        'a list of one to six days of the week, 1 to 7; for every day leave it out',
        days => days.length > 0 && days.length < 7,
      ),
    ),
    exceptOn: datesForm,
  }),
  ({ exceptWhere: _, ...written }) => written,
  written => Object.freeze({ ...NO_FILTERS, ...written }),
);

/** The keys that all grids have. */
const narrowed = { filters: unless(NO_FILTERS, filters), until: optional(instantForm) };
const bounded = { ...narrowed, startingAt: optional(instantForm) };
const inOrder: readonly (readonly [string, (grid: Grid) => boolean])[] = [
  ['until is not before startingAt', ({ startingAt, until }) => (startingAt ?? -Infinity) <= (until ?? Infinity)],
];

const grid = agreeing(fields<Grid>({ rule: ruleForm, ...bounded }), inOrder);
const startupGrid = agreeing(fields<StartupGrid>({ rule: everyRuleForm, ...bounded }), inOrder);
const followingGrid = fields<FollowingGrid>({ rule: everyRuleForm, ...narrowed });

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

type WrittenMoment = { readonly in: Span | undefined; readonly at: ClockTime | undefined };

const afterStart = as<AfterStart, WrittenMoment>(
  checked(
    fields<WrittenMoment>({ in: optional(span), at: optional(clockTimeForm) }),
    'an object of either in or at',
    written => (written.in === undefined) !== (written.at === undefined),
  ),
  by => ('at' in by ? { in: undefined, at: by.at } : { in: by, at: undefined }),
  written => written.in ?? Object.freeze({ at: written.at as ClockTime }),
);

type WhenBody<Kind> = Omit<Extract<When, { readonly kind: Kind }>, 'kind'>;

const when = kinds<When>({
  grid: fields<WhenBody<'grid'>>({ recurrence: grid }),
  startup: fields<WhenBody<'startup'>>({ andEvery: optional(startupGrid) }),
  instant: agreeing(fields<WhenBody<'instant'>>({ at: instantForm, andEvery: optional(followingGrid) }), [
    ['until is not before at', ({ at, andEvery }) => at <= (andEvery?.until ?? Infinity)],
  ]),
  afterStart: fields<WhenBody<'afterStart'>>({ by: afterStart, andEvery: optional(followingGrid) }),
  afterCompletion: fields<WhenBody<'afterCompletion'>>({ span, atStartup: unless(false, oneOf(true, false)) }),
  asked: fields<WhenBody<'asked'>>({}),
});

type WrittenPlan = SchedulePlan & { readonly version: typeof FORMAT_VERSION; readonly name: string };

/** A whole plan, with the name of its job. Its zone is said once. */
export const planForm: Form<NamedPlan> = as<NamedPlan, WrittenPlan>(
  agreeing(
    fields<WrittenPlan>({
      version: oneOf<typeof FORMAT_VERSION>(FORMAT_VERSION),
      name: checked(
        tried<string>('text', text => text),
        `text of 1 to ${MAX_NAME_LENGTH} whole characters`,
        isName,
      ),
      zone: tried<string>("a time zone such as 'Europe/Berlin' or 'UTC'", text => zoneOf(text).name),
      when,
      delay: optional(span),
      times: optional(whole(1, MAX_RUNS)),
      jitterMs: unless(0, whole(1, MOST_OF_UNIT.milliseconds)),
    }),
    [['what is asked for has neither delay nor times nor jitterMs', isBareIfAsked]],
  ),
  ({ name, plan }) => ({ version: FORMAT_VERSION, name, ...plan }),
  ({ version: _, name, ...plan }) => ({ name, plan: Object.freeze(plan) }),
);

/** It has no occurrence of its own that these could limit, hold back or spread. */
function isBareIfAsked({ when: { kind }, delay, times, jitterMs }: WrittenPlan): boolean {
  return kind !== 'asked' || (delay === undefined && times === undefined && jitterMs === 0);
}
