/**
 * Text of others on one line, with what would break the line, steer a terminal or turn the direction of the text around it
 * shown instead of done: `\n`, `\u001b[31m`.
 */
export function harmless(text: string): string {
  return text.replace(STEERING, character => NAMED[character] ?? escaped(character));
}

/** The same of text of several lines: line breaks and tabs stay. */
export function harmlessLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(STEERING, character => (/[\n\t]/.test(character) ? character : escaped(character)));
}

/**
 * Control characters, those that turn the direction of what follows, and the separators of lines, said by what they are
 * not. Unicode's classes say the same, but ICU gathers them with each import, which takes as long as 25 kB of code.
 */
const STEERING = /[^ -~\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\uffff]/g;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
