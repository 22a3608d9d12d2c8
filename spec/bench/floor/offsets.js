// @ts-check
/** The offsets of one zone, with the last one at hand: the least that telling wall time takes. */
export class Offsets {
  /** @type {{ from: number, to: number, offset: number }[]} */
  #stretches = [];
  #from = 0;
  #to = 0;
  #offset = 0;

  /** @type {Map<string, Offsets>} */
  static #known = new Map();

  /** @param {string} zone */
  static of(zone) {
    let offsets = Offsets.#known.get(zone);
    if (offsets === undefined) {
      offsets = new Offsets(zone);
      Offsets.#known.set(zone, offsets);
    }
    return offsets;
  }

  /** @param {string} zone */
  constructor(zone) {
    const offsetAt = intlOffsets(zone);
    let from = FROM;
    for (let at = FROM; at < TO; at += STEP) {
      if (offsetAt(at) === offsetAt(at + STEP)) continue;
      const to = change(offsetAt, at, at + STEP);
      this.#stretches.push({ from, to, offset: offsetAt(at) });
      from = to;
    }
    this.#stretches.push({ from, to: Infinity, offset: offsetAt(from) });
  }

  /** @param {number} instant */
  at(instant) {
    return instant >= this.#from && instant < this.#to ? this.#offset : this.#find(instant);
  }

  /** The instant of a wall time, as long as clocks are not being changed. @param {number} wall */
  instantOf(wall) {
    const guess = wall - this.#offset;
    return wall - this.at(guess);
  }

  /** @param {number} instant */
  #find(instant) {
    for (const { from, to, offset } of this.#stretches) {
      if (instant >= to) continue;
      this.#from = from;
      this.#to = to;
      this.#offset = offset;
      break;
    }
    return this.#offset;
  }
}

const FROM = Date.UTC(2020, 0, 1);
const TO = Date.UTC(2110, 0, 1);
const STEP = 7 * 86_400_000;

/**
 * @param {(instant: number) => number} offsetAt
 * @param {number} from
 * @param {number} to
 */
function change(offsetAt, from, to) {
  const before = offsetAt(from);
  while (to - from > 1000) {
    const middle = from + Math.floor((to - from) / 2000) * 1000;
    if (offsetAt(middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

/**
 * @param {string} zone
 * @returns {(instant: number) => number}
 */
function intlOffsets(zone) {
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
  return instant => {
    /** @type {Record<string, number>} */
    const field = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = field;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}
