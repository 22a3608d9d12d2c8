import type { OffsetPeriod } from '../time/offset-periods.js';
import type { Gap, Zone } from '../time/zone.js';
import { isWithinClockChanges } from './horizon.js';
import type { Timetable } from './timetable.js';
import type { WallTimes } from './wall-times.js';

/** How many times that might be shifted are looked at one by one before going from period to period instead. */
const MAX_LOOKS = 8;

/** The wall times of a rule, before and after its filters. */
export interface Clockwork {
  /** What the filters leave of what the rule names. */
  readonly filtered: WallTimes;
  /** What a gap may shift so that it passes the filters, and perhaps more; the same object where there are none. */
  readonly shiftable: WallTimes;
  /** Whether the filters let an occurrence through that happens when clocks show `wall`. */
  readonly passes: (wall: number) => boolean;
  /** Whether filters leave no time of the day, so that only a gap can bring about an occurrence, and which could. */
  readonly onlyByGaps?: (gaps: readonly Gap[]) => boolean;
}

/**
 * The timetable of wall times that name one instant each, as those of the words and of cron's clock times do.
 * Almost all are *plain*: clocks show them, once or for the first time. The others lie in a gap and are *shifted*
 * behind it. Shifted ones are rare but awkward: they may come after a plain one that is later by the clock, and the
 * filters judge them by what clocks show when they happen.
 */
export class ClockTimes implements Timetable {
  readonly #zone: Zone;
  readonly #filtered: WallTimes;
  readonly #shiftable: WallTimes;
  readonly #passes: (wall: number) => boolean;
  readonly #onlyByGaps: Clockwork['onlyByGaps'];

  constructor(zone: Zone, { filtered, shiftable, passes, onlyByGaps }: Clockwork) {
    this.#zone = zone;
    this.#filtered = filtered;
    this.#shiftable = shiftable;
    this.#passes = passes;
    this.#onlyByGaps = onlyByGaps;
  }

  next(afterMs: number): number | undefined {
    const from = afterMs + 1;
    const period = this.#zone.periodAt(from);
    const start = firstPlainWall(from, period);
    const wall = this.#filtered.atOrAfter(start);
    if (from < settledAt(period)) return this.#searchForward(from, wall);
    if (wall !== undefined && wall - period.offsetMs < period.endAt) return wall - period.offsetMs;
    return this.#farInstant(wall, start) ?? this.#searchForward(from, wall);
  }

  previous(beforeMs: number): number | undefined {
    const from = beforeMs - 1;
    const period = this.#zone.periodAt(from);
    const wall = this.#filtered.atOrBefore(lastPlainWall(from, period));
    const plain = wall === undefined ? undefined : wall - period.offsetMs;
    return plain !== undefined && plain >= settledAt(period) ? plain : this.#searchBackward(from, wall);
  }

  count(fromMs: number, toMs: number): number {
    let count = 0;
    for (let at = fromMs; at < toMs; at = this.#zone.periodAt(at).endAt) {
      const period = this.#zone.periodAt(at);
      const endWall = Math.min(toMs, period.endAt) + period.offsetMs;
      count += this.#filtered.count(firstPlainWall(at, period), endWall) + this.#countShifted(at, period, endWall);
    }
    return count;
  }

  /** The instant of a far wall time, if it is a plain one and nothing that could be shifted comes before it. */
  #farInstant(wall: number | undefined, start: number): number | undefined {
    if (wall === undefined) return undefined;
    let candidate = this.#shiftable === this.#filtered ? wall : this.#shiftable.atOrAfter(start);
    for (let looks = 0; candidate !== undefined && looks < MAX_LOOKS; looks++) {
      const place = this.#zone.locate(candidate);
      if (place.kind === 'gap') return undefined;
      if (candidate === wall) return place.first;
      candidate = this.#shiftable.atOrAfter(candidate + 1);
    }
    return undefined;
  }

  /**
   * Goes from period to period, past those in which, and in the gap before which, the rule names no time: up to the next
   * plain time, however far, or where there is none as far as what a gap shifts can be. `nextPlain` is the first plain wall
   * time from `start` on; that there is none is asked once, since a function may have been asked about 400 years.
   */
  #searchForward(start: number, nextPlain: number | undefined): number | undefined {
    if (this.#onlyByGaps?.(this.#zone.gapsNear(start)) === false) return undefined;
    let plainWall = nextPlain;
    let apartMs = 0;
    for (let from = start; plainWall !== undefined || isWithinClockChanges(from - start, apartMs); ) {
      const period = this.#zone.periodAt(from);
      const firstWall = firstPlainWall(from, period);
      if (plainWall !== undefined && plainWall < firstWall) plainWall = this.#filtered.atOrAfter(firstWall);
      const isHere = plainWall !== undefined && plainWall - period.offsetMs < period.endAt;
      const plain = isHere ? (plainWall as number) - period.offsetMs : undefined;
      const shiftedWall = this.#firstShiftedWall(from, period);
      if (shiftedWall !== undefined) return Math.min(shifted(shiftedWall, period), plain ?? Infinity);
      if (plain !== undefined) return plain;
      const nextWall = this.#shiftable.atOrAfter(from + period.offsetMs);
      if (nextWall === undefined) return undefined;
      apartMs = Math.max(apartMs, nextWall - period.offsetMs - from);
      from = Math.max(period.endAt, this.#zone.periodAt(this.#zone.instantOf(nextWall)).startAt);
    }
    return undefined;
  }

  /** The same back, from the last plain wall time up to `start`. */
  #searchBackward(start: number, lastPlain: number | undefined): number | undefined {
    if (this.#onlyByGaps?.(this.#zone.gapsNear(start)) === false) return undefined;
    let plainWall = lastPlain;
    let apartMs = 0;
    for (let from = start; plainWall !== undefined || isWithinClockChanges(start - from, apartMs); ) {
      const period = this.#zone.periodAt(from);
      const lastWall = lastPlainWall(from, period);
      if (plainWall !== undefined && plainWall > lastWall) plainWall = this.#filtered.atOrBefore(lastWall);
      const isHere = plainWall !== undefined && plainWall >= firstPlainWall(period.startAt, period);
      const plain = isHere ? (plainWall as number) - period.offsetMs : undefined;
      const shiftedWall = this.#lastShiftedWall(from, period);
      if (shiftedWall !== undefined) return Math.max(shifted(shiftedWall, period), plain ?? -Infinity);
      if (plain !== undefined || period.startAt === -Infinity) return plain;
      const lastWallBefore = period.startAt - 1 + period.offsetBeforeMs;
      const previousWall = this.#shiftable.atOrBefore(lastWallBefore);
      if (previousWall === undefined) return undefined;
      apartMs = Math.max(apartMs, lastWallBefore - previousWall);
      from = Math.min(period.startAt, this.#zone.periodAt(this.#zone.instantOf(previousWall)).endAt) - 1;
    }
    return undefined;
  }

  #firstShiftedWall(from: number, period: OffsetPeriod): number | undefined {
    if (gapMs(period) <= 0 || from >= settledAt(period)) return undefined;
    const gapEnd = period.startAt + period.offsetMs;
    let wall = this.#shiftable.atOrAfter(Math.max(from, period.startAt) + period.offsetBeforeMs);
    while (wall !== undefined && wall < gapEnd && !this.#passes(wall + gapMs(period)))
      wall = this.#shiftable.atOrAfter(wall + 1);
    return wall !== undefined && wall < gapEnd ? wall : undefined;
  }

  #lastShiftedWall(from: number, period: OffsetPeriod): number | undefined {
    if (gapMs(period) <= 0) return undefined;
    const gapStart = period.startAt + period.offsetBeforeMs;
    let wall = this.#shiftable.atOrBefore(Math.min(from, settledAt(period) - 1) + period.offsetBeforeMs);
    while (wall !== undefined && wall >= gapStart && !this.#passes(wall + gapMs(period)))
      wall = this.#shiftable.atOrBefore(wall - 1);
    return wall !== undefined && wall >= gapStart ? wall : undefined;
  }

  /** Those that no plain occurrence falls together with. */
  #countShifted(from: number, period: OffsetPeriod, endWall: number): number {
    let count = 0;
    let wall = this.#firstShiftedWall(from, period);
    while (wall !== undefined && wall + gapMs(period) < endWall) {
      const at = wall + gapMs(period);
      if (this.#filtered.count(at, at + 1) === 0) count++;
      wall = this.#firstShiftedWall(shifted(wall, period) + 1, period);
    }
    return count;
  }
}

/** How far clocks are set forward when the period begins; negative where they are set back. */
function gapMs(period: OffsetPeriod): number {
  return period.offsetMs - period.offsetBeforeMs;
}

/** From here on the change at the start of the period no longer matters: what is shifted, or shown again, is over. */
function settledAt(period: OffsetPeriod): number {
  return period.startAt + Math.abs(gapMs(period));
}

function shifted(wall: number, period: OffsetPeriod): number {
  return wall - period.offsetBeforeMs;
}

/** What clocks show at `from`; while they show times again, the first that is new. */
function firstPlainWall(from: number, period: OffsetPeriod): number {
  return Math.max(from + period.offsetMs, period.startAt + period.offsetBeforeMs);
}

/** What clocks show at `from`; while they show times again, the last that was new. */
function lastPlainWall(from: number, period: OffsetPeriod): number {
  return Math.max(from + period.offsetMs, period.startAt + period.offsetBeforeMs - 1);
}
