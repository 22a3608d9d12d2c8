// @ts-check
import { libraryFiles, libraryOf } from '../libraries/library.js';
import { atMost, floor, within } from '../measure/bars.js';
import { inProcesses } from '../measure/in-processes.js';
import { scaled, settings } from '../settings.js';

/** What the collector leaves of this many arrays and maps comes to that much, for the raw heap too. */
const RETAINED_BYTES = 16;

export const row = {
  title: 'declaring, starting and cancelling 100,000 daily schedules',
  /** @returns {Promise<import('../measure/bars.js').Measurement[]>} */
  async run() {
    const count = scaled(100_000);
    const { declaring, heap, cancelling, retained } = await measureLibraries(
      libraryFiles,
      count,
      settings.processRounds,
    );
    return [
      {
        what: `declaring and starting ${count}`,
        unit: 'µs each',
        results: declaring,
        verdicts: [
          floor(within(8, declaring, 'raw heap')),
          within(2, declaring, 'toad-scheduler 3'),
          within(0.5, declaring, 'cron-schedule 6'),
        ],
      },
      { what: 'heap', unit: 'bytes each', results: heap, verdicts: [atMost(740, 'bytes each', heap)] },
      {
        what: `cancelling ${count}`,
        unit: 'µs each',
        results: cancelling,
        verdicts: [
          floor(within(4, cancelling, 'raw heap')),
          within(1.15, cancelling, 'toad-scheduler 3'),
          within(1, cancelling, 'cron-schedule 6'),
        ],
      },
      {
        what: 'retained after cancelling',
        unit: 'bytes each',
        results: retained,
        verdicts: [atMost(RETAINED_BYTES, 'bytes each', retained)],
      },
    ];
  },
};

/**
 * @param {readonly string[]} files
 * @param {number} count
 * @param {number} rounds
 */
export async function measureLibraries(files, count, rounds) {
  const measured = await inProcesses(import.meta.url, 'declareAndCancel', files, [count], rounds);
  return {
    declaring: measured('declareUs'),
    heap: measured('heapBytes'),
    cancelling: measured('cancelUs'),
    retained: measured('retainedBytes'),
  };
}

/**
 * In the child: the library has scheduled one job before, so that what is made once is not counted.
 * @param {string} file
 * @param {number} count
 */
export async function declareAndCancel(file, count) {
  const { daily } = await libraryOf(file);
  if (daily === undefined) throw new Error('knows no daily schedule');
  const times = timesHalfADayAhead(count);
  daily(times.slice(0, 1), () => {}).cancelAll();
  await quiet();
  const before = heapUsed();
  const began = performance.now();
  const started = daily(times, () => {});
  const declareMs = performance.now() - began;
  await quiet();
  const held = heapUsed();
  const cancelBegan = performance.now();
  started.cancelAll();
  const cancelMs = performance.now() - cancelBegan;
  await quiet();
  const left = heapUsed();
  // The scheduler itself is still there.
  if (typeof started.cancelAll !== 'function') throw new Error('nothing was started');
  return {
    declareUs: (declareMs * 1000) / count,
    heapBytes: (held - before) / count,
    cancelUs: (cancelMs * 1000) / count,
    retainedBytes: (left - before) / count,
  };
}

/**
 * Clock times from twelve hours ahead on, some in each minute of ten hours: none is due while anything is measured.
 * @param {number} count
 */
export function timesHalfADayAhead(count) {
  const now = new Date();
  const from = now.getHours() * 60 + now.getMinutes() + 12 * 60;
  return Array.from({ length: count }, (_, i) => {
    const minute = (from + (i % 600)) % 1440;
    return { hour: Math.floor(minute / 60), minute: minute % 60, second: 0 };
  });
}

function heapUsed() {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Lets what was put off be done. */
function quiet() {
  return new Promise(resolve => setTimeout(resolve, 200));
}
