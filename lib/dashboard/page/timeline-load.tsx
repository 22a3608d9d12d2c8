import type { TimelineReply } from '../api.js';
import { type Axis, clippedX } from './axis.js';
import { serverNow } from './server-clock.js';

/** A run more is so many units higher, until there are too many for that. */
const STEP = 9;

/** How many runs there were at once, and how many there will be. */
export function TimelineLoad({ reply, axis, base, high }: LoadProps) {
  const { seen, expected, slotMs } = reply.load;
  const most = Math.max(1, ...seen, ...expected);
  const unit = Math.min(STEP, high / most);
  const now = Math.max(0, Math.ceil((serverNow() - reply.from) / slotMs));
  const line = (counts: readonly number[], first: number): string => {
    if (counts.length === 0) return '';
    const x = (slot: number): number => r(clippedX(axis, reply.from + (first + slot) * slotMs));
    const steps = counts.map((count, slot) => `V${r(base - count * unit)}H${x(slot + 1)}`);
    return `M${x(0)} ${base}${steps.join('')}V${base}`;
  };
  return (
    <>
      <path class="load" d={line(seen.slice(0, now), 0)} />
      <path class="load ahead" d={line(expected.slice(now), now)} />
    </>
  );
}

interface LoadProps {
  readonly reply: TimelineReply;
  readonly axis: Axis;
  /** The line that it stands on, and how high it may be. */
  readonly base: number;
  readonly high: number;
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}
