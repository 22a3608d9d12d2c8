import { harmless } from '../harmless.js';

/** More of a text than this is not printed. */
const MAX_LENGTH = 500;

/** Anything as one line that no terminal obeys, at most 500 characters of it, so that no name and no message forges a line. */
export function plainLine(value: unknown): string {
  const text = textOf(value);
  const line = harmless(text.slice(0, MAX_LENGTH));
  return text.length > MAX_LENGTH ? `${line}…` : line;
}

/** A symbol has a text of its own; what has none at all is told by its type. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `unprintable ${typeof value}`;
  }
}
