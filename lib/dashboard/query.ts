import { badRequest } from './refusal.js';

/** The longest name of a job or a run that can be asked for. */
const MAX_TEXT = 2_000;

/** What an address asks for: each parameter once, and none but those that are known. */
export class Query {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Reads what follows the `?`. @throws Refusal if it can't be read, or says something twice. */
  static read(text: string): Query {
    checkEncoding(text);
    const values = new Map<string, string>();
    // A first question mark is the address's own, and would be taken out of the text.
    for (const [name, value] of new URLSearchParams(`?${text}`)) {
      if (values.has(name)) throw badRequest(`${quoted(name)} is said twice`);
      values.set(name, value);
    }
    return new Query(values);
  }

  /** What a parameter says. */
  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** All of it. */
  get entries(): readonly (readonly [string, string])[] {
    return [...this.#values];
  }

  /** Refuses every parameter but these. @throws Refusal */
  only(...known: readonly string[]): void {
    for (const name of this.#values.keys()) {
      if (!known.includes(name))
        throw badRequest(`there is no parameter ${quoted(name)}: this takes ${known.join(', ') || 'none'}`);
    }
  }

  /** A text of 1 to 2,000 characters. @throws Refusal */
  text(name: string, most = MAX_TEXT): string | undefined {
    const value = this.#values.get(name);
    if (value === undefined || (value.length > 0 && value.length <= most)) return value;
    throw badRequest(`${name} must be a text of 1 to ${most} characters`);
  }

  /** A text that has to be there. @throws Refusal */
  needed(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw badRequest(`this needs ${name}`);
    return value;
  }

  /** One of these words. @throws Refusal */
  word<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    const word = words.find(known => known === value);
    if (word === undefined) throw badRequest(`${name} must be one of ${words.join(', ')}`);
    return word;
  }

  /** A whole number from `least` to `most`. @throws Refusal */
  integer(name: string, least: number, most: number): number | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw badRequest(`${name} must be a whole number from ${least} to ${most}`);
  }

  /** An instant in epoch milliseconds, at most a hundred years away. @throws Refusal */
  instant(name: string, nowMs: number): number | undefined {
    return this.integer(name, Math.max(0, nowMs - CENTURY_MS), nowMs + CENTURY_MS);
  }
}

const CENTURY_MS = 100 * 365.25 * 86_400_000;

/** `URLSearchParams` shows what can't be read as a question mark in a box, so that two names could become one. */
function checkEncoding(text: string): void {
  if (!isEncoded(text)) throw badRequest('the address is not encoded as UTF-8');
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function quoted(name: string): string {
  return `'${name.length > 40 ? `${name.slice(0, 40)}…` : name}'`;
}
