// @ts-check
/**
 * Which rule of the house a difference follows from; `undefined` where none does, which is an error. A reason is given
 * only where the rule applies to that very instant: near a change of the clocks, or on a day about which the two day
 * fields say different things.
 * @param {{ kind: 'extra' | 'lacks', at: number, cron: string, changes: readonly import('./clock-changes.js').ClockChange[],
 *   wallOf: (ms: number) => number, stuckAt: number | undefined }} difference
 * @returns {string | undefined}
 */
export function explain({ at, cron, changes, wallOf, stuckAt }) {
  const change = changes.find(candidate => isNear(candidate, at));
  if (change !== undefined) return changeReason(change, cron);
  if (isDayUnion(cron, wallOf(at))) return REASONS.dayUnion;
  if (stuckAt !== undefined && at > stuckAt) return REASONS.stuck;
  if (changes.some(candidate => Math.abs(at - candidate.at) <= 25 * HOUR)) return REASONS.astray;
  return undefined;
}

const REASONS = Object.freeze({
  gapClock: 'gap: a clock time that does not exist is shifted forward by the gap, once, that day only',
  gapFrequency: 'gap: a frequency follows elapsed time, with nothing extra and nothing moved for a gap',
  overlapClock: 'overlap: a clock time that happens twice runs at the first of the two, once',
  overlapFrequency: 'overlap: a frequency runs in both passes of an overlap',
  missingDay: 'missing day: clock times of a day that was left out come the day after; frequencies pass over it',
  dayUnion:
    'days: day of month and day of week both restricted, either may match; a field that starts with * restricts nothing',
  astray:
    'all other times: a change moves the times that lie within it and no others; the library moves or drops others of that day',
  stuck: 'the library gave up here: it throws from there on',
});

/** @param {import('./clock-changes.js').ClockChange} change @param {string} cron */
function changeReason({ beforeMs, afterMs }, cron) {
  const isFrequency = isFrequencyText(cron);
  if (Math.abs(afterMs - beforeMs) >= 23 * HOUR) return REASONS.missingDay;
  if (afterMs > beforeMs) return isFrequency ? REASONS.gapFrequency : REASONS.gapClock;
  return isFrequency ? REASONS.overlapFrequency : REASONS.overlapClock;
}

const HOUR = 3_600_000;

/**
 * Whether an instant lies where the change can move an occurrence: within the size of the change, before it (where a
 * time that does not exist is not shifted but left out or drawn back) or after it.
 * @param {import('./clock-changes.js').ClockChange} change @param {number} instant
 */
function isNear({ at, beforeMs, afterMs }, instant) {
  const size = Math.abs(afterMs - beforeMs);
  return instant >= at - size && instant <= at + size;
}

/** What follows elapsed time: the second, minute or hour field holds `*`, a range or a step. @param {string} cron */
function isFrequencyText(cron) {
  const fields = cron.split(' ');
  return fields.slice(0, fields.length - 3).some(field => /[*/-]/.test(field));
}

/** Whether the day is one that exactly one of two restricted day fields names. @param {string} cron @param {number} wall */
function isDayUnion(cron, wall) {
  const [dayOfMonth = '*', , dayOfWeek = '*'] = cron.split(' ').slice(-3);
  if (dayOfMonth === '*' || dayOfWeek === '*') return false;
  const date = new Date(wall);
  const inMonth = holds(dayOfMonth, date.getUTCDate(), 31);
  const inWeek = holds(dayOfWeek, date.getUTCDay(), 7);
  return inMonth !== inWeek;
}

/** Plain lists, ranges and steps, which is all that the cases with two day fields use. @param {string} field @param {number} value @param {number} last */
function holds(field, value, last) {
  return field.split(',').some(item => {
    const [range = '*', step = '1'] = item.split('/');
    const [from = '1', to = range === '*' ? String(last) : from] = range === '*' ? [] : range.split('-');
    return value >= Number(from) && value <= Number(to) && (value - Number(from)) % Number(step) === 0;
  });
}
