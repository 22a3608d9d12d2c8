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

/** Control characters, those that turn the direction of what follows, and the separators of lines. */
const STEERING = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
