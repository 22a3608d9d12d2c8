import { placeOf } from '../load/place.js';
import { harmless } from './harmless.js';

/** More causes than this are not told: a chain of them may lead back to where it began. */
const MAX_CAUSES = 10;

/** An error and its causes, a line each, with the place in the project that it comes from. */
export function failureLines(error: unknown, folder: string): readonly string[] {
  const lines: string[] = [];
  let cause: unknown = error;
  for (let depth = 0; depth <= MAX_CAUSES && cause !== undefined; depth++) {
    const place = placeOf(cause, folder);
    lines.push(`${depth === 0 ? '' : 'caused by '}${nameOf(cause)}${place === undefined ? '' : ` (${place})`}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines;
}

function nameOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return harmless(String(error));
    return harmless(error.message === '' ? error.name : `${error.name}: ${error.message}`);
  } catch {
    return `something that has no text, a ${typeof error}`;
  }
}
