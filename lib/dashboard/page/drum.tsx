import { isBad } from '../../job/bad-outcome.js';
import type { Drum as DrumData, DrumPin, DrumSlot } from '../api.js';
import { Clock } from './clock.js';
import { lookWords } from './look.js';
import { bar, diamond, markPath, type Piece } from './mark-path.js';
import { Marks } from './marks.js';
import { serverNow } from './server-clock.js';
import { Tipped } from './tipped.js';
import { type ZoneChoice, zoneOf } from './zone-text.js';

const STEP = 10;
const BASE = 42;

/** The hour behind and the hour before us as the drum of a carillon: a pin for each start, a rail for what runs all the time. */
export function Drum({ drum, zone, choice, isNarrow }: DrumProps) {
  const half = Math.floor(drum.slots.length / (isNarrow ? 4 : 2));
  const middle = Math.floor(drum.slots.length / 2);
  const slots = drum.slots.slice(middle - half, middle + half);
  const from = drum.from + (middle - half) * drum.slotMs;
  const wide = slots.length * STEP;
  const now = Math.min(wide, Math.max(0, ((serverNow() - from) / drum.slotMs) * STEP));
  const span = isNarrow ? 'half an hour' : 'an hour';
  return (
    <div class="ribbon-box">
      <Tipped at={share => tip(slots, Math.floor(share * slots.length), from, drum.slotMs, zoneOf(choice, zone))}>
        <svg
          class="ribbon"
          viewBox={`0 0 ${wide} 50`}
          role="img"
          aria-label={`What started in each minute of ${span}, and what will in the next`}
        >
          <path class="m-rail" d={bar(0, BASE + 3, now, 3)} />
          <path class="m-future" d={`M${now} ${BASE + 1.5}H${wide}`} />
          <Marks pieces={slots.flatMap(pins)} />
          <path class="m-future" d={slots.map((slot, index) => toCome(slot, index)).join('')} />
          <path class="now" d={`M${now} 0V50`} />
        </svg>
      </Tipped>
      <div class="ribbon-labels soft" aria-hidden="true">
        <span>{span} ago</span>
        <span>now</span>
        <span>in {span}</span>
      </div>
    </div>
  );
}

interface DrumProps {
  readonly drum: DrumData;
  readonly zone: string;
  readonly choice: ZoneChoice;
  readonly isNarrow: boolean;
}

function pins(slot: DrumSlot, index: number): readonly Piece[] {
  const x = index * STEP + 1.5;
  const bad: Piece[] = (slot.bad ?? 0) > 0 ? [['failed', bar(x, BASE + 5, 7, 8)]] : [];
  const seen = (slot.pins ?? []).flatMap((pin, level) => (pin.kind ? pinPieces(pin.kind, x, levelOf(level)) : []));
  return [...bad, ...seen];
}

function toCome(slot: DrumSlot, index: number): string {
  const x = index * STEP + 2;
  return (slot.pins ?? []).map((pin, level) => (!pin.kind ? bar(x, levelOf(level) + 6.5, 6, 6) : '')).join('');
}

/** The upper edge of a pin: three stand above each other, and what is more is told by the tip. */
function levelOf(level: number): number {
  return BASE - 10 - Math.min(level, 3) * 9;
}

function pinPieces(kind: NonNullable<DrumPin['kind']>, x: number, y: number): readonly Piece[] {
  return isBad(kind) ? [['failed', diamond(x + 3.5, y + 3.5, 4.7)]] : markPath(kind, x, y + 7, 7, 7);
}

function tip(slots: readonly DrumSlot[], index: number, from: number, slotMs: number, zone: string) {
  const slot = slots[index];
  if (!slot) return undefined;
  const at = from + index * slotMs;
  return (
    <>
      <b>
        <Clock at={at} zone={zone} hasSeconds={false} />
      </b>
      {(slot.pins ?? []).map(({ job, kind }) => (
        <div key={job}>
          <bdi>{job}</bdi> {kind && lookWords(kind)}
        </div>
      ))}
      {slot.more && <div>and {slot.more} more</div>}
      {(slot.rail ?? 0) > 0 && <div>and {slot.rail} starts of what runs all the time</div>}
      {(slot.bad ?? 0) > 0 && <div>{slot.bad} of them failed</div>}
    </>
  );
}
