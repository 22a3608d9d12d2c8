// @ts-check
import { libraryOf } from '../libraries/library.js';
import { floor, within } from '../measure/bars.js';
import { inChild } from '../measure/in-child.js';
import { scaled, settings } from '../settings.js';
import { timesHalfADayAhead } from './declare.js';

export const row = {
  title: 'idle, 100,000 jobs due tomorrow',
  /** All side by side, since idle processes don't disturb each other. @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const seconds = scaled(130, 2);
    const settleMs = scaled(45_000, 3000);
    /** @type {Record<string, { samples: number[] }>} */
    const results = { carillon: { samples: [] }, 'raw heap': { samples: [] }, 'empty process': { samples: [] } };
    for (let round = 0; round < Math.min(2, settings.processRounds); round++) {
      const rounds = Object.entries({ carillon: 'carillon', 'raw heap': 'raw', 'empty process': '' }).map(
        async ([name, file]) => {
          const options = { env: { TZ: 'America/New_York' }, limitMs: settings.limitMs + seconds * 1000 };
          const value = await inChild(import.meta.url, 'idle', [file, scaled(100_000), seconds, settleMs], options);
          results[name]?.samples.push(value);
        },
      );
      await Promise.all(rounds);
    }
    return [
      { what: `CPU in ${seconds} s`, unit: 'ms', results, verdicts: [floor(within(1.2, results, 'empty process'))] },
    ];
  },
};

/**
 * In the child: what it uses once the collector and the compiler are done with the declarations: for half a minute after
 * much was allocated, V8 tidies up by itself. The seconds hold two of the wake-ups that a scheduler makes once a minute.
 * @param {string} file
 * @param {number} count
 * @param {number} seconds
 * @param {number} settleMs
 */
export async function idle(file, count, seconds, settleMs) {
  const started = file === '' ? undefined : (await libraryOf(file)).daily?.(timesHalfADayAhead(count), () => {});
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await sleep(settleMs / 3);
  }
  const before = process.cpuUsage();
  await sleep(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  if (file !== '' && started === undefined) throw new Error('knows no daily schedule');
  return (user + system) / 1000;
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
