import { Info, type Zone as LuxonZone } from 'luxon';
import { UnknownZoneError } from '../errors.js';
import { CachedIanaZone } from './cached-iana-zone.js';
import { DAY_MS, MINUTE_MS, modulo } from './calendar.js';
import { type OffsetPeriod, OffsetPeriods } from './offset-periods.js';
import { meantZone } from './zone-meant.js';
import { spelledZone } from './zone-spelling.js';

/** Clocks were never set by more than a day, as in Manila in 1844 and in Apia in 2011. */
const LONGEST_CHANGE_MS = DAY_MS;

/** For how many years an answer is kept. */
const GAP_PAGE_MS = 4 * 366 * DAY_MS;

/** How far it looks around these: 12 years and some days. */
const GAP_REACH_MS = 12.1 * 366 * DAY_MS;

/** Kept for one zone; the years that schedules are asked about are few. */
const MAX_GAP_PAGES = 32;

/**
 * What only some runtimes take for the name of a zone, while a schedule must mean the same on all: Node from 22 on a bare
 * offset, and Node, unlike Bun, abbreviations that are none of IANA's names: `BST` would be the time of Dhaka.
 */
const NAMED_BY_SOME = /^[+-]\d|^systemv\/|^(?!(?:cet|eet|est|gmt|hst|met|mst|prc|roc|rok|uct|utc|wet)$)[a-z]{3}$/i;

/** A time of the day, in milliseconds, at which clocks are set forward, and by how much. */
export interface Gap {
  /** By the clocks before they are set: milliseconds since midnight, 0 to 86,399,999. */
  readonly atMs: number;
  /** How far they are set forward, in milliseconds; more than 0. */
  readonly lengthMs: number;
}

/** Where a wall time lies on the time line. */
export type WallTime =
  /** Clocks show it once, where `first` and `last` are the same, or twice. */
  | { readonly kind: 'unique' | 'overlap'; readonly first: number; readonly last: number }
  /** Clocks jump over it at `transition`; `shifted` is the instant that lies the length of the gap behind it. */
  | { readonly kind: 'gap'; readonly transition: number; readonly shifted: number };

/**
 * A time zone, and the one place where wall time becomes an instant and back. Both are integers in milliseconds; a
 * wall time counts from 1 January 1970, 00:00, on the zone's own clocks.
 *
 * The rule is that of RFC 5545 section 3.3.5, of java.time, and of Temporal's `compatible`: a wall time in a gap
 * is shifted forward by the length of the gap, one in an overlap is the first of the two. Luxon isn't asked, since
 * its answer in an overlap depends on the season in which the question is asked.
 */
export class Zone {
  /** Its IANA name, `UTC`, or an offset such as `UTC+5:30`. */
  readonly name: string;
  /** For making `DateTime`s at the public edge. */
  readonly luxonZone: LuxonZone;
  readonly #periods: OffsetPeriods;
  readonly #gaps = new Map<number, readonly Gap[]>();

  constructor(name: string, luxonZone: LuxonZone) {
    this.name = name;
    this.#periods = luxonZone.isUniversal
      ? OffsetPeriods.constant(luxonZone.offset(0) * MINUTE_MS)
      : new OffsetPeriods(offsetsOf(luxonZone.name));
    this.luxonZone = luxonZone.isUniversal ? luxonZone : new CachedIanaZone(luxonZone.name, this.#periods);
  }

  /** The stretch of constant offset in which `instant` lies. */
  periodAt(instant: number): OffsetPeriod {
    return this.#periods.at(instant);
  }

  /** What its clocks show at an instant. */
  wallOf(instant: number): number {
    return instant + this.#periods.at(instant).offsetMs;
  }

  /**
   * The gaps of the years around an instant, by the time of the day at which clocks are set forward, and by how much:
   * all that there are within 12 years of it, perhaps others, each once.
   */
  gapsNear(instant: number): readonly Gap[] {
    const index = Math.floor(instant / GAP_PAGE_MS);
    const known = this.#gaps.get(index);
    if (known !== undefined) return known;
    const gaps = this.#findGaps(index * GAP_PAGE_MS - GAP_REACH_MS, (index + 1) * GAP_PAGE_MS + GAP_REACH_MS);
    if (this.#gaps.size < MAX_GAP_PAGES) this.#gaps.set(index, gaps);
    return gaps;
  }

  #findGaps(from: number, to: number): readonly Gap[] {
    const gaps = new Map<string, Gap>();
    for (let at = from; at < to; at = this.#periods.at(at).endAt) {
      const { startAt, offsetMs, offsetBeforeMs } = this.#periods.at(at);
      const gap = { atMs: modulo(startAt + offsetBeforeMs, DAY_MS), lengthMs: offsetMs - offsetBeforeMs };
      if (gap.lengthMs > 0) gaps.set(`${gap.atMs} ${gap.lengthMs}`, gap);
    }
    return [...gaps.values()];
  }

  /** The instant of a wall time: shifted forward in a gap, the first in an overlap. */
  instantOf(wall: number): number {
    const place = this.locate(wall);
    return place.kind === 'gap' ? place.shifted : place.first;
  }

  /** The first instant at which clocks show `wall` or, where it lies in a gap, what comes after the gap. */
  openingOf(wall: number): number {
    const place = this.locate(wall);
    return place.kind === 'gap' ? place.transition : place.first;
  }

  /** The last instant at which clocks show `wall` or, where it lies in a gap, what comes after the gap. */
  closingOf(wall: number): number {
    const place = this.locate(wall);
    return place.kind === 'gap' ? place.transition : place.last;
  }

  /** Whether clocks show a wall time once, twice or never, and when. */
  locate(wall: number): WallTime {
    // An offset is less than a day and a half, so the period found by taking the wall for an instant is the right
    // one or its neighbour.
    let period = this.#periods.at(wall);
    while (wall - period.offsetMs < period.startAt) {
      const before = this.#periods.at(period.startAt - 1);
      if (wall - before.offsetMs >= period.startAt) {
        return { kind: 'gap', transition: period.startAt, shifted: wall - before.offsetMs };
      }
      period = before;
    }
    while (wall - period.offsetMs >= period.endAt) {
      const after = this.#periods.at(period.endAt);
      if (wall - after.offsetMs < period.endAt) {
        return { kind: 'gap', transition: period.endAt, shifted: wall - period.offsetMs };
      }
      period = after;
    }
    const at = wall - period.offsetMs;
    const atBefore = wall - period.offsetBeforeMs;
    if (atBefore < period.startAt) return { kind: 'overlap', first: atBefore, last: at };
    if (period.endAt - at > LONGEST_CHANGE_MS) return { kind: 'unique', first: at, last: at };
    const atAfter = wall - this.#periods.at(period.endAt).offsetMs;
    return atAfter >= period.endAt
      ? { kind: 'overlap', first: at, last: atAfter }
      : { kind: 'unique', first: at, last: at };
  }
}

/** The offsets of an IANA zone in milliseconds. Luxon gives them too, but takes five times as long to read all of a date. */
function offsetsOf(name: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, hour: 'numeric', timeZoneName: 'longOffset' });
  return instant => (Math.abs(instant) <= LAST_DATE_MS ? offsetIn(format.format(instant)) : Number.NaN);
}

/** The last instant that a `Date`, and so `Intl`, can show. */
const LAST_DATE_MS = 8.64e15;

/** Reads `3 PM GMT-00:44:30`, where `GMT` alone is no offset at all. */
function offsetIn(text: string): number {
  const start = text.indexOf('GMT') + 3;
  if (start === text.length) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = [1, 4, 7].map(at => Number(text.slice(start + at, start + at + 2)));
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return text[start] === '-' ? -ms : ms;
}

const zones = new Map<string, Zone>();

/**
 * The zone of an IANA name, of `UTC` or a fixed offset such as `UTC+5:30`; `local` and `system` are the host's own,
 * under its IANA name. `asked` is what the error calls the zone: what Luxon makes of a host's TZ that is no zone says
 * nothing to anybody.
 * @throws UnknownZoneError
 */
export function zoneOf(name: string, asked = name): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const luxonZone = typeof name === 'string' && name !== '' ? Info.normalizeZone(name) : undefined;
  if (!luxonZone?.isValid || isNoOffset(luxonZone, name) || NAMED_BY_SOME.test(name)) {
    throw new UnknownZoneError(asked, undefined, meantZone(asked, Intl.supportedValuesOf('timeZone')));
  }
  if (luxonZone.type === 'system') return zoneOf(luxonZone.name, 'local');
  const usual = usualName(luxonZone);
  if (usual !== name) return zoneOf(usual);
  const zone = new Zone(name, luxonZone);
  zones.set(name, zone);
  return zone;
}

/** Whether a name that `zoneOf` takes stands for the zone of the host, whichever that is. */
export function isHostZone(name: string): boolean {
  return /^(?:local|system|default)$/i.test(name);
}

/** A zone may be named in any case, but has one name, by which schedules are compared and described. */
function usualName({ isUniversal, name }: LuxonZone): string {
  if (isUniversal) return name;
  const known = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  return spelledZone(name, known);
}

/** Luxon reads `UTC+99` as an offset of four days, and `UTC+5:75` as one of 6 hours and a quarter. */
function isNoOffset(luxonZone: LuxonZone, name: string): boolean {
  return luxonZone.isUniversal && (Math.abs(luxonZone.offset(0) * MINUTE_MS) >= DAY_MS || /:[6-9]/.test(name));
}
