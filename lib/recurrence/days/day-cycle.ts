import { modulo } from '../../time/calendar.js';
import { countOneByOne, type DaySet } from './day-set.js';

/**
 * A set of days that come over and over, listed for one cycle of `cycleDays`. For a set with few members, such as
 * the Mondays that are a 29 February, a look into the list is faster than going from month to month.
 */
export class DayCycle implements DaySet {
  readonly #cycleDays: number;
  /** The members in [0, cycleDays), ascending. */
  readonly #members: readonly number[];

  /** `next` gives the least member not before a day, or `undefined` if there is none within a cycle. */
  constructor(cycleDays: number, next: (day: number) => number | undefined) {
    const members: number[] = [];
    for (let day = next(0); day !== undefined && day < cycleDays; day = next(day + 1)) members.push(day);
    this.#cycleDays = cycleDays;
    this.#members = members;
  }

  atOrAfter(day: number): number | undefined {
    return this.#member(day, this.#countBefore(modulo(day, this.#cycleDays)));
  }

  atOrBefore(day: number): number | undefined {
    return this.#member(day, this.#countBefore(modulo(day, this.#cycleDays) + 1) - 1);
  }

  count(from: number, to: number): number {
    return countOneByOne(this, from, to);
  }

  /** The member of this index in the cycle of `day`, which may lie in the cycle before or after. */
  #member(day: number, index: number): number | undefined {
    const { length } = this.#members;
    if (length === 0) return undefined;
    const cycles = Math.floor(day / this.#cycleDays) + Math.floor(index / length);
    return cycles * this.#cycleDays + (this.#members[(index + length) % length] as number);
  }

  #countBefore(day: number): number {
    let low = 0;
    let high = this.#members.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#members[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
