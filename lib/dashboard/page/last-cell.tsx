import type { Row } from '../api.js';
import { ago, length, soFar } from './length.js';
import { lookWords } from './look.js';
import { Ticking } from './ticking.js';

/** The cell of a job's last run, or of the one in progress. */
export function LastCell({ row }: { readonly row: Row }) {
  const { last, since, p50 } = row;
  if ((row.phase === 'running' || row.phase === 'cancelling') && since) {
    return (
      <td class="last num">
        <Ticking text={now => `${soFar(since, now)} so far`} />
        <span class="sub">{p50 !== undefined && `typical ${length(p50)}`}</span>
      </td>
    );
  }
  if (!last) return <td class="last num">–</td>;
  return (
    <td class="last num">
      <Ticking text={now => ago(last.at, now)} />
      <span class="sub">
        {last.kind === 'succeeded' ? 'took' : `${lookWords(last.kind)} after`} {length(last.ms)}
      </span>
    </td>
  );
}
