// @ts-check
/**
 * What the rows ask of a library, each with its defaults. A library leaves out what it can't do.
 * @typedef {object} Library
 * @property {string} name
 * @property {(times: readonly ClockTime[], run: () => void | Promise<void>) => Started} [daily] Declares and starts one schedule for
 *   each clock time, daily in `zone`.
 * @property {(count: number, run: () => void | Promise<void>) => Started} [everySecond]
 * @property {(run: () => void | Promise<void>) => Started} [everyMillisecond]
 * @property {(run: () => void | Promise<void>) => () => Promise<unknown>} [trigger] Gives what runs the job once, by hand.
 *
 * @typedef {{ hour: number, minute: number, second: number }} ClockTime
 * @typedef {{ cancelAll: () => void }} Started
 */

/** The zone of every daily schedule. */
export const zone = 'America/New_York';

/** @param {ClockTime} time */
export function cronText({ hour, minute, second }) {
  return second === 0 ? `${minute} ${hour} * * *` : `${second} ${minute} ${hour} * * *`;
}

/**
 * One library, by the name of its file.
 * @param {string} file
 * @returns {Promise<Library>}
 */
export async function libraryOf(file) {
  return (await import(`./${file}.js`)).library;
}

/** The files beside this one, ours and the floor first. */
export const libraryFiles = Object.freeze([
  'carillon',
  'raw',
  'croner',
  'node-cron',
  'cron',
  'node-schedule',
  'toad-scheduler',
  'cron-schedule',
]);
