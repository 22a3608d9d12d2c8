import { ScheduleError, ScheduleRangeError } from '../errors.js';
import { parseCron } from '../recurrence/cron.js';
import type { Span, Unit } from '../recurrence/recurrence.js';
import { type InstantInput, instantMs } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { clockTime } from './calendar-words.js';
import { type Draft, type HeadWord, jobLabel, type Moment, type Pending, refuseTwice, say } from './draft.js';
import { COUNT, checkWhole, MOST_OF_UNIT, shown } from './range.js';

/** The words that say when, each from a draft to the next; what they mean is in the grammar. */
export const timing = {
  toRunNow,
  toRunEvery,
  toRunOnceIn,
  toRunOnceAt,
  toRunCron,
  andEvery,
  delayFor,
  unit,
  afterCompletion,
};

function toRunNow(draft: Draft): Draft {
  return head(draft, 'toRunNow');
}

function toRunEvery(draft: Draft, count: number): Draft {
  return wait(head(draft, 'toRunEvery'), { word: 'toRunEvery', count });
}

function toRunOnceIn(draft: Draft, count: number): Draft {
  return wait(head(draft, 'toRunOnceIn'), { word: 'toRunOnceIn', count });
}

function toRunOnceAt(draft: Draft, first: InstantInput, minute?: number, second?: number): Draft {
  const begun = head(draft, 'toRunOnceAt');
  if (minute !== undefined)
    return say(begun, 'timing', {
      once: Object.freeze({ at: clockTime(draft, 'toRunOnceAt', first, minute, second ?? 0) }),
    });
  if (typeof first === 'number' && Math.abs(first) < 24) {
    throw new ScheduleRangeError(
      `${jobLabel(draft)}: toRunOnceAt(${first}) names an instant of 1970; for a clock time say the minute too, toRunOnceAt(${first}, 0)`,
    );
  }
  return say(begun, 'timing', { onceAt: moment(draft, 'toRunOnceAt', first) });
}

function toRunCron(draft: Draft, text: string): Draft {
  if (typeof text !== 'string') {
    throw new ScheduleError(
      `${jobLabel(draft)}: toRunCron(…) takes text such as '0 9 * * MON-FRI', not ${shown(text)}`,
    );
  }
  const begun = head(draft, 'toRunCron');
  refuseBadCron(draft, text);
  return say(begun, 'timing', { cron: text });
}

function andEvery(draft: Draft, count: number): Draft {
  if (draft.timing.head === undefined || draft.timing.head === 'toRunCron' || draft.timing.every !== undefined) {
    throw new ScheduleError(
      `${jobLabel(draft)}: andEvery(…) follows toRunNow(), toRunOnceIn(…) or toRunOnceAt(…); begin with toRunEvery(${count})`,
    );
  }
  return wait(draft, { word: 'andEvery', count });
}

function delayFor(draft: Draft, count: number): Draft {
  refuseTwice(draft, draft.timing.delay, 'delayFor');
  return wait(draft, { word: 'delayFor', count });
}

/** Gives the number that waits its unit. */
function unit(draft: Draft, name: Unit): Draft {
  const { pending } = draft.timing;
  if (pending === undefined) {
    throw new ScheduleError(`${jobLabel(draft)}: ${name}() follows a number, as in toRunEvery(5).${name}()`);
  }
  const { word, count } = pending;
  checkWhole(draft, word, count, {
    ...COUNT,
    what: `number of ${name}`,
    most: MOST_OF_UNIT[name],
    remedy: 'it ends at a thousand years',
  });
  if (word === 'toRunEvery' || word === 'andEvery') {
    return say(draft, 'timing', { pending: undefined, every: Object.freeze({ count, unit: name }) });
  }
  const length = span(draft, pending, name);
  return say(draft, 'timing', {
    pending: undefined,
    ...(word === 'delayFor' ? { delay: length } : { once: Object.freeze({ in: length }) }),
  });
}

function afterCompletion(draft: Draft): Draft {
  const { every } = draft.timing;
  if (every === undefined || every.unit === 'weekdays' || every.unit === 'weekends') {
    throw new ScheduleError(
      `${jobLabel(draft)}: afterCompletion() follows a length of time, as in toRunEvery(5).minutes().afterCompletion()`,
    );
  }
  return say(draft, 'timing', { afterCompletion: Object.freeze({ count: every.count, unit: every.unit }) });
}

/**
 * The instant that a word was given. Text is kept as it is, since wall time hangs on the zone, which may be named later
 * in the chain; it is read here only to refuse what is unreadable.
 */
export function moment(draft: Draft, word: string, input: InstantInput): Moment {
  const ms = instantMs(
    input,
    zoneOf(draft.timing.zone ?? draft.origin.zone),
    `${jobLabel(draft)}: what ${word}(…) takes`,
  );
  return typeof input === 'string' ? input : ms;
}

function head(draft: Draft, word: HeadWord): Draft {
  if (draft.timing.head !== undefined) {
    throw new ScheduleError(
      `${jobLabel(draft)}: ${word}(…) begins a schedule that ${draft.timing.head}(…) has begun: keep one of them, or declare the job twice under two names`,
    );
  }
  return say(draft, 'timing', { head: word });
}

function wait(draft: Draft, pending: Pending): Draft {
  if (draft.timing.pending !== undefined) throw new ScheduleError(unfinished(draft, draft.timing.pending));
  checkWhole(draft, pending.word, pending.count, { ...COUNT, remedy: `as in ${pending.word}(5).minutes()` });
  return say(draft, 'timing', { pending: Object.freeze(pending) });
}

/** What is wrong with a number that has got no unit, and what to do. */
export function unfinished(draft: Draft, { word, count }: Pending): string {
  return `${jobLabel(draft)}: ${word}(${count}) is unfinished: say its unit, as in ${word}(${count}).minutes()`;
}

function refuseBadCron(draft: Draft, text: string): void {
  try {
    parseCron(text);
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
  return Object.freeze({ count, unit: name });
}
