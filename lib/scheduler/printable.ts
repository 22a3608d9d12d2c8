/** Without control characters but line ends and tabs, so that no name or message can forge a line or steer a terminal. */
export function printable(text: string): string {
  return text.replace(STEERING, escaped);
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n');
}

/** Control characters, those that turn the direction of what follows, and the separators of lines. */
const STEERING = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
