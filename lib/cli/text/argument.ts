import { harmless } from '../../harmless.js';

/** The text of somebody else as the last argument in a command line that is shown to be typed. */
export function asArgument(text: string): string {
  const shown = harmless(text);
  const quoted = /^[\w.:@/+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
  return shown.startsWith('-') ? `-- ${quoted}` : quoted;
}
