import { clockText } from './clock-text.js';
import { serverNow } from './server-clock.js';
import { abbreviation } from './zone-text.js';

/** An instant on the clocks of a zone, with the abbreviation of that zone. */
export function Clock({ at, zone, hasSeconds }: ClockProps) {
  return (
    <time dateTime={isoText(at)} class="num">
      {clockText(at, zone, serverNow(), hasSeconds)}
      <span class="zone"> {abbreviation(zone, at)}</span>
    </time>
  );
}

interface ClockProps {
  readonly at: number;
  readonly zone: string;
  /** Whether seconds are said of an instant of today; they are unless told otherwise. */
  readonly hasSeconds?: boolean;
}

function isoText(at: number): string {
  return new Date(at).toISOString();
}
