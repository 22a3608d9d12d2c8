// @ts-check
import { settings } from '../settings.js';

/**
 * What became of a contestant: its samples, or why it has none.
 * @template [T=number]
 * @typedef {{ samples: T[] } | { died: string }} Result
 */

/**
 * Measures the contestants in turn, round after round, each round in another order, so that what else the machine does
 * meets all of them. One that fails is out; one that takes longer than the patience has a single round.
 * @template [T=number]
 * @param {Record<string, () => T | Promise<T>>} contestants
 * @param {number} rounds
 * @returns {Promise<Record<string, Result<T>>>}
 */
export async function interleave(contestants, rounds = settings.rounds) {
  /** @type {Record<string, Result<T>>} */
  const results = Object.fromEntries(Object.keys(contestants).map(name => [name, { samples: [] }]));
  const slow = new Set();
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of rotated(Object.entries(contestants), round)) {
      const result = results[name];
      if (result === undefined || 'died' in result || slow.has(name)) continue;
      const began = performance.now();
      try {
        result.samples.push(await measure());
      } catch (error) {
        results[name] = { died: error instanceof Error ? error.message : String(error) };
      }
      if (performance.now() - began > settings.patienceMs) slow.add(name);
    }
  }
  return results;
}

/**
 * The same with another number for each sample.
 * @template T
 * @param {Record<string, Result<T>>} results
 * @param {(sample: T) => number} map
 * @returns {Record<string, Result>}
 */
export function mapSamples(results, map) {
  return Object.fromEntries(
    Object.entries(results).map(([name, result]) => [
      name,
      'died' in result ? result : { samples: result.samples.map(sample => map(sample)) },
    ]),
  );
}

/**
 * Nanoseconds that one call takes: `batch(n)` makes n of them, as many as take some time.
 * @param {(count: number) => void} batch
 * @param {number} leastMs
 * @returns {() => number}
 */
export function perCall(batch, leastMs = 20) {
  let count = 0;
  return () => {
    if (count === 0) count = enoughCalls(batch, leastMs);
    const began = performance.now();
    batch(count);
    return ((performance.now() - began) * 1e6) / count;
  };
}

/**
 * As it doubles the number, it also gives the compiler what it needs.
 * @param {(count: number) => void} batch
 * @param {number} leastMs
 */
function enoughCalls(batch, leastMs) {
  for (let count = 1; ; count *= 2) {
    const began = performance.now();
    batch(count);
    if (performance.now() - began >= leastMs) return count;
  }
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} by
 */
function rotated(list, by) {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
