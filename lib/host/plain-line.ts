/** More of a text than this is not printed. */
const MAX_LENGTH = 500;

/**
 * Anything as one line of plain text, at most 500 characters of it. What a terminal obeys instead of showing it is
 * written as an escape such as `\n`, so that no name and no message forges a line.
 */
export function plainLine(value: unknown): string {
  const text = textOf(value);
  const line = text.slice(0, MAX_LENGTH).replace(OBEYED, escaped);
  return text.length > MAX_LENGTH ? `${line}…` : line;
}

/** The same of a text of several lines, such as a stack, as long as it is. Its lines stay lines. */
export function plainText(text: string): string {
  return text.replace(OBEYED, character => (character === '\n' ? character : escaped(character)));
}

/** Control characters, those that turn the direction of what follows, and the separators of lines. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return short ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** A symbol has a text of its own; what has none at all is told by its type. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `unprintable ${typeof value}`;
  }
}
