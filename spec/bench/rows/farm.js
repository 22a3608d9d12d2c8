// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../dist/spec/support/farm/postgres.js';
import { atLeast, atMost, timesAsMany } from '../measure/bars.js';
import { inChild } from '../measure/in-child.js';
import { interleave, mapSamples } from '../measure/rounds.js';
import { scaled, settings } from '../settings.js';

const CONTESTANTS = { carillon: 'carillon', "pg-boss's work()": 'pg-boss' };

export const row = {
  title: 'the farm: asking for work, and running it, on one host',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const real = await measureHome('PostgreSQL', async () => {
      const server = await startPostgres();
      return { home: { url: server.url }, remove: () => server.remove() };
    });
    const embedded = await measureHome('PGlite', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'carillon-bench-'));
      return { home: { directory: join(folder, 'data') }, remove: async () => rmSync(folder, { recursive: true }) };
    });
    return [...real, ...embedded];
  },
};

/**
 * Each contestant and each round with a database of its own.
 * @param {string} where
 * @param {() => Promise<{ home: import('../farm/contestant.js').Home, remove: () => Promise<void> }>} open
 * @returns {Promise<import('../measure/bars.js').Measurement[]>}
 */
async function measureHome(where, open) {
  /** @type {Record<string, () => Promise<Figures>>} */
  const contestants = {};
  for (const [name, file] of Object.entries(CONTESTANTS)) {
    contestants[name] = async () => {
      const { home, remove } = await open();
      try {
        return await inChild(import.meta.url, 'measure', [file, home, scaled(3_000, 60)]);
      } finally {
        await remove();
      }
    };
  }
  const figures = await interleave(contestants, settings.processRounds);
  /** @param {keyof Figures} figure */
  const of = figure => mapSamples(figures, sample => sample[figure]);
  const theirs = "pg-boss's work()";
  const [singly, at20, runs, latency] = [of('askedPerS'), of('asked20PerS'), of('runPerS'), of('askToRunMs')];
  const isEmbedded = where === 'PGlite';
  return [
    {
      what: `${where}: asked for, one by one`,
      unit: 'a second',
      results: singly,
      verdicts: [atLeast(isEmbedded ? 387 : 502, 'a second', singly), timesAsMany(singly, theirs)],
    },
    { what: `${where}: asked for, 20 at a time`, unit: 'a second', results: at20, verdicts: [] },
    {
      what: `${where}: run`,
      unit: 'a second',
      results: runs,
      verdicts: [atLeast(isEmbedded ? 4_418 : 4_646, 'a second', runs), timesAsMany(runs, theirs)],
    },
    {
      what: `${where}: from asking to the run, median`,
      unit: 'ms',
      results: latency,
      verdicts: [atMost(isEmbedded ? 11 : 9, 'ms', latency)],
    },
  ];
}

/** @typedef {{ askedPerS: number, asked20PerS: number, runPerS: number, askToRunMs: number }} Figures */

/**
 * In the child: asks for a third one by one, for the rest 20 at a time, runs all, and then one after the other.
 * @param {string} file @param {import('../farm/contestant.js').Home} home @param {number} count
 * @returns {Promise<Figures>}
 */
export async function measure(file, home, count) {
  /** @type {number[]} */
  const tookMs = [];
  let left = 0;
  /** @type {() => void} */
  let ran = () => {};
  const { start } = await import(`../farm/${file}.js`);
  /** @type {import('../farm/contestant.js').Contestant} */
  const contestant = await start(home, (/** @type {{ sentMs?: number }} */ { sentMs }) => {
    if (sentMs !== undefined) tookMs.push(performance.now() - sentMs);
    left -= 1;
    if (left === 0) ran();
  });
  /** @param {number} more */
  const allRun = more =>
    new Promise(resolve => {
      left = more;
      ran = () => resolve(undefined);
    });
  await contestant.hold();
  const askedPerS = await rateOf(count / 3, async () => {
    for (let i = 0; i < count / 3; i++) await contestant.ask({ i });
  });
  const asked20PerS = await rateOf(count, async () => {
    for (let i = 0; i < count; i += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, k) => contestant.ask({ i: i + k })));
    }
  });
  const runPerS = await rateOf(count + count / 3, async () => {
    const run = allRun(count + count / 3);
    await contestant.go();
    await run;
  });
  for (let i = 0; i < 100; i++) {
    const hasRun = allRun(1);
    await contestant.ask({ sentMs: performance.now() });
    await hasRun;
  }
  await contestant.stop();
  tookMs.sort((a, b) => a - b);
  return { askedPerS, asked20PerS, runPerS, askToRunMs: tookMs[50] ?? Number.NaN };
}

/** @param {number} count @param {() => Promise<void>} work */
async function rateOf(count, work) {
  const began = performance.now();
  await work();
  return (count * 1000) / (performance.now() - began);
}
