import { isError } from '../errors.js';
import type { PlainData } from '../job/outcome.js';
import { MAX_COPIED_TEXT, ownText } from '../job/said.js';
import { cut, MAX_TEXT, thrownText } from './bounded-text.js';
import { errorData } from './error-data.js';

/** How much of a value is kept: its depth, and the entries of each list or object. */
const MAX_DEPTH = 6;
const MAX_ENTRIES = 100;
/** How many pieces are kept in all, so that wide and deep together are bounded, too. */
const MAX_PIECES = 1_000;

/** The longest text of a value that the history keeps after the run is not the last any more. */
const MAX_SHOWN = 200;
/** What is left of it where it is cut: room to say how much was, of the longest text that there is. */
const MAX_CUT = MAX_SHOWN - '… 536870888 more'.length;

/**
 * A value as bounded plain data, whatever it is: cycles, functions, big integers, getters that throw and what is too much
 * are marked in their place, as `[circular]`, `[function f]`, `12n`, `[threw: …]` and `[3 more]`. Never throws.
 */
export function plainData(value: unknown): PlainData {
  return new Flattening().dataOf(value, MAX_DEPTH);
}

/** Whether a value is plain and small as it is, so that nothing is gained by a copy. */
export function isSmallAndPlain(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_COPIED_TEXT;
  return value === null || value === undefined || typeof value === 'boolean' || typeof value === 'number';
}

/** A value as the history keeps it: in its plain form where that is small, so that its parts can still be told, else as text, cut. */
export function shortForm(value: unknown): unknown {
  if (isSmallAndPlain(value)) return value;
  const plain = typeof value === 'string' ? value : plainData(value);
  const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
  // A text may be a piece of a long one, which it would keep.
  if (text.length <= MAX_SHOWN) return typeof plain === 'string' ? ownText(plain) : plain;
  return cut(text, MAX_CUT);
}

/** One value on its way to plain data: what it has met, and how much room is left. */
class Flattening {
  readonly #above = new Set<object>();
  #piecesLeft = MAX_PIECES;

  dataOf(value: unknown, depth: number): PlainData {
    try {
      this.#piecesLeft -= 1;
      return this.#dataOf(value, depth);
    } catch (error) {
      return `[threw: ${thrownText(error)}]`;
    }
  }

  #dataOf(value: unknown, depth: number): PlainData {
    switch (typeof value) {
      case 'string':
        return cut(value, MAX_TEXT);
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'bigint':
        return cut(`${value}n`, MAX_TEXT);
      case 'function':
        return `[function ${cut(value.name, MAX_TEXT)}]`;
      case 'symbol':
        return cut(String(value), MAX_TEXT);
      case 'undefined':
        return '[undefined]';
      case 'object':
        return value === null ? null : this.#objectData(value, depth);
    }
  }

  #objectData(value: object, depth: number): PlainData {
    if (this.#above.has(value)) return '[circular]';
    if (isError(value)) return plainError(value);
    if (depth === 0 || this.#piecesLeft <= 0) return Array.isArray(value) ? '[list]' : '[object]';
    this.#above.add(value);
    try {
      const { toJSON } = value as { readonly toJSON?: unknown };
      if (typeof toJSON === 'function') return this.dataOf(toJSON.call(value), depth - 1);
      if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
      if (Array.isArray(value)) return this.#listData(value, depth);
      if (isA(value, 'Map')) return this.#entriesData(firstOf(value), value.size, depth);
      if (isA(value, 'Set')) return this.#listData(firstOf(value), depth, value.size);
      const keys = Object.keys(value);
      const entries = keys.slice(0, MAX_ENTRIES).map(key => [key, () => Reflect.get(value, key)] as const);
      return this.#record(entries, keys.length, depth);
    } finally {
      this.#above.delete(value);
    }
  }

  #listData(list: readonly unknown[], depth: number, size = list.length): PlainData {
    const kept = Array.from(list.slice(0, MAX_ENTRIES), item => this.dataOf(item, depth - 1));
    return size > kept.length ? [...kept, `[${size - kept.length} more]`] : kept;
  }

  #entriesData(entries: readonly (readonly [unknown, unknown])[], size: number, depth: number): PlainData {
    return this.#record(
      entries.map(([key, item]) => [thrownText(key), () => item]),
      size,
      depth,
    );
  }

  #record(entries: readonly (readonly [string, () => unknown])[], size: number, depth: number): PlainData {
    const data: Record<string, PlainData> = {};
    for (const [key, read] of entries) {
      const item = this.#read(read);
      if (item !== undefined) define(data, key, this.dataOf(item, depth - 1));
    }
    if (size > entries.length) define(data, '…', `[${size - entries.length} more]`);
    return data;
  }

  #read(read: () => unknown): unknown {
    try {
      return read();
    } catch (error) {
      return `[threw: ${thrownText(error)}]`;
    }
  }
}

/** Whether it is a map or a set, also of another realm. */
function isA(value: object, kind: 'Map'): value is Map<unknown, unknown>;
function isA(value: object, kind: 'Set'): value is Set<unknown>;
function isA(value: object, kind: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${kind}]`;
}

/** No more than are kept: a large one is not walked for that, nor one whose own iterator has no end. */
function firstOf<T>(many: Iterable<T>): readonly T[] {
  const first: T[] = [];
  for (const one of many) if (first.push(one) >= MAX_ENTRIES) break;
  return first;
}

/** A key may be `__proto__`. */
function define(data: object, key: string, value: PlainData): void {
  Object.defineProperty(data, cut(key, MAX_TEXT), { value, enumerable: true, configurable: true, writable: true });
}

function plainError(error: Error): PlainData {
  return { ...errorData(error) } as unknown as PlainData;
}
