// @ts-check
import { ratioOf, spreadOf } from './statistics.js';

/**
 * A bar, and how the measured number stands to it. `holds` is undefined where there was nothing to compare with, and where
 * the number is only told.
 * @typedef {object} Verdict
 * @property {string} bar
 * @property {string} unit of `measured`: `×`, or what is counted
 * @property {import('./statistics.js').Spread | undefined} measured
 * @property {boolean | undefined} holds
 */

/**
 * What one row measured.
 * @typedef {object} Measurement
 * @property {string} what
 * @property {string} unit
 * @property {Record<string, import('./rounds.js').Result>} results by contestant, ours first
 * @property {Verdict[]} verdicts
 */

/** @typedef {Record<string, import('./rounds.js').Result>} Results */

/**
 * Ours must be so many times faster than theirs.
 * @param {number} times @param {Results} results @param {string} theirs
 * @returns {Verdict}
 */
export function fasterThan(times, results, theirs, ours = 'carillon') {
  return verdict(
    `${name(ours)}≥ ${times} × as fast as ${theirs}`,
    '×',
    ratio(results, theirs, ours),
    value => value >= times,
  );
}

/**
 * How many times as many ours does in a second as theirs: told, and not judged.
 * @param {Results} results @param {string} theirs
 * @returns {Verdict}
 */
export function timesAsMany(results, theirs, ours = 'carillon') {
  const measured = ratio(results, ours, theirs);
  return { bar: `${name(ours)}times as many as ${theirs}`, unit: '×', measured, holds: undefined };
}

/**
 * Ours must take at most so many times what theirs does.
 * @param {number} times @param {Results} results @param {string} theirs
 * @returns {Verdict}
 */
export function within(times, results, theirs, ours = 'carillon') {
  return verdict(`${name(ours)}≤ ${times} × ${theirs}`, '×', ratio(results, ours, theirs), value => value <= times);
}

/**
 * What nothing that does more can reach: told, and not judged.
 * @param {Verdict} bar
 * @returns {Verdict}
 */
export function floor(bar) {
  return { ...bar, bar: `floor: ${bar.bar}`, holds: undefined };
}

/**
 * Ours must be at most so much.
 * @param {number} most @param {string} unit @param {Results} results
 * @returns {Verdict}
 */
export function atMost(most, unit, results, ours = 'carillon') {
  return verdict(`${name(ours)}≤ ${most} ${unit}`, unit, spread(results[ours]), value => value <= most);
}

/**
 * @param {number} least @param {string} unit @param {Results} results
 * @returns {Verdict}
 */
export function atLeast(least, unit, results, ours = 'carillon') {
  return verdict(`${name(ours)}≥ ${least} ${unit}`, unit, spread(results[ours]), value => value >= least);
}

/**
 * Ours may be above theirs by at most so much.
 * @param {number} most @param {string} unit @param {Results} results @param {string} theirs
 * @returns {Verdict}
 */
export function atMostMore(most, unit, results, theirs, ours = 'carillon') {
  const [mine, other] = [samples(results[ours]), samples(results[theirs])];
  const differences =
    mine && other ? spreadOf(mine.map((value, i) => value - (other[i] ?? spreadOf(other).median))) : undefined;
  return verdict(`≤ ${theirs} + ${most} ${unit}`, unit, differences, value => value <= most);
}

/**
 * The median decides; the spread is there for the reader.
 * @param {string} bar @param {string} unit @param {import('./statistics.js').Spread | undefined} measured
 * @param {(value: number) => boolean} isGood
 * @returns {Verdict}
 */
export function verdict(bar, unit, measured, isGood) {
  return { bar, unit, measured, holds: measured === undefined ? undefined : isGood(measured.median) };
}

/** @param {Results} results @param {string} above @param {string} below */
function ratio(results, above, below) {
  const [over, under] = [samples(results[above]), samples(results[below])];
  return over && under ? ratioOf(over, under) : undefined;
}

/** @param {import('./rounds.js').Result | undefined} result */
function spread(result) {
  const values = samples(result);
  return values && spreadOf(values);
}

/** @param {import('./rounds.js').Result | undefined} result */
export function samples(result) {
  return result === undefined || 'died' in result || result.samples.length === 0 ? undefined : result.samples;
}

/** @param {string} ours */
function name(ours) {
  return ours === 'carillon' ? '' : `${ours.replace('carillon ', '')}: `;
}
