import { checkOptions } from '../arguments.js';
import { InvalidTimeError, ScheduleError, ScheduleRangeError, shown } from '../errors.js';
import type { CronOptions } from '../grammar/schedule-clause.js';
import { parseCron } from '../recurrence/cron/cron.js';
import type { CronDialect, Unit } from '../recurrence/recurrence.js';
import { type InstantInput, instantMs, isEpochSeconds, wallText } from '../time/instant.js';
import type { Span } from '../time/span.js';
import { zoneOf } from '../time/zone.js';
import { clockTime } from './calendar-words.js';
import { type Draft, type HeadWord, jobLabel, type Moment, type Pending, refuseTwice, sayTiming } from './draft.js';
import { checkCount, checkCountOf, checkWhole, MINUTE } from './range.js';
import { meantClock, meantZone } from './slips.js';

/** The words that say when, each from a draft to the next; what they mean is in the grammar. */
export const timing = {
  begin,
  beginWith,
  toRunOnceAt,
  toRunCron,
  andEvery,
  delayFor,
  unit,
  afterCompletion,
};

/** Begins a schedule by a word that takes nothing. */
function begin(draft: Draft, word: 'toRunNow' | 'whenAsked'): Draft {
  return sayTiming(draft, { head: head(draft, word) });
}

/** Begins a schedule by a word that takes a number, which waits for its unit. */
function beginWith(draft: Draft, word: 'toRunEvery' | 'toRunOnceIn', count: number): Draft {
  return sayTiming(draft, { head: head(draft, word), pending: pending(draft, word, count) });
}

function toRunOnceAt(draft: Draft, first: InstantInput, minute?: number, second = 0): Draft {
  const begun = head(draft, 'toRunOnceAt');
  // The zone of an instant, rather than the minute of an hour.
  if (meantZone(minute) !== undefined) checkWhole(draft, 'toRunOnceAt', minute, MINUTE);
  if (minute !== undefined) {
    refuseDateParts(draft, first);
    const at = clockTime(draft, 'toRunOnceAt', first, minute, second);
    return sayTiming(draft, { head: begun, once: { at } });
  }
  refuseLoneHour(draft, first);
  refuseClockText(draft, first);
  return sayTiming(draft, { head: begun, onceAt: moment(draft, 'toRunOnceAt', first) });
}

function toRunCron(draft: Draft, text: string, options: CronOptions = {}): Draft {
  const dialect = dialectOf(draft, options);
  refuseBadCron(draft, text, dialect);
  const cron = { kind: 'cron', text, dialect } as const;
  return sayTiming(draft, { head: head(draft, 'toRunCron'), cron });
}

/** The words that name single moments, to which a grid can be added. */
const BEFORE_GRID: readonly (HeadWord | undefined)[] = ['toRunNow', 'toRunOnceIn', 'toRunOnceAt'];

function andEvery(draft: Draft, count: number): Draft {
  if (!BEFORE_GRID.includes(draft.timing.head) || draft.timing.every !== undefined) {
    throw new ScheduleError(
      `${jobLabel(draft)}: andEvery(…) follows toRunNow(), toRunOnceIn(…) or toRunOnceAt(…); begin with toRunEvery(${shown(count)})`,
    );
  }
  return sayTiming(draft, { pending: pending(draft, 'andEvery', count) });
}

function delayFor(draft: Draft, count: number): Draft {
  refuseTwice(draft, draft.timing.delay, 'delayFor');
  return sayTiming(draft, { pending: pending(draft, 'delayFor', count) });
}

/** Gives the number that waits its unit. */
function unit(draft: Draft, name: Unit): Draft {
  const waiting = draft.timing.pending;
  if (waiting === undefined) {
    throw new ScheduleError(`${jobLabel(draft)}: ${name}() follows a number, as in toRunEvery(5).${name}()`);
  }
  const { word, count } = waiting;
  checkCountOf(draft, word, count, name);
  if (word === 'toRunEvery' || word === 'andEvery') {
    return sayTiming(draft, { pending: undefined, every: { count, unit: name } });
  }
  const length = span(draft, waiting, name);
  return sayTiming(draft, {
    pending: undefined,
    ...(word === 'delayFor' ? { delay: length } : { once: { in: length } }),
  });
}

function afterCompletion(draft: Draft): Draft {
  const { every } = draft.timing;
  if (every === undefined || every.unit === 'weekdays' || every.unit === 'weekends') {
    throw new ScheduleError(
      `${jobLabel(draft)}: afterCompletion() follows a length of time, as in toRunEvery(5).minutes().afterCompletion()`,
    );
  }
  return sayTiming(draft, { afterCompletion: { count: every.count, unit: every.unit } });
}

/**
 * The instant that a word was given. Text is kept as it is, since wall time hangs on the zone, which may be named later
 * in the chain; it is read here only to refuse what is unreadable.
 */
export function moment(draft: Draft, word: string, input: InstantInput): Moment {
  refuseYear(draft, word, input);
  const ms = instantMs(
    input,
    zoneOf(draft.timing.zone ?? draft.origin.zone),
    `${jobLabel(draft)}: what ${word}(…) takes`,
  );
  return wallText(input) ?? ms;
}

/** The word that begins the schedule, if none has. */
function head(draft: Draft, word: HeadWord): HeadWord {
  const begun = draft.timing.head;
  if (begun === undefined) return word;
  throw new ScheduleError(
    `${jobLabel(draft)}: ${word}(…) begins a schedule that ${begun}(…) has begun: keep one of them, or declare the job twice under two names`,
  );
}

/** The number that waits for its unit, if no other does. */
function pending(draft: Draft, word: Pending['word'], count: number): Pending {
  if (draft.timing.pending !== undefined) throw new ScheduleError(unfinished(draft, draft.timing.pending));
  checkCount(draft, word, count);
  return { word, count };
}

/** What is wrong with a number that has got no unit, and what to do. */
export function unfinished(draft: Draft, { word, count }: Pending): string {
  return `${jobLabel(draft)}: ${word}(${count}) is unfinished: say its unit, as in ${word}(${count}).minutes()`;
}

/** As milliseconds these lie in the first seconds of 1970. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2999];

function refuseYear(draft: Draft, word: string, input: unknown): void {
  if (!isYear(input)) return;
  throw new InvalidTimeError(
    `${jobLabel(draft)}: what ${word}(…) takes is ${input}, which counts milliseconds since 1970: for the year say '${input}-01-01'`,
  );
}

/** A `Date` is made of a year, a month and a day. */
function refuseDateParts(draft: Draft, first: unknown): void {
  if (!isYear(first)) return;
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: toRunOnceAt(${first}, …) takes an hour, a minute and a second, or one instant: for a date say toRunOnceAt('${first}-12-24')`,
  );
}

function isYear(input: unknown): input is number {
  return typeof input === 'number' && input >= FIRST_YEAR && input <= LAST_YEAR;
}

/** Smaller numbers of milliseconds lie before 1974, which nobody means. */
const EARLY_END = 1e11;

function refuseLoneHour(draft: Draft, instant: InstantInput): void {
  if (typeof instant !== 'number' || Math.abs(instant) >= EARLY_END || isEpochSeconds(instant)) return;
  if (!(Number.isInteger(instant) && instant >= 0 && instant < 24)) {
    throw new ScheduleRangeError(
      `${jobLabel(draft)}: toRunOnceAt(${instant}) names an instant of the early seventies; say epoch milliseconds, or ISO text such as '2026-12-24T18:00'`,
    );
  }
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: toRunOnceAt(${instant}) names an instant of 1970; for a clock time say the minute too, toRunOnceAt(${instant}, 0)`,
  );
}

const CALLED_IN_ZONE = "its zone is said by a word, as in inZone('Europe/Berlin')";
const CRON_STRAYS = {
  zone: CALLED_IN_ZONE,
  timezone: CALLED_IN_ZONE,
  timeZone: CALLED_IN_ZONE,
  tz: CALLED_IN_ZONE,
};

function dialectOf(draft: Draft, options: CronOptions): CronDialect | undefined {
  checkOptions(`${jobLabel(draft)}: toRunCron(…)`, options, ['dialect'], CRON_STRAYS);
  const { dialect } = options;
  if (dialect === undefined || dialect === 'quartz' || dialect === 'aws') return dialect;
  throw new ScheduleError(
    `${jobLabel(draft)}: the dialect of toRunCron(…) is 'quartz' or 'aws', not ${shown(dialect)}; leave it out for five or six fields`,
  );
}

/** A clock time is two numbers; text is read as an instant, which has a date. */
function refuseClockText(draft: Draft, instant: unknown): void {
  const meant = typeof instant === 'string' ? meantClock(instant) : undefined;
  if (meant === undefined) return;
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: toRunOnceAt(${shown(instant)}) names no instant, which has a date; for a clock time say toRunOnceAt(${meant})`,
  );
}

function refuseBadCron(draft: Draft, text: unknown, dialect: CronDialect | undefined): void {
  if (typeof text !== 'string') {
    throw new ScheduleError(
      `${jobLabel(draft)}: toRunCron(…) takes text such as '0 9 * * MON-FRI', not ${shown(text)}`,
    );
  }
  try {
    parseCron(text, dialect);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new ScheduleError(`${jobLabel(draft)}: ${error.message}`, { cause: error });
  }
}

function span(draft: Draft, { word, count }: Pending, name: Unit): Span {
  if (name === 'weekdays' || name === 'weekends') {
    throw new ScheduleError(
      `${jobLabel(draft)}: ${word}(${count}).${name}() is no length of time: say days() or weeks()`,
    );
  }
  return { count, unit: name };
}
