import type { TimelineReply } from '../api.js';
import { type Axis, clippedX } from './axis.js';

/** A run more is so many units higher, until there are too many for that. */
const STEP = 9;

/** How many runs there were at once, and how many there will be. */
export function TimelineLoad({ reply, axis, base, high }: LoadProps) {
  const { seen, expected, slotMs } = reply.load;
  const most = Math.max(1, ...seen, ...expected);
  const unit = Math.min(STEP, high / most);
  const line = (counts: readonly number[], from: number): string => {
    if (counts.length === 0) return '';
    const steps = counts.map(
      (count, index) => `V${r(base - count * unit)}H${r(clippedX(axis, from + (index + 1) * slotMs))}`,
    );
    return `M${r(clippedX(axis, from))} ${base}${steps.join('')}V${base}`;
  };
  return (
    <>
      <path class="load" d={line(seen, reply.from)} />
      <path class="load ahead" d={line(expected, reply.from + seen.length * slotMs)} />
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
