// @ts-check
/**
 * What several rounds say of one number.
 * @typedef {object} Spread
 * @property {number} median
 * @property {number} min
 * @property {number} max
 * @property {number} rounds
 */

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export function spreadOf(values) {
  return { median: quantile(values, 0.5), min: quantile(values, 0), max: quantile(values, 1), rounds: values.length };
}

/**
 * The ratio of two contestants round by round, since both met the same machine there. Where one of them had fewer
 * rounds, its median stands for those that are missing.
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 */
export function ratioOf(ours, theirs) {
  const rounds = Math.max(ours.length, theirs.length);
  const at = (/** @type {readonly number[]} */ values, /** @type {number} */ round) =>
    values[round] ?? quantile(values, 0.5);
  return spreadOf(Array.from({ length: rounds }, (_, round) => at(ours, round) / at(theirs, round)));
}

/**
 * By linear interpolation.
 * @param {readonly number[]} values
 * @param {number} share
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
