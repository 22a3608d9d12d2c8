import { harmless } from '../../harmless.js';
import { Complaint } from '../complaint.js';
import { beginningOf } from './surroundings.js';
import { type Token, tokensOf, WHAT_CAN_BE } from './tokens.js';

/** One word of a chain, with what it was given. */
export interface SpokenWord {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** The names that stand for numbers, such as `DayOfWeek.Friday`, each group by its own name. */
export type Names = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Whether a text looks like words rather than like a name or cron text. */
export function looksLikeWords(text: string): boolean {
  return /^[^'"]*\bto[A-Z]\w+\(|^[\w$.=>\s]*\w\(.*\)[\s;]*$/s.test(text);
}

/**
 * Reads a chain of calls, never running it. What may stand around it in code, `scheduler.add(work, s => s.…)` or
 * `registry.schedule(Job).`, is passed over. `check` is asked of each word before what it is given is read.
 * @throws Complaint that says what can't be read, and where
 */
export function readWords(text: string, names: Names, check: (word: string) => void): readonly SpokenWord[] {
  const reader = new Reader(tokensOf(text), names, check);
  const words = [reader.word()];
  while (reader.takes('.')) words.push(reader.word());
  reader.expectEnd();
  return words;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #names: Names;
  readonly #check: (word: string) => void;
  readonly #open: number;
  #at: number;
  #last: Token | undefined;

  constructor(tokens: readonly Token[], names: Names, check: (word: string) => void) {
    this.#tokens = tokens;
    this.#names = names;
    this.#check = check;
    const { at, open } = beginningOf(tokens);
    this.#at = at;
    this.#open = open;
  }

  word(): SpokenWord {
    const { kind, text } = this.#next();
    if (kind !== 'name') this.#refuse('a word such as toRunEvery(5)');
    this.#check(text);
    if (!this.takes('(')) this.#expect('(');
    const args: unknown[] = [];
    while (!this.takes(')')) {
      args.push(this.#value());
      if (!this.takes(',') && this.#peek().text !== ')') this.#expect(')');
    }
    return { name: text, args };
  }

  takes(sign: string): boolean {
    const { kind, text } = this.#peek();
    if (kind !== 'sign' || text !== sign) return false;
    this.#at++;
    return true;
  }

  expectEnd(): void {
    for (let open = this.#open; open > 0 && this.takes(')'); open--);
    this.takes(';');
    if (this.#next().kind !== 'end') this.#refuse('a dot and a further word, or the end');
  }

  #value(): unknown {
    const token = this.#next();
    switch (token.kind) {
      case 'number':
        return Number(token.text);
      case 'text':
        return token.text;
      case 'name':
        return this.#named(token.text);
      case 'sign':
        if (token.text === '[') return this.#list();
        return token.text === '{' ? this.#options() : this.#refuse(WHAT_IS_GIVEN);
      case 'end':
        return this.#refuse(WHAT_IS_GIVEN);
    }
  }

  #named(name: string): unknown {
    if (name === 'true' || name === 'false') return name === 'true';
    if (name === 'undefined') return undefined;
    const group = own(this.#names, name);
    if (group !== undefined) {
      if (!this.takes('.')) this.#expect('.');
      return own(group, this.#next().text) ?? this.#refuse(`one of ${Object.keys(group).join(', ')}`);
    }
    const values = Object.values(this.#names).flatMap(values => own(values, name) ?? []);
    return values[0] ?? this.#refuse(WHAT_IS_GIVEN);
  }

  #list(): readonly unknown[] {
    const items: unknown[] = [];
    while (!this.takes(']')) {
      items.push(this.#value());
      if (!this.takes(',') && this.#peek().text !== ']') this.#expect(']');
    }
    return items;
  }

  #options(): object {
    const entries: [string, unknown][] = [];
    while (!this.takes('}')) {
      const { kind, text } = this.#next();
      if (kind !== 'name' && kind !== 'text') this.#refuse('the name of an option');
      if (!this.takes(':')) this.#expect(':');
      entries.push([text, this.#value()]);
      if (!this.takes(',') && this.#peek().text !== '}') this.#expect('}');
    }
    return Object.fromEntries(entries);
  }

  #peek(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#at++;
    this.#last = token;
    return token;
  }

  #expect(sign: string): never {
    this.#last = this.#peek();
    return this.#refuse(`'${sign}'`);
  }

  #refuse(expected: string): never {
    const { kind, text, at } = this.#last ?? this.#peek();
    const found =
      kind === 'end' ? 'at the end of these words' : `at '${harmless(text)}', character ${at + 1} of these words`;
    throw new Complaint(`${found} there should be ${expected}`, { code: 'failed', remedy: WHAT_CAN_BE });
  }
}

const WHAT_IS_GIVEN = 'a number, a text, a day, a month or options such as { hours: 2 }';

function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
