import { CYCLE_DAYS, CYCLE_MONTHS, dayOfWeek, firstDayOfMonth, monthOfDay } from '../../time/calendar.js';
import { DayCycle } from './day-cycle.js';
import { countOneByOne, type DaySet, FIRST_DAY, LAST_DAY, type WeekMask } from './day-set.js';

/** All that the days of a month depend on: there are no more than 28 such shapes. */
export interface MonthShape {
  /** 28 to 31. */
  readonly length: number;
  /** The ISO day of the week of its first day. */
  readonly firstDayOfWeek: number;
}

/** The ISO day of the week of a day of such a month, or of one shortly before or after it. */
export function dayOfWeekIn({ firstDayOfWeek }: MonthShape, day: number): number {
  return ((firstDayOfWeek + day + 12) % 7) + 1;
}

/** A set of months, counted as in `time/calendar.ts`. */
export interface MonthSet {
  /** The least member not before `month`. */
  atOrAfter(month: number): number;
  /** The greatest member not after `month`. */
  atOrBefore(month: number): number;
  /** The months of the year, 1 to 12, that can be members. */
  readonly monthsOfYear: readonly number[];
  /** After how many cycles of the calendar its members come again. */
  readonly cycles: number;
}

/** A search that finds nothing in so many months of the set is for something rare. */
const FEW_MONTHS = 3;

/** A rolled day may lie this far beyond the end of its month, or before its start. */
const ROLL_REACH_DAYS = 2;

/**
 * The days that `choose` names in the months of `months`, on the days of the week in `mask`. A chosen day may lie up
 * to two days outside of its month; 1 is the first. What is chosen is tabulated once for each shape of month,
 * so that a search looks at a table, and knows beforehand which months of the year can never match.
 */
export class MonthDays implements DaySet {
  readonly #months: MonthSet;
  readonly #table: ShapeTable;
  readonly #isPossible: boolean;
  /** How far beyond its month a chosen day may lie. */
  readonly #reachDays: number;
  #cycle: DayCycle | undefined = undefined;

  constructor(months: MonthSet, choose: (shape: MonthShape) => readonly number[], mask: WeekMask) {
    const table = tabulate(choose, mask);
    this.#months = months;
    this.#table = table;
    const isWithinMonths = LENGTHS.every(length => daysOfLength(table, length).every(day => day >= 1 && day <= length));
    this.#reachDays = isWithinMonths ? 0 : ROLL_REACH_DAYS;
    this.#isPossible = months.monthsOfYear.some(month => possibleLengths(month).some(length => hasDays(table, length)));
  }

  atOrAfter(day: number): number | undefined {
    const soon = this.#cycle === undefined ? this.#searchForward(day, FEW_MONTHS) : undefined;
    const found = soon ?? this.#listed()?.atOrAfter(day);
    return found !== undefined && found <= LAST_DAY ? found : undefined;
  }

  atOrBefore(day: number): number | undefined {
    const recent = this.#cycle === undefined ? this.#searchBackward(day, FEW_MONTHS) : undefined;
    const found = recent ?? this.#listed()?.atOrBefore(day);
    return found !== undefined && found >= FIRST_DAY ? found : undefined;
  }

  /** By months, whose tables tell how many days they have; but days that roll over the end of one may meet. */
  count(from: number, to: number): number {
    if (this.#reachDays > 0 || from >= to) return countOneByOne(this, from, to);
    let count = 0;
    const last = monthOfDay(to - 1);
    for (
      let month = this.#months.atOrAfter(monthOfDay(from));
      month <= last;
      month = this.#months.atOrAfter(month + 1)
    ) {
      const first = firstDayOfMonth(month);
      const days = daysIn(this.#table, month, first);
      const isWhole = first >= from && first + 31 <= to;
      count += isWhole ? days.length : days.filter(day => first + day > from && first + day <= to).length;
    }
    return count;
  }

  /** The first chosen day from `day` on, in the next so many months of the set. */
  #searchForward(day: number, months: number): number | undefined {
    let month = this.#months.atOrAfter(monthOfDay(day - this.#reachDays));
    for (let looks = 0; looks < months; looks++) {
      const first = firstDayOfMonth(month);
      for (const chosen of daysIn(this.#table, month, first)) if (first + chosen - 1 >= day) return first + chosen - 1;
      month = this.#months.atOrAfter(month + 1);
    }
    return undefined;
  }

  /** The last chosen day up to `day`, in so many months of the set before it. */
  #searchBackward(day: number, months: number): number | undefined {
    let month = this.#months.atOrBefore(monthOfDay(day + this.#reachDays));
    for (let looks = 0; looks < months; looks++) {
      const first = firstDayOfMonth(month);
      const last = daysIn(this.#table, month, first).findLast(chosen => first + chosen - 1 <= day);
      if (last !== undefined) return first + last - 1;
      month = this.#months.atOrBefore(month - 1);
    }
    return undefined;
  }

  /** Where chosen days are rare, a list of them; `undefined` if there are none. */
  #listed(): DayCycle | undefined {
    if (!this.#isPossible) return undefined;
    this.#cycle ??= new DayCycle(this.#months.cycles * CYCLE_DAYS, day => this.#searchForward(day, CYCLE_MONTHS));
    return this.#cycle;
  }
}

/** The chosen days by shape, ascending. */
type ShapeTable = readonly (readonly number[])[];

const LENGTHS = [28, 29, 30, 31];

function tabulate(choose: (shape: MonthShape) => readonly number[], mask: WeekMask): ShapeTable {
  const table: (readonly number[])[] = [];
  for (const length of LENGTHS) {
    for (let firstDayOfWeek = 1; firstDayOfWeek <= 7; firstDayOfWeek++) {
      const shape = { length, firstDayOfWeek };
      const days = new Set(choose(shape).filter(day => (mask >> dayOfWeekIn(shape, day)) & 1));
      table[shapeIndex(length, firstDayOfWeek)] = [...days].sort((a, b) => a - b);
    }
  }
  return table;
}

function daysIn(table: ShapeTable, month: number, firstDay: number): readonly number[] {
  const length = firstDayOfMonth(month + 1) - firstDay;
  return table[shapeIndex(length, dayOfWeek(firstDay))] as readonly number[];
}

function shapeIndex(length: number, firstDayOfWeek: number): number {
  return (length - 28) * 7 + firstDayOfWeek - 1;
}

function hasDays(table: ShapeTable, length: number): boolean {
  return daysOfLength(table, length).length > 0;
}

function daysOfLength(table: ShapeTable, length: number): readonly number[] {
  return table.slice(shapeIndex(length, 1), shapeIndex(length, 7) + 1).flat();
}

function possibleLengths(month: number): readonly number[] {
  return month === 2 ? [28, 29] : [firstDayOfMonth(month) - firstDayOfMonth(month - 1)];
}
