// @ts-check
import { libraryFiles, libraryOf } from '../libraries/library.js';
import { atLeast, atMostMore, samples } from '../measure/bars.js';
import { inChild } from '../measure/in-child.js';
import { interleave } from '../measure/rounds.js';
import { quantile } from '../measure/statistics.js';
import { scaled, settings } from '../settings.js';

export const row = {
  title: 'lateness of 1,000 one-second jobs',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const count = scaled(1000);
    const seconds = scaled(20, 3);
    /** @type {Record<string, { p99Ms: number, p50Ms: number, share: number }[]>} */
    const answers = {};
    /** @type {Record<string, () => Promise<number>>} */
    const contestants = {};
    for (const file of libraryFiles) {
      const { name } = await libraryOf(file);
      contestants[name] = async () => {
        const answer = await inChild(import.meta.url, 'lateness', [file, count, seconds], {
          env: { TZ: 'America/New_York' },
        });
        answers[name] = [...(answers[name] ?? []), answer];
        return answer.p99Ms;
      };
    }
    const p99 = await interleave(contestants, settings.processRounds);
    /** @param {'p50Ms' | 'share'} key */
    const others = key =>
      Object.fromEntries(
        Object.entries(p99).map(([name, result]) => [
          name,
          samples(result) === undefined ? result : { samples: (answers[name] ?? []).map(answer => answer[key]) },
        ]),
      );
    const share = others('share');
    return [
      { what: 'p99', unit: 'ms late', results: p99, verdicts: [atMostMore(2, 'ms', p99, 'raw heap')] },
      { what: 'median', unit: 'ms late', results: others('p50Ms'), verdicts: [] },
      { what: 'occurrences that ran', unit: '%', results: share, verdicts: [atLeast(99.9, '%', share)] },
    ];
  },
};

/**
 * In the child. Late is counted from the whole second before; what counts from its own start is not asked.
 * @param {string} file
 * @param {number} count
 * @param {number} seconds
 */
export async function lateness(file, count, seconds) {
  const { everySecond } = await libraryOf(file);
  if (everySecond === undefined || file === 'toad-scheduler') throw new Error('knows no whole second');
  /** @type {number[]} */
  let late = [];
  const { cancelAll } = everySecond(count, () => {
    late.push((performance.timeOrigin + performance.now()) % 1000);
  });
  // A process that has just begun is still compiling; then from the middle of a second to the middle of another.
  await sleep(2500 - (Date.now() % 1000) + 1000);
  late = [];
  await sleep(seconds * 1000);
  cancelAll();
  if (late.length === 0) throw new Error('ran none of them');
  return { p50Ms: quantile(late, 0.5), p99Ms: quantile(late, 0.99), share: (100 * late.length) / (count * seconds) };
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
