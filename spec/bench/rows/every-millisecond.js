// @ts-check
import { libraryOf } from '../libraries/library.js';
import { atLeast, atMost } from '../measure/bars.js';
import { inProcesses } from '../measure/in-processes.js';
import { scaled, settings } from '../settings.js';

const files = ['carillon', 'raw', 'toad-scheduler', 'set-interval'];

export const row = {
  title: 'a job every millisecond for 20 s',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const forMs = scaled(20_000, 1000);
    const rounds = Math.min(2, settings.processRounds);
    const measured = await inProcesses(import.meta.url, 'everyMillisecond', files, [forMs], rounds);
    const share = measured('share');
    const drift = measured('driftMs');
    return [
      { what: 'occurrences that ran', unit: '%', results: share, verdicts: [atLeast(99, '%', share)] },
      { what: 'drift at the end', unit: 'ms', results: drift, verdicts: [atMost(5, 'ms', drift)] },
    ];
  },
};

/**
 * In the child. Every library is judged alike, by the runs that it makes: the n-th run belongs to the n-th millisecond
 * as long as none is left out, so what is missing at the end is what was left out or what it drifted.
 * @param {string} file
 * @param {number} forMs
 */
export async function everyMillisecond(file, forMs) {
  const { everyMillisecond: start } = await libraryOf(file);
  if (start === undefined) throw new Error('knows no milliseconds');
  let runs = 0;
  let firstAt = 0;
  let lastAt = 0;
  const { cancelAll } = start(() => {
    lastAt = performance.now();
    if (runs === 0) firstAt = lastAt;
    runs += 1;
  });
  // A process that has just begun is still compiling.
  await sleep(1000);
  runs = 0;
  await sleep(forMs);
  const occurrences = Math.round(lastAt - firstAt) + 1;
  const share = (100 * runs) / occurrences;
  const sinceLastMs = performance.now() - lastAt;
  cancelAll();
  return { share, driftMs: sinceLastMs };
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
