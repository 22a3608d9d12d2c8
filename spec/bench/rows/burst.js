// @ts-check
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { libraryFiles, libraryOf } from '../libraries/library.js';
import { atLeast, atMost, floor, within } from '../measure/bars.js';
import { inProcesses } from '../measure/in-processes.js';
import { scaled, settings } from '../settings.js';
import { timesHalfADayAhead } from './declare.js';

export const row = {
  title: '10,000 jobs due in the same second',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const count = scaled(10_000);
    const { last, block, share, early } = await measureLibraries(libraryFiles, count, settings.processRounds);
    return [
      {
        what: `last of ${count} started after`,
        unit: 'ms',
        results: last,
        verdicts: [within(1.1, last, 'cron-schedule 6'), floor(within(2.4, last, 'raw heap'))],
      },
      { what: 'longest block of the event loop', unit: 'ms', results: block, verdicts: [atMost(25, 'ms', block)] },
      { what: 'jobs that ran', unit: '%', results: share, verdicts: [atLeast(100, '%', share)] },
      { what: 'jobs that ran before they were due', unit: '%', results: early, verdicts: [atMost(0, '%', early)] },
    ];
  },
};

/**
 * @param {readonly string[]} files
 * @param {number} count
 * @param {number} rounds
 */
export async function measureLibraries(files, count, rounds) {
  const measured = await inProcesses(import.meta.url, 'burst', files, [count], rounds);
  return {
    last: measured('lastMs'),
    block: measured('blockMs'),
    share: measured('share'),
    early: measured('earlyShare'),
  };
}

/**
 * In the child: declares them, waits for their second and for whatever comes in the ten seconds after it.
 * @param {string} file
 * @param {number} count
 */
export async function burst(file, count) {
  const { daily } = await libraryOf(file);
  if (daily === undefined || file === 'toad-scheduler') throw new Error('knows no clock time');
  const dueAt = secondAfter(Date.now() + leadMs(daily, count));
  const due = new Date(dueAt);
  const time = { hour: due.getHours(), minute: due.getMinutes(), second: due.getSeconds() };
  let runs = 0;
  let lastAt = 0;
  let early = 0;
  const started = daily(
    Array.from({ length: count }, () => time),
    () => {
      runs += 1;
      lastAt = performance.timeOrigin + performance.now();
      if (Date.now() < dueAt) early += 1;
    },
  );
  const left = dueAt - Date.now();
  if (left < 300) throw new Error('the declarations were not done in time');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await sleep(left - 200);
  globalThis.gc?.();
  delay.enable();
  await sleep(dueAt - Date.now() + 1000);
  for (let seen = -1; runs < count && runs > seen; ) {
    seen = runs;
    await sleep(3000);
  }
  delay.disable();
  started.cancelAll();
  if (runs === 0) throw new Error('ran none of them');
  const ofAll = 100 / count;
  return { lastMs: lastAt - dueAt, blockMs: delay.max / 1e6, share: runs * ofAll, earlyShare: early * ofAll };
}

/**
 * How long the declarations may take, going by a few; those before them pay for what is made once.
 * @param {NonNullable<import('../libraries/library.js').Library['daily']>} daily
 * @param {number} count
 */
function leadMs(daily, count) {
  const few = timesHalfADayAhead(Math.min(count, 200));
  daily(few, () => {}).cancelAll();
  const began = performance.now();
  daily(few, () => {}).cancelAll();
  return 2000 + ((performance.now() - began) / few.length) * count * 1.5;
}

/** @param {number} ms */
function secondAfter(ms) {
  return Math.ceil(ms / 1000) * 1000;
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
