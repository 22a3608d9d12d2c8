// @ts-check
import { libraryFiles, libraryOf } from '../libraries/library.js';
import { within } from '../measure/bars.js';
import { inChild } from '../measure/in-child.js';
import { interleave } from '../measure/rounds.js';
import { scaled } from '../settings.js';

export const row = {
  title: 'one run of an empty job, dispatch to settled',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  run: () => inChild(import.meta.url, 'measureAll'),
};

/** All in one process: each run is awaited before the next. */
export async function measureAll(files = libraryFiles) {
  const synchronous = await measure(files, () => {});
  const asynchronous = await measure(files, async () => {});
  return [
    {
      what: 'a function that returns',
      unit: 'ns',
      results: synchronous,
      verdicts: [within(2, synchronous, 'croner 11')],
    },
    {
      what: 'an async function',
      unit: 'ns',
      results: asynchronous,
      verdicts: [within(2, asynchronous, 'croner 11')],
    },
  ];
}

/** @param {readonly string[]} files @param {() => void | Promise<void>} run */
async function measure(files, run) {
  /** @type {Record<string, () => Promise<number>>} */
  const contestants = {};
  for (const file of files) {
    const { name, trigger } = await libraryOf(file);
    if (trigger === undefined) continue;
    const once = trigger(run);
    let count = 0;
    contestants[name] = async () => {
      if (count === 0) count = await enoughRuns(once);
      return (await timeOf(once, count)) * (1e6 / count);
    };
  }
  return interleave(contestants);
}

/** @param {() => Promise<unknown>} once */
async function enoughRuns(once) {
  let count = 1;
  while ((await timeOf(once, count)) < scaled(100)) count *= 2;
  return count;
}

/** @param {() => Promise<unknown>} once @param {number} count */
async function timeOf(once, count) {
  const began = performance.now();
  for (let i = 0; i < count; i++) await once();
  return performance.now() - began;
}
