import { ScheduleError } from '../errors.js';
import { NO_FILTERS } from '../recurrence/filters.js';
import type { FollowingGrid, SchedulePlan, StartupGrid, When } from '../recurrence/plan.js';
import type { DayOfWeek, EveryRule, Filters, Window } from '../recurrence/recurrence.js';
import { mergedWindows } from '../recurrence/windows.js';
import { instantMs } from '../time/instant.js';
import { type Zone, zoneOf } from '../time/zone.js';
import { refuseBehaviourBesideAsked, refuseContradictions } from './contradictions.js';
import { type Draft, jobLabel, type Moment, NONE } from './draft.js';
import { everyRuleOf } from './rule.js';
import { unfinished } from './timing-words.js';

const MONDAY_TO_FRIDAY: readonly DayOfWeek[] = Object.freeze([1, 2, 3, 4, 5]);

/**
 * What the words of a finished chain say about when, in the one form that does not depend on their order.
 * @throws ScheduleError if the chain is unfinished, or contradicts itself
 */
export function planOf(draft: Draft): SchedulePlan {
  const { timing, origin } = draft;
  // What is asked for has no occurrence that could be spread.
  const keptMs = timing.head === 'whenAsked' ? 0 : draft.kept?.schedule.plan.jitterMs;
  const jitterMs = timing.jitterMs ?? keptMs ?? 0;
  if (timing.given?.when.kind === 'asked') refuseBehaviourBesideAsked(draft);
  if (timing.given !== undefined) return { ...timing.given, jitterMs };
  refuseUnfinished(draft);
  refuseContradictions(draft);
  const zone = zoneOf(timing.zone ?? origin.zone);
  return {
    zone: zone.name,
    when: whenOf(draft, zone),
    delay: timing.delay,
    times: timing.limit,
    jitterMs,
  };
}

function refuseUnfinished(draft: Draft): void {
  if (draft.timing.pending !== undefined) throw new ScheduleError(unfinished(draft, draft.timing.pending));
  if (draft.timing.head !== undefined || draft.timing.every !== undefined) return;
  throw new ScheduleError(`${jobLabel(draft)} does not say when it runs: add words such as .toRunEvery(5).minutes()`);
}

function whenOf(draft: Draft, zone: Zone): When {
  const { timing } = draft;
  if (timing.head === 'whenAsked') return { kind: 'asked' };
  if (timing.afterCompletion !== undefined) {
    return { kind: 'afterCompletion', span: timing.afterCompletion, atStartup: timing.head === 'toRunNow' };
  }
  const onceAt = settled(draft, timing.onceAt, zone);
  if (onceAt !== undefined) return { kind: 'instant', at: onceAt, andEvery: followingGrid(draft, zone, onceAt) };
  if (timing.once !== undefined) {
    const by = 'in' in timing.once ? timing.once.in : timing.once;
    return { kind: 'afterStart', by, andEvery: followingGrid(draft, zone, undefined) };
  }
  if (timing.cron !== undefined) {
    return { kind: 'grid', recurrence: gridOf(draft, zone, timing.cron) };
  }
  const grid = timing.every && gridOf(draft, zone, everyRuleOf(draft, timing.every));
  if (grid !== undefined && timing.head !== 'toRunNow') return { kind: 'grid', recurrence: grid };
  return { kind: 'startup', andEvery: grid };
}

function gridOf<Of>(draft: Draft, zone: Zone, rule: Of): Omit<StartupGrid, 'rule'> & { readonly rule: Of } {
  const startingAt = settled(draft, draft.narrowing.startingAt, zone);
  return { rule, filters: filtersOf(draft), startingAt, until: untilOf(draft, zone, startingAt) };
}

/** What `andEvery` said, if it was said; it counts from a moment that only the start tells, or from an instant. */
function followingGrid(draft: Draft, zone: Zone, onceAt: number | undefined): FollowingGrid | undefined {
  if (draft.timing.every === undefined) return undefined;
  const rule: EveryRule = everyRuleOf(draft, draft.timing.every);
  return { rule, filters: filtersOf(draft), until: untilOf(draft, zone, onceAt) };
}

function settled(draft: Draft, moment: Moment | undefined, zone: Zone): number | undefined {
  return typeof moment === 'string' ? instantMs(moment, zone, `${jobLabel(draft)}: '${moment}'`) : moment;
}

function untilOf(draft: Draft, zone: Zone, startingAt: number | undefined): number | undefined {
  const until = settled(draft, draft.narrowing.until, zone);
  if (startingAt === undefined || until === undefined || startingAt <= until) return until;
  throw new ScheduleError(
    `${jobLabel(draft)}: until(…) lies before the start, so it would never run: exchange the two`,
  );
}

function filtersOf(draft: Draft): Filters {
  const { exceptOn = NONE, exceptWhere = NONE } = draft.narrowing;
  const onlyOn = daysOf(draft);
  const between = windowsOf(draft, 'between', 'leave the word out');
  const unlessBetween = windowsOf(draft, 'unlessBetween', 'it would never run');
  if (!onlyOn && between.length + unlessBetween.length + exceptOn.length + exceptWhere.length === 0) return NO_FILTERS;
  return {
    between,
    unlessBetween,
    onlyOn,
    exceptOn: [...new Set(exceptOn)].sort(),
    exceptWhere,
  };
}

/** Windows that overlap or meet are one. */
function windowsOf(draft: Draft, word: 'between' | 'unlessBetween', why: string): readonly Window[] {
  const windows = mergedWindows(draft.narrowing[word] ?? NONE);
  if (windows !== undefined) return windows;
  throw new ScheduleError(`${jobLabel(draft)}: all that is said by ${word}(…) comes to the whole day: ${why}`);
}

/** Under `days()`, `weekdaysOnly()` is one more filter; under months and years it is a part of the rule. */
function daysOf(draft: Draft): readonly DayOfWeek[] | undefined {
  const { onlyOn } = draft.narrowing;
  if (draft.timing.every?.unit !== 'days' || draft.calendar.weekdaysOnly === undefined) return onlyOn;
  const days = onlyOn?.filter(day => MONDAY_TO_FRIDAY.includes(day)) ?? MONDAY_TO_FRIDAY;
  if (days.length > 0) return days;
  throw new ScheduleError(`${jobLabel(draft)}: weekdaysOnly() leaves no day of the week: it would never run`);
}
