import fc from 'fast-check';
import { ScheduleError } from '../../../lib/errors.js';
import type { Schedule } from '../../../lib/recurrence/schedule.js';
import { cronShortMs } from '../oracle/cron.js';
import { planOf } from '../oracle/plan.js';
import type { OracleSchedule } from '../oracle/words.js';
import { spoken } from '../spoken.js';
import { moments } from './moments.js';
import { type Sentence, sentences, wordsOf } from './sentences.js';

/** A schedule, an instant to ask it about, and a stretch around that instant which the oracle can walk in no time. */
export interface RandomCase {
  readonly zone: string;
  readonly sentence: Sentence;
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Random schedules, in zones and near instants that are awkward for them. */
export const randomCases: fc.Arbitrary<RandomCase> = moments.chain(({ zone, atMs }) =>
  fc.tuple(sentences(atMs), fc.double({ min: 0, max: 1, noNaN: true })).map(([sentence, share]) => {
    const fromMs = atMs - Math.floor(spanMs(sentence) * share);
    return { zone, sentence, atMs, fromMs, toMs: fromMs + spanMs(sentence) };
  }),
);

/** What the oracle is asked. */
export function askedOf({ zone, sentence }: RandomCase): OracleSchedule {
  return { zone, words: wordsOf(sentence) };
}

/** The schedule, or `undefined` where declaring it is refused because it could never fire. */
export function declaredOf(schedule: OracleSchedule): Schedule | undefined {
  try {
    return spoken(schedule);
  } catch (error) {
    if (error instanceof ScheduleError && /\bnever (?:fire|run)/.test(error.message)) return undefined;
    throw error;
  }
}

const DAY_MS = 86_400_000;
const STEP_MS: Readonly<Record<string, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: DAY_MS,
  weekdays: 1.4 * DAY_MS,
  weekends: 3.5 * DAY_MS,
  weeks: 7 * DAY_MS,
  months: 30 * DAY_MS,
  years: 365 * DAY_MS,
};

/** A dense grid is walked for minutes or hours, a thin one for weeks or years: some tens of its steps. */
function spanMs({ head }: Sentence): number {
  const unitMs = head.map(([word]) => STEP_MS[word]).find(ms => ms !== undefined);
  const count = head.flatMap(([word, n]) => (/^(?:toRun|and)Every$/.test(word) ? [Number(n)] : []))[0] ?? 1;
  const { cron } = planOf({ words: head, zone: 'UTC' });
  if (cron !== undefined) return Math.floor(Math.min(5 * cronShortMs(cron), 500 * DAY_MS));
  if (unitMs === undefined) return 10 * DAY_MS;
  if (unitMs < DAY_MS) return Math.min(200 * count * unitMs, 8 * DAY_MS);
  return Math.floor(Math.min(Math.max(12 * count * unitMs, 10 * DAY_MS), 9 * 366 * DAY_MS));
}
