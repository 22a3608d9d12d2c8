import { useMemo } from 'preact/hooks';
import type { Can, Row } from '../api.js';
import { Glyph } from './glyph.js';
import type { Intents } from './intents.js';
import { JobActions } from './job-actions.js';
import { LastCell } from './last-cell.js';
import { NextCell } from './next-cell.js';
import { jobHash } from './route.js';
import { Status, stateWords } from './status.js';
import { Strip } from './strip.js';

/** One job of the list. It is drawn again when its revision is another one, and not when others change. */
export function JobRow({ row, zone, epoch, isAt, can, intents }: RowProps) {
  const { run, pause, cancel } = can;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision stands for all that is in the row.
  return useMemo(
    () => (
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
            {row.cron !== undefined && (
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
    ),
    [row.name, row.rev, row.progress?.done, row.progress?.message, epoch, zone, isAt, run, pause, cancel],
  );
}

interface RowProps {
  readonly row: Row;
  readonly zone: string;
  readonly epoch: string;
  /** Whether the keys went to it. */
  readonly isAt: boolean;
  readonly can: Can;
  readonly intents: Intents;
}
