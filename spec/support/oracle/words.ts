/** One word of a chain and what was said with it: `['at', 3, 15]`. */
export type Word = readonly [word: string, ...args: readonly unknown[]];

/** A schedule as data: the chain after `schedule(job).`; texts of time without an offset are wall time in `zone`. */
export interface OracleSchedule {
  readonly words: readonly Word[];
  readonly zone: string;
  readonly startingAt?: string | undefined;
  readonly until?: string | undefined;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const TOKEN = /\s*(?:([A-Za-z_$][\w$]*)|(-?\d+(?:\.\d+)?)|'([^']*)'|"([^"]*)"|([.,:(){}[\]]))/y;

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'mark' | 'end';
  readonly text: string;
}

/** Reads the text form of a chain, so that tables of cases can be written as users write them. */
export function parseChain(text: string): Word[] {
  const reader = new ChainReader(text);
  const words: Word[] = [];
  do words.push(reader.word());
  while (reader.skip('.'));
  reader.expectEnd();
  return words;
}

class ChainReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  word(): Word {
    const name = this.#take('name');
    return [name, ...this.#listAfter('(', ')')];
  }

  skip(mark: string): boolean {
    if (this.#peek().kind !== 'mark' || this.#peek().text !== mark) return false;
    this.#position += 1;
    return true;
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') this.#fail();
  }

  #listAfter(open: string, close: string): unknown[] {
    this.#expect(open);
    const values: unknown[] = [];
    while (!this.skip(close)) {
      values.push(this.#value());
      if (!this.skip(',')) {
        this.#expect(close);
        break;
      }
    }
    return values;
  }

  #value(): unknown {
    const token = this.#peek();
    if (token.kind === 'number') return Number(this.#take('number'));
    if (token.kind === 'text') return this.#take('text');
    if (token.kind === 'name') return this.#named();
    if (token.text === '[') return this.#listAfter('[', ']');
    return this.#object();
  }

  #object(): Record<string, unknown> {
    this.#expect('{');
    const entries: [string, unknown][] = [];
    while (!this.skip('}')) {
      const key = this.#take('name');
      this.#expect(':');
      entries.push([key, this.#value()]);
      if (!this.skip(',')) {
        this.#expect('}');
        break;
      }
    }
    return Object.fromEntries(entries);
  }

  #named(): unknown {
    const scope = this.#take('name');
    if (scope === 'true' || scope === 'false') return scope === 'true';
    this.#expect('.');
    const index = (scope === 'Month' ? MONTHS : scope === 'DayOfWeek' ? DAYS : []).indexOf(this.#take('name'));
    if (index < 0) this.#fail();
    return index + 1;
  }

  #expect(mark: string): void {
    if (!this.skip(mark)) this.#fail();
  }

  #take(kind: Token['kind']): string {
    const token = this.#peek();
    if (token.kind !== kind) this.#fail();
    this.#position += 1;
    return token.text;
  }

  #peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '' };
  }

  #fail(): never {
    throw new SyntaxError(`cannot read the chain "${this.#text}" near "${this.#peek().text}"`);
  }
}

function tokensOf(text: string): readonly Token[] {
  const source = text.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) throw new SyntaxError(`cannot read the chain "${text}"`);
    const [, name, number, single, double, mark] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else tokens.push({ kind: 'text', text: single ?? double ?? '' });
  }
  return tokens;
}
