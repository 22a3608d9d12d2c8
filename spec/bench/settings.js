// @ts-check
/** How large and how often. Small ones (`BENCH_SCALE=0.01 BENCH_ROUNDS=2`) show that the suite works; they measure nothing. */
const scale = numberFrom('BENCH_SCALE', 1);

export const settings = Object.freeze({
  scale,
  /** How often each contestant is measured, in turn with the others. */
  rounds: numberFrom('BENCH_ROUNDS', 7),
  /** How often what takes a process of its own is measured. */
  processRounds: numberFrom('BENCH_PROCESS_ROUNDS', 3),
  /** A contestant that takes longer than this for one round is not asked for another. */
  patienceMs: 30_000,
  /** A process that takes longer than this is ended and reported. */
  limitMs: 180_000,
});

/**
 * A count for the scale asked for, a round number in full size.
 * @param {number} full
 */
export function scaled(full, least = 1) {
  return Math.max(least, Math.round(full * settings.scale));
}

/**
 * @param {string} name
 * @param {number} otherwise
 */
function numberFrom(name, otherwise) {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!(value > 0)) throw new RangeError(`${name} must be a number above 0, not '${text}'`);
  return value;
}
