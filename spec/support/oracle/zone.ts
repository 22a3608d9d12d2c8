import { DAY_MS } from './civil.js';

/** One change of the clock: `atMs` is the first instant under the offset `afterMs`. */
interface ClockChange {
  readonly atMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

const HOUR_MS = 3_600_000;
const zones = new Map<string, Zone>();

/**
 * Local time as `Intl.DateTimeFormat` alone tells it. A wall time is written as the epoch milliseconds it would have in UTC.
 *
 * `Intl` is slow, so the offset is asked once a UTC day and the change, where two days differ, is found by halving. This
 * assumes that no zone changes its clock and changes it back within one UTC day.
 */
export class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsetsMs = new Map<number, number>();
  readonly #nearMs = new Map<number, readonly number[]>();
  readonly #changes = new Map<number, readonly ClockChange[]>();

  static of(name: string): Zone {
    let zone = zones.get(name);
    if (zone === undefined) {
      zone = new Zone(name);
      zones.set(name, zone);
    }
    return zone;
  }

  private constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** The wall time that clocks in this zone show at an instant. */
  wallAt(instantMs: number): number {
    return instantMs + this.offsetAt(instantMs);
  }

  offsetAt(instantMs: number): number {
    const dayNo = Math.floor(instantMs / DAY_MS);
    const changes = this.#changesOn(dayNo);
    return changes.findLast(change => change.atMs <= instantMs)?.afterMs ?? this.#dayOffset(dayNo);
  }

  /** Every instant at which clocks show this wall time, in order: none in a gap, two in an overlap. */
  instantsAt(wallMs: number): readonly number[] {
    const offsetsMs = this.offsetsNear(Math.floor(wallMs / DAY_MS));
    const instants = offsetsMs.map(offsetMs => wallMs - offsetMs);
    if (instants.length === 1) return instants;
    return instants.filter(instantMs => this.wallAt(instantMs) === wallMs).sort((a, b) => a - b);
  }

  /**
   * The offsets that may be in force while clocks show this date: offsets lie within a day of UTC, and a gap may be a day
   * long, so two days on either side are enough.
   */
  offsetsNear(dayNo: number): readonly number[] {
    let offsetsMs = this.#nearMs.get(dayNo);
    if (offsetsMs === undefined) {
      const found = new Set([this.#dayOffset(dayNo)]);
      for (const change of this.#changesAround(dayNo)) found.add(change.beforeMs).add(change.afterMs);
      offsetsMs = [...found];
      this.#nearMs.set(dayNo, offsetsMs);
    }
    return offsetsMs;
  }

  /** The first of two; in a gap, shifted forward by the length of the gap. */
  resolve(wallMs: number): number {
    return this.instantsAt(wallMs)[0] ?? wallMs - this.#gapAt(wallMs).beforeMs;
  }

  /** A window opens at the first of two, and after the gap in a gap. */
  opening(wallMs: number): number {
    return this.instantsAt(wallMs)[0] ?? this.#gapAt(wallMs).atMs;
  }

  /** A window closes at the last of two; in a gap, where the gap begins, for the wall times before it are past. */
  closing(wallMs: number): number {
    return this.instantsAt(wallMs).at(-1) ?? this.#gapAt(wallMs).atMs;
  }

  #gapAt(wallMs: number): ClockChange {
    const gap = this.#changesAround(Math.floor(wallMs / DAY_MS)).find(
      change => change.atMs + change.beforeMs <= wallMs && wallMs < change.atMs + change.afterMs,
    );
    if (gap === undefined) throw new Error(`wall time ${wallMs} neither exists nor lies in a gap`);
    return gap;
  }

  #changesAround(dayNo: number): readonly ClockChange[] {
    return [-2, -1, 0, 1, 2].flatMap(aside => this.#changesOn(dayNo + aside));
  }

  #changesOn(dayNo: number): readonly ClockChange[] {
    if (this.#dayOffset(dayNo) === this.#dayOffset(dayNo + 1)) return [];
    let changes = this.#changes.get(dayNo);
    if (changes === undefined) {
      const hours = Array.from({ length: 24 }, (_, hour) => dayNo * DAY_MS + hour * HOUR_MS);
      changes = hours.flatMap(hourMs => this.#changeBetween(hourMs, hourMs + HOUR_MS));
      this.#changes.set(dayNo, changes);
    }
    return changes;
  }

  /** Clocks change at whole seconds, so halving stops there. */
  #changeBetween(fromMs: number, toMs: number): readonly ClockChange[] {
    const beforeMs = this.#ask(fromMs);
    const afterMs = this.#ask(toMs);
    if (beforeMs === afterMs) return [];
    let low = fromMs;
    let high = toMs;
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (this.#ask(middle) === beforeMs) low = middle;
      else high = middle;
    }
    return [{ atMs: high, beforeMs, afterMs }];
  }

  #dayOffset(dayNo: number): number {
    let offsetMs = this.#offsetsMs.get(dayNo);
    if (offsetMs === undefined) {
      offsetMs = this.#ask(dayNo * DAY_MS);
      this.#offsetsMs.set(dayNo, offsetMs);
    }
    return offsetMs;
  }

  #ask(instantMs: number): number {
    const [month, day, year, hour, minute, second] = (this.#format.format(instantMs).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year ?? Number.NaN, (month ?? 0) - 1, day, hour, minute, second) - instantMs;
  }
}
