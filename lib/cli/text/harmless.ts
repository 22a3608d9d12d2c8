/** What steers a terminal, or turns the direction of the text around it. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text that somebody else wrote, on one line, with what would steer the terminal shown instead of done: `\x1b[31m`. */
export function harmless(text: string): string {
  return text.replace(STEERING, character => NAMED[character] ?? escaped(character));
}

/** The same for text of several lines: line breaks and tabs stay. */
export function harmlessLines(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(STEERING, character => (/[\n\t]/.test(character) ? character : escaped(character)));
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
}
