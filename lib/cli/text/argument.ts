import { harmless } from '../../harmless.js';

/** The text of somebody else as an argument in a command line that is shown to be typed. */
export function asArgument(text: string): string {
  const shown = harmless(text);
  return /^[\w.:@/+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
