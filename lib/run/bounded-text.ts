import { ownText } from '../job/said.js';

/** How much is kept of each text of a value or an error. */
export const MAX_TEXT = 1_000;

/** How much is kept of a line of a log, or of a word on progress. */
const MAX_SAID = 10_000;

/** A text of at most so many characters, with how many more there were. */
export function cut(text: string, most: number): string {
  return text.length <= most ? ownText(text) : `${ownText(text.slice(0, most))}… ${text.length - most} more`;
}

/** What was thrown, as text: anything can be, also what throws when it is made into text. */
export function thrownText(thrown: unknown): string {
  try {
    const text = String(thrown);
    return cut(text === '[object Object]' ? JSON.stringify(thrown, flat) : text, MAX_TEXT);
  } catch {
    return `a thrown ${typeof thrown} that has no text`;
  }
}

/** Keeps what an object holds that says nothing of itself, but not what lies deeper, which may be large. */
function flat(key: string, value: unknown): unknown {
  return key === '' || typeof value !== 'object' ? value : undefined;
}

/** What a job says while it runs, as text, whatever it gave. */
export function saidText(said: unknown): string {
  return typeof said === 'string' ? cut(said, MAX_SAID) : thrownText(said);
}
