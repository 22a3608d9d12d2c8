// @ts-check
import { samples, verdict } from '../measure/bars.js';
import { mapSamples } from '../measure/rounds.js';
import { ratioOf } from '../measure/statistics.js';
import { scaled } from '../settings.js';
import { measureLibraries as measureBursts } from './burst.js';
import { measureLibraries as measureDeclarations } from './declare.js';

/** From a thousand schedules to a million. */
export const sizes = [1000, 10_000, 100_000, 1_000_000].map(size => scaled(size));

/** What takes longer than the rest of the suite together is not grown further. */
const largest = new Map([
  ['toad-scheduler', 1_000_000],
  ['cron-schedule', 100_000],
  ['node-cron', 100_000],
  ['croner', 10_000],
  ['cron', 10_000],
  ['node-schedule', 10_000],
]);

/**
 * Linear or n log n: in one process from 10,000 to 1,000,000 a schedule may cost half as much again for log n, and
 * twice that for memory that no longer fits the processor's caches.
 */
const MOST_GROWTH = 3;

export const row = {
  title: 'growth from 1,000 to 1,000,000 schedules',
  /** @returns {Promise<(import('../measure/bars.js').Measurement & { size: number, series: string })[]>} */
  async run() {
    /** @type {(import('../measure/bars.js').Measurement & { size: number, series: string })[]} */
    const measurements = [];
    for (const size of sizes) {
      const files = [
        'carillon',
        'raw',
        ...[...largest].filter(([, most]) => size <= scaled(most)).map(([file]) => file),
      ];
      const { declaring, heap, cancelling } = await measureDeclarations(files, size, 1);
      const { last } = await measureBursts(['carillon', 'raw'], size, 1);
      measurements.push(
        { series: 'declaring', size, what: `declaring ${size}`, unit: 'µs each', results: declaring, verdicts: [] },
        { series: 'heap', size, what: `heap of ${size}`, unit: 'bytes each', results: heap, verdicts: [] },
        { series: 'cancelling', size, what: `cancelling ${size}`, unit: 'µs each', results: cancelling, verdicts: [] },
        {
          series: 'due at once',
          size,
          what: `${size} due at once, last started`,
          unit: 'µs each',
          results: mapSamples(last, ms => (ms * 1000) / size),
          verdicts: [],
        },
      );
    }
    return measurements.map(measurement => ({ ...measurement, verdicts: verdictsOf(measurement, measurements) }));
  },
};

/**
 * The largest size answers for its series: against the second smallest, whose warming up no longer counts.
 * @param {{ series: string, size: number, results: import('../measure/bars.js').Results }} measurement
 * @param {readonly { series: string, size: number, results: import('../measure/bars.js').Results }[]} all
 */
function verdictsOf({ series, size, results }, all) {
  if (size !== sizes.at(-1)) return [];
  const small = all.find(other => other.series === series && other.size === sizes[1]);
  const [mine, before] = [samples(results['carillon']), samples(small?.results['carillon'])];
  const growth = mine && before ? ratioOf(mine, before) : undefined;
  return [verdict(`each ≤ ${MOST_GROWTH} × what one of ${sizes[1]} costs`, '×', growth, value => value <= MOST_GROWTH)];
}
