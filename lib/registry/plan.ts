import { ScheduleError } from '../errors.js';
import { NO_FILTERS } from '../recurrence/filters.js';
import { isName, MAX_NAME_LENGTH } from '../recurrence/limits.js';
import type { DayOfWeek, Filters, Recurrence, RelativeWords, SchedulePlan } from '../recurrence/recurrence.js';
import { NOTHING_RELATIVE } from '../recurrence/relative.js';
import { instantMs } from '../time/instant.js';
import { type Zone, zoneOf } from '../time/zone.js';
import { refuseContradictions } from './contradictions.js';
import { type Draft, jobLabel, type Moment, nameOf } from './draft.js';
import { ruleOf } from './rule.js';
import { unfinished } from './timing-words.js';

const MONDAY_TO_FRIDAY: readonly DayOfWeek[] = Object.freeze([1, 2, 3, 4, 5]);

/**
 * What the words of a finished chain say about when, in the one form that does not depend on their order.
 * @throws ScheduleError if the chain is unfinished, unnamed, or contradicts itself
 */
export function planOf(draft: Draft): SchedulePlan {
  refuseUnfinished(draft);
  refuseContradictions(draft);
  const zone = zoneOf(draft.timing.zone ?? draft.origin.zone);
  return Object.freeze({
    name: requiredName(draft),
    zone: zone.name,
    recurrence: recurrenceOf(draft, zone),
    relative: relativeOf(draft),
    jitterMs: draft.timing.jitterMs ?? 0,
  });
}

function refuseUnfinished(draft: Draft): void {
  if (draft.timing.pending !== undefined) throw new ScheduleError(unfinished(draft, draft.timing.pending));
  if (draft.timing.head !== undefined || draft.timing.every !== undefined) return;
  throw new ScheduleError(`${jobLabel(draft)} does not say when it runs: add words such as .toRunEvery(5).minutes()`);
}

function requiredName(draft: Draft): string {
  const name = nameOf(draft);
  if (isName(name)) return name;
  throw new ScheduleError(`${jobLabel(draft)} needs a name of 1 to ${MAX_NAME_LENGTH} characters: add .withName('…')`);
}

function recurrenceOf(draft: Draft, zone: Zone): Recurrence | undefined {
  const onceAt = settled(draft, draft.timing.onceAt, zone);
  const rule = draft.timing.afterCompletion ? undefined : ruleOf(draft, onceAt);
  if (rule === undefined) return undefined;
  const startingAt = rule.kind === 'once' ? undefined : (onceAt ?? settled(draft, draft.narrowing.startingAt, zone));
  const until = settled(draft, draft.narrowing.until, zone);
  refuseEmptyBounds(draft, startingAt, until);
  return Object.freeze({
    rule,
    zone: zone.name,
    filters: filtersOf(draft),
    startingAt,
    includeStart: rule.kind !== 'once' && onceAt !== undefined,
    until,
  });
}

function settled(draft: Draft, moment: Moment | undefined, zone: Zone): number | undefined {
  return typeof moment === 'string' ? instantMs(moment, zone, `${jobLabel(draft)}: '${moment}'`) : moment;
}

function refuseEmptyBounds(draft: Draft, startingAt: number | undefined, until: number | undefined): void {
  if (startingAt === undefined || until === undefined || startingAt <= until) return;
  throw new ScheduleError(
    `${jobLabel(draft)}: until(…) lies before the start, so it would never run: exchange the two`,
  );
}

function filtersOf(draft: Draft): Filters {
  const { between, exceptOn, exceptWhere } = draft.narrowing;
  const onlyOn = daysOf(draft);
  if (!between && !onlyOn && exceptOn.length + exceptWhere.length === 0) return NO_FILTERS;
  return Object.freeze({ between, onlyOn, exceptOn: Object.freeze([...new Set(exceptOn)].sort()), exceptWhere });
}

/** Under `days()`, `weekdaysOnly()` is one more filter; under months and years it is a part of the rule. */
function daysOf(draft: Draft): readonly DayOfWeek[] | undefined {
  const { onlyOn } = draft.narrowing;
  if (draft.timing.every?.unit !== 'days' || !draft.calendar.weekdaysOnly) return onlyOn;
  const days = onlyOn?.filter(day => MONDAY_TO_FRIDAY.includes(day)) ?? MONDAY_TO_FRIDAY;
  if (days.length > 0) return days;
  throw new ScheduleError(`${jobLabel(draft)}: weekdaysOnly() leaves no day of the week: it would never run`);
}

function relativeOf(draft: Draft): RelativeWords {
  const runNow = draft.timing.head === 'toRunNow';
  const { once, delay, limit, afterCompletion } = draft.timing;
  if (!runNow && !once && !delay && !afterCompletion && limit === undefined) return NOTHING_RELATIVE;
  return Object.freeze({ runNow, once, delay, afterCompletion, times: limit });
}
