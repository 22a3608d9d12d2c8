// @ts-check
/**
 * A change of a zone's clocks, seen from outside of Carillon: by `Intl`.
 * @typedef {{ at: number, beforeMs: number, afterMs: number }} ClockChange the offsets before and after
 */

const STEP = 86_400_000;

/** @param {string} zone @param {number} fromMs @param {number} toMs @returns {ClockChange[]} */
export function clockChanges(zone, fromMs, toMs) {
  const offsetAt = offsets(zone);
  const changes = [];
  for (let at = fromMs; at < toMs; at += STEP) {
    if (offsetAt(at) === offsetAt(at + STEP)) continue;
    let [before, after] = [at, at + STEP];
    while (after - before > 1000) {
      const middle = before + Math.floor((after - before) / 2000) * 1000;
      if (offsetAt(middle) === offsetAt(at)) before = middle;
      else after = middle;
    }
    changes.push({ at: after, beforeMs: offsetAt(before), afterMs: offsetAt(after) });
  }
  return changes;
}

/** What clocks show, as milliseconds of UTC. @param {string} zone @returns {(ms: number) => number} */
export function wallTimes(zone) {
  const offsetAt = offsets(zone);
  return ms => ms + offsetAt(ms);
}

/** @param {string} zone @returns {(ms: number) => number} */
function offsets(zone) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return ms => {
    /** @type {Record<string, number>} */
    const field = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = field;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  };
}
