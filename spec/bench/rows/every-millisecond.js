// @ts-check
import { libraryOf } from '../libraries/library.js';
import { atLeast, atMost, samples } from '../measure/bars.js';
import { inChild } from '../measure/in-child.js';
import { interleave } from '../measure/rounds.js';
import { scaled, settings } from '../settings.js';

const files = ['carillon', 'raw', 'toad-scheduler'];

export const row = {
  title: 'a job every millisecond for 20 s',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const forMs = scaled(20_000, 1000);
    /** @type {Record<string, { share: number, driftMs: number }[]>} */
    const answers = {};
    /** @type {Record<string, () => Promise<number>>} */
    const contestants = {};
    for (const file of [...files, 'setInterval']) {
      const name = file === 'setInterval' ? file : (await libraryOf(file)).name;
      contestants[name] = async () => {
        const answer = await inChild(import.meta.url, 'everyMillisecond', [file, forMs]);
        answers[name] = [...(answers[name] ?? []), answer];
        return answer.share;
      };
    }
    const share = await interleave(contestants, Math.min(2, settings.processRounds));
    const drift = Object.fromEntries(
      Object.entries(share).map(([name, result]) => [
        name,
        samples(result) === undefined ? result : { samples: (answers[name] ?? []).map(({ driftMs }) => driftMs) },
      ]),
    );
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
  const library = file === 'setInterval' ? interval : await libraryOf(file);
  if (library.everyMillisecond === undefined) throw new Error('knows no milliseconds');
  let runs = 0;
  let firstAt = 0;
  let lastAt = 0;
  const { cancelAll } = library.everyMillisecond(() => {
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

/** @type {import('../libraries/library.js').Library} */
const interval = {
  name: 'setInterval',
  everyMillisecond(run) {
    const timer = setInterval(run, 1);
    return { cancelAll: () => clearInterval(timer) };
  },
};

/** @param {number} ms */
function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
