import { line, type Sink } from '../shell.js';
import { cellsOf, lettersOf } from './cells.js';

/** A text in lines of at most so many cells, broken between words, and within one only where it is longer than a line. */
export function wrapped(text: string, columns: number | undefined): readonly string[] {
  if (columns === undefined || cellsOf(text) <= columns) return [text];
  const lines: string[] = [];
  let last = '';
  for (const word of text.split(' ').flatMap(piece => broken(piece, columns))) {
    const longer = last === '' ? word : `${last} ${word}`;
    if (cellsOf(longer) <= columns || last === '') last = longer;
    else {
      lines.push(last);
      last = word;
    }
  }
  return [...lines, last];
}

/** Writes a sentence, broken to the width of its terminal. */
export function writeWrapped(sink: Sink, text: string): void {
  for (const part of wrapped(text, sink.columns)) line(sink, part);
}

function broken(word: string, columns: number): readonly string[] {
  if (cellsOf(word) <= columns) return [word];
  const pieces = [''];
  for (const letter of lettersOf(word)) {
    const longer = pieces.at(-1) + letter;
    if (cellsOf(longer) <= columns) pieces[pieces.length - 1] = longer;
    else pieces.push(letter);
  }
  return pieces;
}
