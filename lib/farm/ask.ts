import { type AskWork, errorData } from '../kit.js';
import { FarmError } from './farm-errors.js';
import { digestOf } from './identity.js';
import { isStorable } from './json-text.js';

/** The most that the data of one ask may be, as JSON. */
const MOST_DATA_BYTES = 256 * 1024;

/** The longest key. */
const LONGEST_KEY = 500;

/**
 * The data as it is stored: as it comes back out of JSON.
 *
 * @throws FarmError for what JSON can't say, or would say otherwise, and for more than 256 kB
 */
export function askData(name: string, data: unknown): unknown {
  const where = `the data of '${name}'`;
  const text = textOf(data, where);
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_DATA_BYTES) {
    const most = `${MOST_DATA_BYTES / 1024} kB`;
    throw new FarmError(`${where} is ${Math.ceil(bytes / 1024)} kB, over ${most}: store it, and ask with its address`);
  }
  return JSON.parse(text);
}

/** By which other data is told from the same: in whatever order its members were said. */
export function digestOfData(value: unknown): string {
  return digestOf(JSON.stringify(value, (_, inner: unknown) => (isObject(inner) ? inOrder(inner) : inner)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inOrder(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textOf(data: unknown, where: string): string {
  try {
    refuseUnsayable(data, where, []);
    const text = JSON.stringify(data) ?? 'null';
    if (isStorable(text)) return text;
  } catch (cause) {
    if (cause instanceof FarmError) throw cause;
    const why = cause instanceof RangeError ? 'it is nested too deeply' : errorData(cause).message;
    throw new FarmError(`${where} is nothing that JSON can say: ${why}`, { cause });
  }
  throw new FarmError(`${where} holds a zero character, or half a character, which no database can store: encode it`);
}

/** @throws FarmError for a key or a priority that is none */
export function checkAsk({ name, key, priority }: AskWork): void {
  if (key !== undefined && (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY)) {
    throw new FarmError(`the key of '${name}' must be a text of 1 to ${LONGEST_KEY} characters`);
  }
  if (key !== undefined && !isStorable(JSON.stringify(key))) {
    throw new FarmError(`the key of '${name}' holds a zero character, or half a character: encode it`);
  }
  if (priority !== undefined && !(Number.isInteger(priority) && Math.abs(priority) <= 1_000_000)) {
    throw new FarmError(`the priority of '${name}' must be a whole number from -1,000,000 to 1,000,000`);
  }
}

/** Walks through it: what JSON would leave out, or change, is refused with its place. */
function refuseUnsayable(value: unknown, where: string, above: readonly object[]): void {
  switch (typeof value) {
    case 'string':
      if (value.includes('\0')) throw unsayable(where, 'a text with a zero character');
      return;
    case 'boolean':
      return;
    case 'undefined':
      if (above.length > 0 && Array.isArray(above.at(-1))) throw unsayable(where, 'undefined in a list');
      return;
    case 'number':
      if (!Number.isFinite(value)) throw unsayable(where, String(value));
      return;
    case 'object':
      break;
    default:
      throw unsayable(where, `a ${typeof value}`);
  }
  if (value === null) return;
  if (above.includes(value)) throw unsayable(where, 'an object that holds itself');
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    // An invalid date says that it is null.
    const said: unknown = value.toJSON(where);
    if (said === null)
      throw unsayable(where, `an object of class ${value.constructor?.name} that says that it is null`);
    refuseUnsayable(said, where, [...above, value]);
    return;
  }
  if (Array.isArray(value)) {
    // By index: what is left out of a list would be null.
    for (let i = 0; i < value.length; i += 1) refuseUnsayable(value[i], `${where}, at '${i}'`, [...above, value]);
    return;
  }
  if (!isPlain(value)) throw unsayable(where, `an object of class ${value.constructor?.name}`);
  for (const [key, inner] of Object.entries(value)) refuseUnsayable(inner, `${where}, at '${key}'`, [...above, value]);
}

/** Also where it comes from another realm, as in a test runner, with a prototype of its own. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function unsayable(where: string, what: string): FarmError {
  return new FarmError(`${where} is ${what}, which JSON can't say: ask with plain data`);
}
