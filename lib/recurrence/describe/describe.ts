import { DAY_MS, dayOfWall } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { parseCron } from '../cron/cron.js';
import { recurrenceOf, type SchedulePlan } from '../plan.js';
import type { Recurrence } from '../recurrence.js';
import { clockTimeMs } from '../times-of-day.js';
import type { Timetable } from '../timetable.js';
import { isOneTime } from './describe-cron.js';
import { ruleWords } from './describe-rule.js';
import { dateText, instantText } from './english.js';
import { notesOf } from './notes.js';
import { partsOf } from './parts.js';

/**
 * A plan in English: what, in which zone, counted from where, narrowed by what, what may surprise and, with a moment
 * `after` in epoch milliseconds, when next. `timetable` is that of the plan.
 */
export function describe(plan: SchedulePlan, timetable: Timetable, after?: number): string {
  const { head, phase, clauses } = partsOf(plan);
  const recurrence = recurrenceOf(plan);
  const isSilent = recurrence === undefined || after === undefined || isUnbound(plan);
  const next = isSilent ? [] : nextWords(plan, recurrence, timetable, after);
  return [head, ...(phase === undefined ? [] : [phase]), ...clauses, ...notesOf(plan, timetable, after), ...next].join(
    ', ',
  );
}

/** What counts from the start of a scheduler has no next occurrence before that. */
function isUnbound({ when, delay }: SchedulePlan): boolean {
  return when.kind === 'afterStart' || delay !== undefined;
}

function nextWords(
  { when }: SchedulePlan,
  recurrence: Recurrence,
  timetable: Timetable,
  after: number,
): readonly string[] {
  const next = timetable.next(after);
  if (next === undefined) return ['no further occurrence'];
  const zone = zoneOf(recurrence.zone);
  const wall = zone.wallOf(next);
  const saysTime = when.kind !== 'instant' && isOnlyTime(recurrence, wall);
  return [`next ${saysTime ? dateText(dayOfWall(wall)) : instantText(zone, next)}`];
}

/** Whether the rule has said the time already, so that the date will do. */
function isOnlyTime({ rule }: Recurrence, wall: number): boolean {
  if (rule.kind === 'cron')
    return isOneTime(parseCron(rule.text, rule.dialect)) && ruleWords(rule, undefined).includes(' at ');
  if (!('times' in rule)) return false;
  const [time, ...others] = rule.times;
  return time !== undefined && others.length === 0 && clockTimeMs(time) === wall - dayOfWall(wall) * DAY_MS;
}
