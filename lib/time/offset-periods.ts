/** A stretch of time in which a zone's offset from UTC does not change. */
export interface OffsetPeriod {
  readonly startAt: number;
  /** Exclusive. Where a page of the cache ends, the next period may have the same offset. */
  readonly endAt: number;
  readonly offsetMs: number;
  /** The offset in force just before `startAt`. */
  readonly offsetBeforeMs: number;
}

/** 200 days: few enough probes to fill a page in a fraction of a millisecond. */
const PAGE_MS = 64 * 270_000_000;

/**
 * 3.1 days. Two changes that undo each other within one step would be missed; the nearest such pair since 1900 is
 * that of Freetown in 1939, four days apart.
 */
const PROBE_MS = 270_000_000;

/** Pages kept for one zone: five and a half centuries. The oldest goes when one more is wanted. */
const MAX_PAGES = 1024;

/**
 * The offset periods of one zone, found by probing an offset function and bisecting to each change, and kept in
 * pages. Asking the offset function is a thousand times slower than looking up a page.
 */
export class OffsetPeriods {
  readonly #offsetAt: (instant: number) => number;
  readonly #pages = new Map<number, readonly OffsetPeriod[]>();
  #latest: OffsetPeriod;

  private constructor(offsetAt: (instant: number) => number, latest: OffsetPeriod) {
    this.#offsetAt = offsetAt;
    this.#latest = latest;
  }

  static constant(offsetMs: number): OffsetPeriods {
    const always = { startAt: -Infinity, endAt: Infinity, offsetMs, offsetBeforeMs: offsetMs };
    return new OffsetPeriods(() => offsetMs, always);
  }

  /** `offsetAt` gives the offset in milliseconds at an instant; it changes on whole seconds only. */
  static found(offsetAt: (instant: number) => number): OffsetPeriods {
    return new OffsetPeriods(offsetAt, { startAt: 0, endAt: 0, offsetMs: 0, offsetBeforeMs: 0 });
  }

  /** The period that holds `instant`. */
  at(instant: number): OffsetPeriod {
    const latest = this.#latest;
    if (instant >= latest.startAt && (instant < latest.endAt || latest.endAt === Infinity)) return latest;
    for (const period of this.#page(Math.floor(instant / PAGE_MS))) {
      if (instant < period.endAt) {
        this.#latest = period;
        return period;
      }
    }
    return latest;
  }

  #page(index: number): readonly OffsetPeriod[] {
    const known = this.#pages.get(index);
    if (known !== undefined) return known;
    if (this.#pages.size >= MAX_PAGES) this.#pages.delete(this.#pages.keys().next().value as number);
    const page = findPeriods(this.#offsetAt, index * PAGE_MS, (index + 1) * PAGE_MS);
    this.#pages.set(index, page);
    return page;
  }
}

function findPeriods(
  offsetAt: (instant: number) => number,
  pageStart: number,
  pageEnd: number,
): readonly OffsetPeriod[] {
  const periods: OffsetPeriod[] = [];
  let startAt = pageStart;
  let offsetMs = offsetAt(pageStart);
  let offsetBeforeMs = offsetAt(pageStart - 1000);
  for (let probe = pageStart; probe < pageEnd; probe += PROBE_MS) {
    const lastSecond = probe + PROBE_MS - 1000;
    while (offsetAt(lastSecond) !== offsetMs) {
      const endAt = firstChange(offsetAt, Math.max(probe, startAt), lastSecond, offsetMs);
      periods.push({ startAt, endAt, offsetMs, offsetBeforeMs });
      startAt = endAt;
      offsetBeforeMs = offsetMs;
      offsetMs = offsetAt(endAt);
    }
  }
  periods.push({ startAt, endAt: pageEnd, offsetMs, offsetBeforeMs });
  return periods;
}

/** The first whole second after `from` at which the offset is no longer `offsetMs`, as it is at `to`. */
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
