import type { JSX } from 'preact';
import type { Can, Row } from '../api.js';
import { Glyph } from './glyph.js';
import type { Intents } from './intents.js';
import { JobActions } from './job-actions.js';
import { LastCell } from './last-cell.js';
import { isSoon, NextCell } from './next-cell.js';
import { jobHash } from './route.js';
import { serverNow } from './server-clock.js';
import { Status, stateWords } from './status.js';
import { Strip } from './strip.js';
import { dayOf } from './wall-time.js';

/** The jobs of the list. What is told of one by its revision is drawn once; drawing all anew would take twenty times as long. */
export function jobRows(all: readonly RowProps[]): readonly JSX.Element[] {
  const before = drawn;
  drawn = new Map();
  return all.map(props => {
    const { row, zone, epoch, isAt, can } = props;
    // A page stays open over midnight, and what was tomorrow is told by its time alone.
    const seen = JSON.stringify([row.rev, row.progress, epoch, zone, isAt, can, dayOf(serverNow(), zone), isSoon(row)]);
    const known = before.get(row.name);
    const element = known?.seen === seen ? known.element : <JobRow key={row.name} {...props} />;
    drawn.set(row.name, { seen, element });
    return element;
  });
}

/** What a row is drawn from. */
export interface RowProps {
  readonly row: Row;
  readonly zone: string;
  readonly epoch: string;
  /** Whether the keys went to it. */
  readonly isAt: boolean;
  readonly can: Can;
  readonly intents: Intents;
}

/** What was drawn last of each job that is listed. An element that is the same again is left alone. */
let drawn = new Map<string, { readonly seen: string; readonly element: JSX.Element }>();

function JobRow({ row, zone, isAt, can, intents }: RowProps) {
  return (
    <tr class={isAt ? `${row.state} at` : row.state} id={isAt ? 'at' : undefined}>
      <td>
        <div class="who">
          <Glyph kind={row.state} />
          <a class="name" href={jobHash(row.name)}>
            <bdi>{row.name}</bdi>
            <span class="vh"> is {stateWords(row).toLowerCase()}</span>
          </a>
          <span class="note" title={row.state === 'failing' ? row.last?.message : undefined}>
            <Status row={row} />
          </span>
        </div>
      </td>
      <td class="words">
        <span class="line">{row.words}</span>
        <span class="sub">
          {row.cron && (
            <>
              <code>{row.cron}</code> ·{' '}
            </>
          )}
          {row.zone}
        </span>
      </td>
      <td class="strip-cell">
        <Strip row={row} />
      </td>
      <LastCell row={row} />
      <NextCell row={row} zone={zone} />
      <td class="actions">
        <JobActions row={row} can={can} intents={intents} />
      </td>
    </tr>
  );
}
