// @ts-check
import { DayOfWeek, Registry } from '../carillon.js';
import { within } from '../measure/bars.js';
import { interleave, perCall } from '../measure/rounds.js';
import { scaled } from '../settings.js';

const zone = 'America/New_York';

/**
 * Each is asked twice: `after` an instant that is far from its next occurrence, and `before` one that it is near to.
 * @typedef {(registry: Registry) => unknown} Words
 * @type {{ what: string, after: number, before: number, words: Words }[]}
 */
const farOnes = [
  {
    what: '29 February after 2096, in eight years',
    after: Date.UTC(2096, 2, 1),
    before: Date.UTC(2096, 1, 28),
    words: registry => registry.schedule(job).toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }),
  },
  {
    what: 'fifth Monday of February, in 28 years',
    after: Date.UTC(2072, 2, 1),
    before: Date.UTC(2072, 1, 28),
    words: registry => registry.schedule(job).toRunEvery(1).years().in(2).onTheFifth(DayOfWeek.Monday),
  },
  {
    what: 'a 29 February that is a Monday, in 28 years',
    after: Date.UTC(2072, 2, 1),
    before: Date.UTC(2072, 1, 28),
    words: registry =>
      registry.schedule(job).toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }).onlyOn(DayOfWeek.Monday),
  },
  {
    what: "cron '0 0 29 2 *' after 2096, in eight years",
    after: Date.UTC(2096, 2, 1),
    before: Date.UTC(2096, 1, 28),
    words: registry => registry.schedule(job).toRunCron('0 0 29 2 *'),
  },
  {
    what: 'daily from 2500 on',
    after: Date.UTC(2026, 0, 1),
    before: Date.UTC(2500, 5, 1),
    words: registry => registry.schedule(job).toRunEvery(1).days().at(21, 15).startingAt('2500-01-01T00:00'),
  },
  {
    what: 'a Friday the 13th in February',
    after: Date.UTC(2026, 1, 14),
    before: Date.UTC(2026, 1, 12),
    words: registry => registry.schedule(job).toRunEvery(1).years().in(2).on(13).onlyOn(DayOfWeek.Friday),
  },
  {
    what: 'the end of the year 9999',
    after: Date.UTC(2026, 0, 1),
    before: Date.UTC(9999, 11, 30, 12),
    words: registry => registry.schedule(job).toRunEvery(1).days().startingAt('9999-12-30T00:00'),
  },
  {
    what: 'over: until 2020',
    after: Date.UTC(2026, 0, 1),
    before: Date.UTC(2019, 5, 1),
    words: registry => registry.schedule(job).toRunEvery(1).days().until('2020-01-01T00:00'),
  },
];

/**
 * What is declared instead, and is possible.
 * @type {Words}
 */
const near = registry => registry.schedule(job).toRunEvery(1).years().in(2).on(28);

/** Each is refused when it is declared. */
/** @type {{ what: string, words: Words }[]} */
const impossibleOnes = [
  {
    what: '30 February',
    words: registry => registry.schedule(job).toRunEvery(1).years().in(2).on(30, { ifMissing: 'skip' }),
  },
  { what: "cron '0 0 31 2 *'", words: registry => registry.schedule(job).toRunCron('0 0 31 2 *') },
  {
    what: 'a 29 February in every fourth year after 2025',
    words: registry =>
      registry.schedule(job).toRunEvery(4).years().in(2).on(29, { ifMissing: 'skip' }).startingAt('2025-01-01'),
  },
  {
    what: 'fifth Monday of February in years 1 mod 4',
    words: registry =>
      registry.schedule(job).toRunEvery(4).years().in(2).onTheFifth(DayOfWeek.Monday).startingAt('2025-01-01'),
  },
  {
    what: 'a time outside of its window',
    words: registry => registry.schedule(job).toRunEvery(1).days().at(0, 30).between(1, 0, 3, 0),
  },
  {
    what: 'hours at a minute outside of their window',
    words: registry => registry.schedule(job).toRunEvery(1).hours().at(15).between(9, 20, 9, 40),
  },
  {
    what: 'hours at a minute that is taken out of each hour left',
    words: registry =>
      registry.schedule(job).toRunEvery(1).hours().at(15).unlessBetween(0, 0, 23, 0).unlessBetween(23, 10, 23, 50),
  },
  {
    what: 'every 24 hours at a minute outside of their window',
    words: registry => registry.schedule(job).toRunEvery(24).hours().at(15).between(9, 20, 10, 10),
  },
  {
    what: 'every 168 hours at a minute, on a day that they never meet',
    words: registry => registry.schedule(job).toRunEvery(168).hours().at(15).onlyOn(DayOfWeek.Friday),
  },
  {
    what: 'a day that its filter never lets through',
    words: registry =>
      registry.schedule(job).toRunEvery(1).months().onTheFirst(DayOfWeek.Monday).onlyOn(DayOfWeek.Friday),
  },
];

export const row = {
  title: 'far and impossible occurrences',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const measurements = [];
    for (const { what, after, before, words } of farOnes) {
      const results = await interleave({ carillon: asking(words, after), near: asking(words, before) });
      measurements.push({ what: `next: ${what}`, unit: 'ns', results, verdicts: [within(10, results, 'near')] });
    }
    for (const { what, words } of impossibleOnes) {
      const results = await interleave({ carillon: declaring(words, true), near: declaring(near, false) });
      measurements.push({ what: `refusing: ${what}`, unit: 'ns', results, verdicts: [within(10, results, 'near')] });
    }
    return measurements;
  },
};

/** @param {Words} words @param {number} after */
function asking(words, after) {
  const registry = new Registry({ zone });
  words(registry);
  const [schedule] = registry.compile();
  // The instants asked from differ, so that no answer can be remembered.
  return perCall(count => {
    for (let i = 0; i < count; i++) schedule?.nextMs(after + (i & 1023) * 1000);
  }, scaled(20));
}

/** @param {Words} words @param {boolean} isRefused */
function declaring(words, isRefused) {
  return perCall(count => {
    for (let i = 0; i < count; i++)
      if (isAccepted(words) === isRefused) throw new Error('accepted and refused are exchanged');
  }, scaled(20));
}

/** @param {Words} words */
function isAccepted(words) {
  const registry = new Registry({ zone });
  try {
    words(registry);
    registry.compile();
    return true;
  } catch {
    return false;
  }
}

function job() {}
