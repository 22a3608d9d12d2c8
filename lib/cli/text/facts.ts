import { line, type Sink, type Style } from '../shell.js';
import { cellsOf, padded } from './cells.js';
import { wrapped } from './wrap.js';

/** A label and the lines that belong to it; further ones stand below the first, under it. */
export interface Fact {
  readonly label: string;
  readonly lines: readonly string[];
  readonly style?: Style;
}

/** Less than this can't be read. */
const LEAST_TEXT = 20;
const GAP = 2;

/**
 * Writes facts below each other: labels on the left, of one width, and text broken to the terminal beside them, or below
 * a label that is wider.
 */
export function writeFacts(sink: Sink, facts: readonly Fact[], labelCells = 8): void {
  const { columns } = sink;
  const room = columns === undefined ? labelCells : Math.min(labelCells, Math.max(0, columns - LEAST_TEXT - GAP));
  const width = columns === undefined ? undefined : Math.max(LEAST_TEXT, columns - room - GAP);
  for (const { label, lines, style } of facts) {
    const painted = (text: string) => (style === undefined ? text : sink.paint(style, text));
    const isAbove = columns !== undefined && cellsOf(label.trimEnd()) > room;
    if (isAbove) for (const part of wrapped(label, columns)) line(sink, painted(part));
    const text = lines.flatMap(item => wrapped(item, width));
    text.forEach((item, i) => {
      const head = padded(i === 0 && !isAbove ? label : '', room);
      line(sink, `${painted(head)}${' '.repeat(GAP)}${item}`.trimEnd());
    });
  }
}
