import { isBad } from '../../job/bad-outcome.js';
import type { Bar, Cell, Row, TimelineRow } from '../api.js';
import { type Axis, clippedX, rowHeight } from './axis.js';
import { clockText } from './clock-text.js';
import { Glyph } from './glyph.js';
import { length } from './length.js';
import { type Look, lookOf, lookWords } from './look.js';
import { bar, markPath, type Piece } from './mark-path.js';
import { Marks } from './marks.js';
import { jobHash, runHash } from './route.js';
import { serverNow } from './server-clock.js';
import { abbreviation } from './zone-text.js';

/** One job's line of a timeline: what ran, what is to come, and when it was paused. */
export function TimelineRowView({ row, known, axis, zone, y }: RowProps) {
  const nearby = (at: number): string => `${clockText(at, zone, serverNow(), false)} ${abbreviation(zone, at)}`;
  const mid = y + rowHeight(axis) - 15;
  const isDim = known?.state === 'paused' || known?.state === 'never';
  const isEmpty = (row.bars ?? row.cells ?? []).length === 0 && row.future.length === 0;
  return (
    <g>
      <a href={jobHash(row.job)}>
        <text class={isDim ? 'label dim' : 'label'} x={axis.isNarrow ? 10 : 36} y={axis.isNarrow ? y + 15 : mid + 4.5}>
          {axis.isNarrow || row.job.length <= 17 ? row.job : `${row.job.slice(0, 16)}…`}
          <title>{row.job}</title>
        </text>
      </a>
      {!axis.isNarrow && known && (
        <g transform={`translate(12 ${mid - 8})`}>
          <Glyph kind={known.state} size={16} />
        </g>
      )}
      {row.pauses.map(({ from, to }) => (
        <path
          key={from}
          class="pausing"
          d={`M${clippedX(axis, from)} ${mid}H${to === undefined ? axis.wide : clippedX(axis, to)}`}
        />
      ))}
      <path class="plan" d={planned(axis, row, mid)} />
      <Marks pieces={(row.cells ?? []).flatMap(cell => cellPieces(axis, cell, mid))} />
      {(row.bars ?? []).map(run => (
        <BarLink key={run.id} run={run} job={row.job} axis={axis} mid={mid} />
      ))}
      {isEmpty && row.before && (
        <text x={axis.left + 8} y={mid + 4}>
          ‹ {nearby(row.before)}
        </text>
      )}
      {isEmpty && row.next && (
        <text x={axis.wide - 10} y={mid + 4} text-anchor="end">
          {nearby(row.next)} ›
        </text>
      )}
    </g>
  );
}

interface RowProps {
  readonly row: TimelineRow;
  /** What else is known of the job. */
  readonly known: Row | undefined;
  readonly axis: Axis;
  /** That its own times are told in: the axis is one for all. */
  readonly zone: string;
  readonly y: number;
}

/** A run, which leads to its page. Keys reach a run by its job: a week of links would be no way to go. */
function BarLink({
  run,
  job,
  axis,
  mid,
}: {
  readonly run: Bar;
  readonly job: string;
  readonly axis: Axis;
  readonly mid: number;
}) {
  const look = lookOf(run.kind, run.retried === true ? 2 : 1);
  return (
    <a href={runHash(run.id)} tabIndex={-1}>
      <title>{`${job}, ${clockText(run.at, axis.zone, serverNow())}: ${lookWords(look)}${run.ms === undefined ? '' : ` after ${length(run.ms)}`}`}</title>
      <Marks pieces={barPieces(axis, run, look, mid)} />
    </a>
  );
}

/** A run as long as it took, at least three pixels. */
function barPieces(axis: Axis, run: Bar, look: Look, mid: number): readonly Piece[] {
  const ms = look === 'running' ? Math.max(0, serverNow() - run.at) : (run.ms ?? 0);
  const x = clippedX(axis, run.at);
  return markPath(
    look,
    x,
    mid + 6,
    Math.max(look === 'skipped' || look === 'missed' ? 5 : 3, clippedX(axis, run.at + ms) - x),
    12,
  );
}

/** Runs that can't be told apart, as the worst of them: what is bad is taller. */
function cellPieces(axis: Axis, cell: Cell, mid: number): readonly Piece[] {
  const x = clippedX(axis, cell.from);
  const wide = Math.max(2, clippedX(axis, cell.to) - x - 1.5);
  return isBad(cell.kind)
    ? [['failed', bar(x, mid + 10, wide, 16)]]
    : markPath(cell.kind === 'missed' ? 'skipped' : cell.kind, x, mid + 6, wide, 12);
}

/** Starts to come, each as long as the median; where runs can't be told apart, each up to the next. */
function planned(axis: Axis, { cells, future, p50 = 0, more }: TimelineRow, mid: number): string {
  let path = '';
  let end = 0;
  const draw = (x: number, width: number): void => {
    path += bar(x + 0.5, mid + 5.5, Math.max(3, width - 1), 11);
    end = x + CELL;
  };
  for (const [index, at] of future.entries()) {
    const x = clippedX(axis, at);
    const next = clippedX(axis, future[index + 1] ?? axis.to);
    draw(x, cells ? Math.min(next - x, 1.5 * CELL) - 0.5 : clippedX(axis, at + p50) - x);
  }
  // There are more than were told: they go on as they went.
  while (more && end < axis.wide) draw(end, CELL - 0.5);
  return path;
}

/** As many pixels apart starts are told at least. */
const CELL = 8;
