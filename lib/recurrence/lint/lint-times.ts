import { timetableOf } from '../compile.js';
import { lengthText } from '../describe/english.js';
import { gridHourWords } from '../describe/grid-hour-words.js';
import { neverLeaps } from '../describe/leap-words.js';
import { recurrenceOf } from '../plan.js';
import { type Interval, shortestIntervalOf } from '../shortest-interval.js';
import type { Remark, Subject } from './remark.js';

/** Intervals of which the shortest is found. */
const MAX_INTERVALS = 1000;

/** Times that are other ones than the words seem to say. */
export function* surprisingTimes({ plan, from }: Subject): Generator<Remark> {
  const recurrence = recurrenceOf(plan);
  if (recurrence === undefined) return;
  const shown = gridHourWords(plan, recurrence, timetableOf(recurrence), from, true);
  if (shown !== undefined) {
    yield {
      code: 'hourGrid',
      message: `it counts elapsed hours, which clocks show ${shown.replace('now ', '')} at the start of the period`,
      remedy: 'say days().at(h) for times of the day, if that matters',
      at: from,
    };
  }
  const ifMissing = neverLeaps(recurrence);
  if (ifMissing === undefined) return;
  yield {
    code: 'neverLeaps',
    message: `none of its years is a leap year, so 29 February never comes, and ${ifMissing === 'clamp' ? 'the 28th' : 'nothing'} stands in for it`,
    remedy: 'start at a leap year with startingAt(…), or say on(28)',
  };
}

/** Runs and jitter that are longer than the time to the next occurrence. */
export function* tooLittleTime(subject: Subject): Generator<Remark> {
  const { schedule, plan, overlap, timeoutMs, takesMs, from, to } = subject;
  const mayTakeMs = Math.max(takesMs ?? 0, timeoutMs ?? 0);
  if (plan.jitterMs === 0 && (mayTakeMs === 0 || overlap === 'allow')) return;
  const shortest = shortestIntervalOf(schedule, from, to, MAX_INTERVALS);
  if (shortest === undefined) return;
  const { at, lengthMs } = shortest;
  if (plan.jitterMs >= lengthMs) {
    yield {
      code: 'jitterCut',
      message: `its jitter is up to ${lengthText(plan.jitterMs)}, but the next is due ${lengthText(lengthMs)} later, so it is cut to less than that`,
      remedy: 'shorten withJitter(…)',
      at,
    };
  }
  const tooLong = overlap === undefined ? undefined : longerThan(subject, overlap, shortest);
  if (tooLong !== undefined) yield tooLong;
}

/**
 * What is said of a job whose runs may take longer than the time to the next occurrence; `undefined` where there is time
 * enough, or runs may overlap. A scheduler says it once, at its start.
 */
export function longerThan(
  { timeoutMs, takesMs }: Pick<Subject, 'timeoutMs' | 'takesMs'>,
  overlap: string,
  { at, lengthMs }: Interval,
): Remark | undefined {
  const next = `the next is due ${lengthText(lengthMs)} later`;
  if (overlap === 'cancelPrevious') {
    if (Math.max(takesMs ?? 0, timeoutMs ?? 0) <= lengthMs) return undefined;
    const takes =
      (takesMs ?? 0) > lengthMs ? `takes ${lengthText(takesMs ?? 0)}` : `may take ${lengthText(timeoutMs ?? 0)}`;
    return {
      code: 'cancelledByNext',
      message: `a run ${takes}, but ${next} and cancels it: work that always takes so long never ends`,
      remedy: "run it less often, or let the next one wait with whenOverlapping('runAfter')",
      at,
    };
  }
  if (timeoutMs === undefined || timeoutMs <= lengthMs || overlap !== 'skip') return undefined;
  return {
    code: 'timeoutOverInterval',
    message: `a run may take ${lengthText(timeoutMs)}, but ${next} and would be skipped`,
    remedy: "shorten withTimeout(…), or let runs wait with whenOverlapping('runAfter')",
    at,
  };
}
