// @ts-check
import { dailyAt, RawHeap } from '../floor/raw-heap.js';
import { zone } from './library.js';

/** @type {import('./library.js').Library} */
export const library = {
  name: 'raw heap',

  daily(times, run) {
    return started(times.length, run, i => {
      const { hour, minute, second } = /** @type {import('./library.js').ClockTime} */ (times[i]);
      return dailyAt(zone, hour, minute, second);
    });
  },

  everySecond(count, run) {
    return started(count, run, () => grid(1000));
  },

  everyMillisecond(run) {
    return started(1, run, () => grid(1));
  },

  /** A function that is awaited. */
  trigger(run) {
    return async () => run();
  },
};

/**
 * @param {number} count
 * @param {() => void | Promise<void>} run
 * @param {(i: number) => (after: number) => number} nextOf
 */
function started(count, run, nextOf) {
  const heap = new RawHeap();
  /** @type {import('../floor/raw-heap.js').Entry[]} */
  let entries = [];
  for (let i = 0; i < count; i++) entries.push(heap.add(`job ${i}`, nextOf(i), jobOf(run)));
  return {
    cancelAll() {
      for (const entry of entries) heap.remove(entry);
      entries = [];
      heap.stop();
    },
  };
}

/** @param {number} stepMs */
function grid(stepMs) {
  return (/** @type {number} */ after) => (Math.floor(after / stepMs) + 1) * stepMs;
}

/** @param {() => void | Promise<void>} run */
function jobOf(run) {
  return () => run();
}
