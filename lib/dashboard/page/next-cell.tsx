import type { Row } from '../api.js';
import { Clock } from './clock.js';
import { dateText } from './clock-text.js';
import { ahead } from './length.js';
import { serverNow } from './server-clock.js';
import { Ticking } from './ticking.js';

/** The cell of a job's next run, or why there is none. */
export function NextCell({ row, zone }: { readonly row: Row; readonly zone: string }) {
  const { next, paused } = row;
  if (paused) {
    return (
      <td class="next num">
        <span class="soft">{!paused.until ? 'when resumed' : 'paused until'}</span>
        <span class="sub">
          {!paused.until ? `paused ${dateText(paused.at, zone, serverNow())}` : <Clock at={paused.until} zone={zone} />}
        </span>
      </td>
    );
  }
  if (!next) {
    return (
      <td class="next num">
        <span class="soft">{row.phase === 'ended' ? 'never again' : 'not planned'}</span>
      </td>
    );
  }
  return (
    <td class="next num">
      <span class={isSoon(row) ? 'soon' : undefined}>
        <Ticking text={now => ahead(next, now)} />
      </span>
      <span class="sub">
        <Clock at={next} zone={zone} />
      </span>
    </td>
  );
}

/** Whether it starts within a minute. */
export function isSoon({ next }: Row): boolean {
  return !!next && next - serverNow() < 60_000;
}
