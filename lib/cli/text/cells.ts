/** Letters that take two cells of a terminal: East Asian ones, and pictures. */
const WIDE =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}])/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Letters of one cell each that combine with nothing: Latin ones, dashes, quotes, dots. Intl takes long to begin with. */
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2026]*$/;

/** How many cells of a terminal a text takes. It must hold no escapes. */
export function cellsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return lettersOf(text).reduce((sum, letter) => sum + cellsOfLetter(letter), 0);
}

let segmenter: Intl.Segmenter | undefined;

/** The letters of a text as people count them. */
export function lettersOf(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** A text with spaces behind it, to fill so many cells. */
export function padded(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** As many whole letters from the beginning of a text as fit into so many cells. */
export function cutTo(text: string, cells: number): string {
  if (cellsOf(text) <= cells) return text;
  let left = cells;
  let end = 0;
  for (const letter of lettersOf(text)) {
    left -= cellsOfLetter(letter);
    if (left < 0) break;
    end += letter.length;
  }
  return text.slice(0, end);
}

function cellsOfLetter(letter: string): number {
  if (WIDE.test(letter)) return 2;
  return NO_WIDTH.test(letter) ? 0 : 1;
}
