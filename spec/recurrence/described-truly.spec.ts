import { expect } from 'chai';
import type { Schedule } from '../../lib/recurrence/schedule.js';
import { readCronSentence } from '../support/english/cron-sentence.js';
import { readWordSentence } from '../support/english/word-sentence.js';
import { civilDate, DAY_MS } from '../support/oracle/civil.js';
import { cronWords } from '../support/random/cron-texts.js';
import { askedOf, declaredOf, randomCases } from '../support/random/random-case.js';
import { itHolds } from '../support/random/runs.js';

const FIRST_DAY = Date.UTC(2026, 0, 1) / DAY_MS;
/** Holds a leap year, and each shape of most months. */
const DAYS = 3 * 366;

describe('what describe() says of cron text, read back,', () => {
  itHolds(
    'names the same days, and the same times of each',
    cronWords,
    word => {
      const schedule = declaredOf({ zone: 'UTC', words: [word] });
      if (schedule === undefined) return;
      const said = readCronSentence(schedule.describe());
      const days = Array.from({ length: DAYS }, (_, index) => firstDayOf(schedule) + index);
      const named = days.filter(day => schedule.bind(0).count(day * DAY_MS, (day + 1) * DAY_MS) > 0);
      expect(days.filter(day => said.isDate(civilDate(day))).map(isoDate)).to.deep.equal(named.map(isoDate));
      const [day] = named;
      if (day === undefined) return;
      const times = Array.from({ length: 86_400 }, (_, second) => second).filter(said.isTime);
      expect(times).to.deep.equal(timesOf(schedule, day));
    },
    0.05,
  );
});

/** Before, clocks ran by offsets with seconds, which are not said. */
const SINCE = Date.UTC(1900, 0);

describe('what describe() says of words, read back,', () => {
  itHolds('names the same instants', randomCases, random => {
    const asked = askedOf(random);
    const schedule = declaredOf(asked);
    if (schedule === undefined || random.atMs < SINCE || asked.words.some(([word]) => word === 'toRunCron')) return;
    const words = readWordSentence(schedule.describe(), schedule.zone);
    if (words === undefined) return;
    const said = declaredOf({ zone: schedule.zone, words });
    for (const at of [random.fromMs, random.atMs, random.toMs]) {
      expect([said?.nextMs(at), said?.previousMs(at)]).to.deep.equal([schedule.nextMs(at), schedule.previousMs(at)]);
    }
  });
});

/** Now or, where cron text names years that are far from it, about then. */
function firstDayOf(schedule: Schedule): number {
  const at = schedule.nextMs(FIRST_DAY * DAY_MS - 1) ?? schedule.previousMs(FIRST_DAY * DAY_MS) ?? 0;
  return Math.floor(at / DAY_MS) - 366;
}

function timesOf(schedule: Schedule, day: number): readonly number[] {
  const times: number[] = [];
  let at = schedule.nextMs(day * DAY_MS - 1);
  while (at !== undefined && at < (day + 1) * DAY_MS) {
    times.push((at - day * DAY_MS) / 1000);
    at = schedule.nextMs(at);
  }
  return times;
}

function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
