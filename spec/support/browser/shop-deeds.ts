import type { Command } from '../../../lib/console/action.js';
import type { Row } from '../../../lib/console/row.js';

/** What a row is once something was done to its job. */
export function afterDeed(row: Row, { do: deed, by, reason = '', until }: Command, now: number): Row {
  const { paused: _, next: __, ...rest } = row;
  const next = row.next ?? now + 60_000;
  switch (deed) {
    case 'run':
      return { ...row, state: 'running', phase: 'running', since: now, run: `${row.name}@by-hand` };
    case 'pause':
    case 'pauseAll': {
      const paused = { reason, at: now, ...(by !== undefined && { by }), ...(until !== undefined && { until }) };
      return { ...rest, state: 'paused', phase: 'paused', paused };
    }
    case 'resume':
    case 'resumeAll':
      return { ...rest, state: 'ok', phase: 'idle', next };
    case 'cancel':
      return { ...row, state: 'cancelling', phase: 'cancelling' };
    case 'skip':
      return { ...row, next: next + 60_000 };
    case 'redrive':
      return row;
  }
}
