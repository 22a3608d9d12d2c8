import { line, type Sink, type Style } from '../shell.js';
import { padded } from './cells.js';
import { wrapped } from './wrap.js';

/** A label and the lines that belong to it; further ones stand below the first, under it. */
export interface Fact {
  readonly label: string;
  readonly lines: readonly string[];
  readonly style?: Style;
}

/** Writes facts below each other: labels on the left, of one width, and text broken to the terminal beside them. */
export function writeFacts(sink: Sink, facts: readonly Fact[], labelCells = 8): void {
  for (const { label, lines, style } of facts) {
    const indent = labelCells + 2;
    const width = sink.columns === undefined ? undefined : Math.max(20, sink.columns - indent);
    const text = lines.flatMap(item => wrapped(item, width));
    text.forEach((item, i) => {
      const head = padded(i === 0 ? label : '', labelCells);
      line(sink, `${style === undefined ? head : sink.paint(style, head)}  ${item}`.trimEnd());
    });
  }
}
