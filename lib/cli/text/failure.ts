import { harmless } from '../../harmless.js';
import { placeOf } from '../load/place.js';

/** No more lines are told of an error: a chain of causes may lead back to where it began. */
const MAX_LINES = 11;

/** An error, its causes and those that it gathers, a line each, with the place in the project that each comes from. */
export function failureLines(error: unknown, folder: string): readonly string[] {
  const lines: string[] = [];
  for (const [how, one] of chainOf(error)) {
    const place = placeOf(one, folder);
    lines.push(`${how}${nameOf(one)}${place === undefined ? '' : ` (${place})`}`);
    if (lines.length === MAX_LINES) break;
  }
  return lines;
}

/** Each with how it came into the chain, which may have no end. */
function* chainOf(error: unknown, how = ''): Generator<readonly [string, unknown]> {
  yield [how, error];
  if (!(error instanceof Error)) return;
  const { cause, errors } = error as Error & { readonly errors?: unknown };
  if (cause !== undefined) yield* chainOf(cause, 'caused by ');
  if (!Array.isArray(errors)) return;
  for (const one of errors) yield* chainOf(one, `one of ${errors.length}: `);
}

function nameOf(error: unknown): string {
  const message = messageOf(error);
  if (!(error instanceof Error)) return harmless(message);
  return harmless(message === '' ? error.name : `${error.name}: ${message}`);
}

/** What an error says. Anything can be thrown, also what throws itself where it is read. */
export function messageOf(error: unknown): string {
  try {
    const { message } = (error ?? {}) as { readonly message?: unknown };
    return typeof message === 'string' ? message : String(error);
  } catch {
    return `a thrown ${typeof error} that has no text`;
  }
}
