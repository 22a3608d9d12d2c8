import { type ClockDetail, clockText } from './clock-text.js';
import { serverNow } from './server-clock.js';
import { abbreviation } from './zone-text.js';

/** An instant on the clocks of a zone, with the abbreviation of that zone unless something near says it. */
export function Clock({ at, zone, isBare, ...detail }: ClockProps) {
  return (
    <time dateTime={isoText(at)} class="num">
      {clockText(at, zone, serverNow(), detail)}
      {isBare !== true && <span class="zone"> {abbreviation(zone, at)}</span>}
    </time>
  );
}

interface ClockProps extends ClockDetail {
  readonly at: number;
  readonly zone: string;
  /** Leaves the zone out. */
  readonly isBare?: boolean;
}

function isoText(at: number): string {
  return new Date(at).toISOString();
}
