import { isBad } from '../../kit.js';
import type { Sees } from '../console.js';
import type { DrumPin, DrumSlot } from '../overview.js';
import type { EndKind } from '../row.js';

/** How long a slot is. */
export const SLOT_MS = 60_000;
/** The slots behind us. */
export const SLOTS = 60;
/** The pins of one slot that are named. */
export const MAX_PINS = 8;
/** The starts of one slot that are kept; beyond, they are counted only. */
const MAX_KEPT = 200;

/** The starts of one minute. */
interface Minute {
  /** Its number since the epoch. */
  readonly slot: number;
  readonly pins: DrumPin[];
  /** Jobs that run all the time, with their starts and the bad ones of these. */
  readonly rails: Map<string, { starts: number; bad: number }>;
  /** Starts that are neither. */
  more: number;
}

/** What started within the last hour, minute by minute. A start costs O(1). */
export class Drummed {
  readonly #minutes = new Map<number, Minute>();

  add(job: string, startedAtMs: number, kind: EndKind, isRail: boolean): void {
    const minute = this.#minute(Math.floor(startedAtMs / SLOT_MS));
    if (minute === undefined) return;
    const known = isRail ? minute.rails.get(job) : undefined;
    if (known !== undefined || (isRail && minute.rails.size < MAX_KEPT)) {
      const rail = known ?? { starts: 0, bad: 0 };
      rail.starts += 1;
      if (isBad(kind)) rail.bad += 1;
      if (known === undefined) minute.rails.set(job, rail);
    } else if (minute.pins.length < MAX_KEPT) minute.pins.push({ job, kind });
    else minute.more += 1;
  }

  /** The minute of this number, as these jobs made it. */
  slot(slot: number, sees: Sees | undefined): DrumSlot {
    const minute = this.#minutes.get(slot % SLOTS);
    if (minute === undefined || minute.slot !== slot) return {};
    const pins = sees === undefined ? minute.pins : minute.pins.filter(({ job }) => sees(job));
    const rails = [...minute.rails].filter(([job]) => sees === undefined || sees(job)).map(([, rail]) => rail);
    const rail = rails.reduce((sum, { starts }) => sum + starts, 0);
    const bad = rails.reduce((sum, part) => sum + part.bad, 0);
    const more = Math.max(0, pins.length - MAX_PINS) + (sees === undefined ? minute.more : 0);
    return {
      ...(pins.length > 0 && { pins: worstFirst(pins).slice(0, MAX_PINS) }),
      ...(more > 0 && { more }),
      ...(rail > 0 && { rail }),
      ...(bad > 0 && { bad }),
    };
  }

  /** A run that ends an hour after it started belongs to no minute that is shown any more: `undefined`. */
  #minute(slot: number): Minute | undefined {
    const known = this.#minutes.get(slot % SLOTS);
    if (known !== undefined && known.slot >= slot) return known.slot === slot ? known : undefined;
    const minute: Minute = { slot, pins: [], rails: new Map(), more: 0 };
    this.#minutes.set(slot % SLOTS, minute);
    return minute;
  }
}

/** Those that are named include the bad ones. */
function worstFirst(pins: readonly DrumPin[]): readonly DrumPin[] {
  if (pins.length <= MAX_PINS) return pins;
  return [...pins].sort((one, other) => Number(isBad(other.kind ?? '')) - Number(isBad(one.kind ?? '')));
}
