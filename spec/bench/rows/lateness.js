// @ts-check
import { libraryFiles, libraryOf } from '../libraries/library.js';
import { atLeast, atMostMore, floor } from '../measure/bars.js';
import { inProcesses } from '../measure/in-processes.js';
import { quantile } from '../measure/statistics.js';
import { scaled, settings } from '../settings.js';

export const row = {
  title: 'lateness of 1,000 one-second jobs',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const count = scaled(1000);
    const seconds = scaled(20, 3);
    const measured = await inProcesses(
      import.meta.url,
      'lateness',
      libraryFiles,
      [count, seconds],
      settings.processRounds,
    );
    const p99 = measured('p99Ms');
    const share = measured('share');
    return [
      { what: 'p99', unit: 'ms late', results: p99, verdicts: [floor(atMostMore(2, 'ms', p99, 'raw heap'))] },
      { what: 'median', unit: 'ms late', results: measured('p50Ms'), verdicts: [] },
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
