/** A stretch of time in which a zone's offset from UTC does not change. */
export interface OffsetPeriod {
  /** Where the offset changes or, if it doesn't for long, some moment at least three days before what was asked for. */
  readonly startAt: number;
  /** Exclusive. Where the offset changes or, if it doesn't for long, some moment at least three days later. */
  readonly endAt: number;
  /** What is added to UTC, in milliseconds; less than a day and a half either way. */
  readonly offsetMs: number;
  /** The offset in force just before `startAt`. */
  readonly offsetBeforeMs: number;
}

/**
 * 3.1 days. Two changes that undo each other within one step would be missed; the nearest such pair since 1900 is
 * that of Freetown in 1939, four days apart.
 */
const PROBE_MS = 270_000_000;

/** 200 days: few enough probes to fill a page in a fraction of a millisecond. */
const PAGE_MS = 64 * PROBE_MS;

/** Pages kept for one zone: five and a half centuries. The oldest goes when one more is wanted. */
const MAX_PAGES = 1024;

/** A period, and the instants [from, to) of one page for which it is the answer. */
interface Answer {
  readonly from: number;
  readonly to: number;
  readonly period: OffsetPeriod;
}

const NOWHERE: OffsetPeriod = { startAt: 0, endAt: 0, offsetMs: 0, offsetBeforeMs: 0 };

/**
 * The offset periods of one zone, found by probing an offset function and bisecting to each change, and kept in
 * pages. Asking the offset function is a thousand times slower than looking into a page.
 */
export class OffsetPeriods {
  readonly #offsetAt: (instant: number) => number;
  readonly #pages = new Map<number, readonly Answer[]>();
  #latest: Answer;

  /** `offsetAt` gives the offset in milliseconds at an instant; it changes on whole seconds only. `known` is where to look first. */
  constructor(offsetAt: (instant: number) => number, known: OffsetPeriod = NOWHERE) {
    this.#offsetAt = offsetAt;
    this.#latest = { from: known.startAt, to: known.endAt, period: known };
  }

  /** Those of a zone that never changes: a single one. */
  static constant(offsetMs: number): OffsetPeriods {
    const always = { startAt: -Infinity, endAt: Infinity, offsetMs, offsetBeforeMs: offsetMs };
    return new OffsetPeriods(() => offsetMs, always);
  }

  /** The period that holds `instant`. */
  at(instant: number): OffsetPeriod {
    const latest = this.#latest;
    const isLatest = (instant >= latest.from && instant < latest.to) || !Number.isFinite(instant);
    return isLatest ? latest.period : this.#lookUp(instant);
  }

  #lookUp(instant: number): OffsetPeriod {
    const page = this.#page(Math.floor(instant / PAGE_MS));
    let position = 0;
    while (instant >= (page[position] as Answer).to) position++;
    this.#latest = page[position] as Answer;
    return this.#latest.period;
  }

  #page(index: number): readonly Answer[] {
    const known = this.#pages.get(index);
    if (known !== undefined) return known;
    if (this.#pages.size >= MAX_PAGES) this.#pages.delete(this.#pages.keys().next().value as number);
    const start = index * PAGE_MS;
    const end = start + PAGE_MS;
    // A step more on either side, since a change matters for as long as clocks were set forward or back.
    const page = findPeriods(this.#offsetAt, start - PROBE_MS, end + PROBE_MS)
      .filter(({ startAt, endAt }) => endAt > start && startAt < end)
      .map(period => ({ from: Math.max(period.startAt, start), to: Math.min(period.endAt, end), period }));
    this.#pages.set(index, page);
    return page;
  }
}

function findPeriods(offsetAt: (instant: number) => number, start: number, end: number): readonly OffsetPeriod[] {
  const periods: OffsetPeriod[] = [];
  let startAt = start;
  let offsetMs = offsetAt(start);
  let offsetBeforeMs = offsetMs;
  for (let probe = start; probe < end; probe += PROBE_MS) {
    const stepEnd = probe + PROBE_MS;
    while (offsetAt(stepEnd) !== offsetMs) {
      const endAt = firstChange(offsetAt, Math.max(probe, startAt), stepEnd, offsetMs);
      periods.push({ startAt, endAt, offsetMs, offsetBeforeMs });
      startAt = endAt;
      offsetBeforeMs = offsetMs;
      offsetMs = offsetAt(endAt);
    }
  }
  periods.push({ startAt, endAt: end, offsetMs, offsetBeforeMs });
  return periods;
}

/** The first whole second after `from` at which the offset is no longer `offsetMs`, as it is not at `to`. */
function firstChange(offsetAt: (instant: number) => number, from: number, to: number, offsetMs: number): number {
  let before = from / 1000;
  let after = to / 1000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * 1000) === offsetMs) before = middle;
    else after = middle;
  }
  return after * 1000;
}
