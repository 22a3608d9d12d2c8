import type { Sink, Style } from '../shell.js';
import { cellsOf, padded } from './cells.js';
import { wrapped } from './wrap.js';

/** A column of a table. */
export interface Column {
  readonly title?: string;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** Whether its text is broken into lines where the terminal is too narrow; the others keep their width. */
  readonly isProse?: boolean;
  /** The most of the terminal that it takes, of 1, before its text is broken. */
  readonly most?: number;
}

/** What stands in a cell; a style colours all of it. */
export type Cell = string | { readonly text: string; readonly style: Style };

const GAP = '  ';
const LEAST_PROSE = 12;
/** No column is narrower than this on its account: it has room for the longest word of all titles. */
const LEAST = 8;

/** Writes a table: titles, then rows. Cells must be harmless text. */
export function writeTable(sink: Sink, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  const widths = widthsOf(columns, rows, sink.columns);
  const titles = columns.map(({ title: text = '' }): Cell => ({ text, style: 'dim' }));
  writeAll(sink, columns, [titles, ...rows], widths);
}

/** The same without titles. */
export function writeRows(sink: Sink, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  writeAll(sink, columns, rows, widthsOf(columns, rows, sink.columns));
}

/** All at once: to write each line by itself takes longer than to make it. */
function writeAll(
  sink: Sink,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
): void {
  const lines = rows.flatMap(row => linesOf(sink, columns, row, widths));
  sink.write(lines.map(text => `${text}\n`).join(''));
}

function linesOf(
  sink: Sink,
  columns: readonly Column[],
  row: readonly Cell[],
  widths: readonly number[],
): readonly string[] {
  const broken = row.map((cell, i) => wrapped(textOf(cell), sink.columns === undefined ? undefined : widths[i]));
  const height = Math.max(...broken.map(lines => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const isLast = (i: number) => broken.slice(i + 1).every(lines => !lines[at]);
    const cells = row.map((cell, i) => {
      const text = placed(broken[i]?.[at] ?? '', widths[i] ?? 0, columns[i]?.isNumber);
      return painted(sink, isLast(i) ? text.trimEnd() : text, cell);
    });
    return cells.join(GAP).trimEnd();
  });
}

function painted(sink: Sink, text: string, cell: Cell): string {
  if (typeof cell === 'string' || text.trim() === '') return text;
  return text.replace(text.trim(), inner => sink.paint(cell.style, inner));
}

function placed(text: string, width: number, isNumber = false): string {
  return isNumber ? ' '.repeat(Math.max(0, width - cellsOf(text))) + text : padded(text, width);
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

/** Prose gets what the other columns leave; of several, the first gets what the later ones leave. */
function widthsOf(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  available: number | undefined,
): readonly number[] {
  const widths = columns.map(({ title = '' }, i) =>
    rows.reduce((most, row) => Math.max(most, cellsOf(textOf(row[i] ?? ''))), cellsOf(title)),
  );
  if (available === undefined) return widths;
  columns.forEach(({ most }, i) => {
    if (most !== undefined) widths[i] = Math.min(widths[i] ?? 0, Math.max(LEAST_PROSE, Math.floor(available * most)));
  });
  const first = columns.findIndex(({ isProse }) => isProse);
  if (first >= 0) {
    const others = widths.reduce((sum, width, i) => sum + (i === first ? 0 : width), GAP.length * (widths.length - 1));
    widths[first] = Math.min(widths[first] ?? 0, Math.max(LEAST_PROSE, available - others));
  }
  return narrowed(widths, available - GAP.length * (widths.length - 1));
}

/** Where all that is still too wide, the widest give way together. */
function narrowed(widths: readonly number[], room: number): readonly number[] {
  const capped = (most: number) => widths.map(width => Math.min(width, most));
  let most = Math.max(...widths);
  while (most > LEAST && capped(most).reduce((sum, width) => sum + width) > room) most -= 1;
  return capped(most);
}
