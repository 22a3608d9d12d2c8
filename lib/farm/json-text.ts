/** A zero character, or half of a pair of surrogates, as JSON writes them: not even JSON in PostgreSQL can hold these. */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g;

/** What is stored of a value: as JSON, with a replacement character for what a database can't hold. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(UNSTORABLE, '$1\\ufffd');
}

/** Whether all of a text in JSON can be stored as it is. */
export function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) < 0;
}
