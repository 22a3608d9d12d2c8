import { isError } from '../errors.js';
import type { ErrorJson } from '../job/outcome.js';
import { cut, MAX_TEXT, thrownText } from './bounded-text.js';

/** How much of an error is kept: the frames of each, how deep one lies in another, and how many there are in all. */
const MAX_FRAMES = 50;
const MAX_DEPTH = 10;
const MAX_ERRORS = 20;

/** The plain forms that were made, so that one that is kept in place of its error is told as it is. */
const made = new WeakSet<object>();

/** An error as plain data, whatever was thrown: name, code, message, own frames, causes, those that it gathers. Never throws. */
export function errorData(thrown: unknown): ErrorJson {
  if (typeof thrown === 'object' && thrown !== null && made.has(thrown)) return thrown as ErrorJson;
  const data = readError(thrown, [], { left: MAX_ERRORS });
  made.add(data);
  return data;
}

/**
 * The errors that one gathers: those of an `AggregateError`, of whatever realm or make, and the two of a `SuppressedError`,
 * as `await using` throws it. May throw.
 */
export function gatheredBy(error: Error): readonly unknown[] {
  const { errors, suppressed, error: last } = error as Gathering;
  if (Array.isArray(errors)) return error.name === 'AggregateError' || errors.some(isError) ? errors : [];
  return suppressed === undefined || last === undefined ? [] : [last, suppressed];
}

interface Gathering extends Error {
  readonly errors?: unknown;
  readonly suppressed?: unknown;
  readonly error?: unknown;
}

/** How many more errors may be told. */
interface Room {
  left: number;
}

/** `above`: those that it lies in, among which it may be itself. */
function readError(thrown: unknown, above: readonly unknown[], room: Room): ErrorJson {
  room.left -= 1;
  if (above.includes(thrown)) return { name: 'Error', message: '[circular]' };
  try {
    if (!isError(thrown)) return { name: 'Error', message: thrownText(thrown) };
  } catch {
    return { name: 'Error', message: 'an error that refuses to say what it is' };
  }
  const { code, cause, name, message, stack } = fieldsOf(thrown);
  const { frames, hidden } = framesOf(stack);
  const path = [...above, thrown];
  const hasRoom = path.length <= MAX_DEPTH && room.left > 0;
  return {
    name: cut(textOf(name, 'Error'), MAX_TEXT),
    ...(typeof code === 'string' && { code: cut(code, MAX_TEXT) }),
    message: cut(textOf(message, 'a message that can not be read'), MAX_TEXT),
    ...(frames.length > 0 && { frames }),
    ...(hidden > 0 && { hidden }),
    ...(cause !== undefined && hasRoom && { cause: readError(cause, path, room) }),
    ...readGathered(thrown, path, room),
  };
}

/** What can be read of it, each by itself: any of them may be a getter that throws. */
function fieldsOf(error: Error): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const field of ['code', 'cause', 'name', 'message', 'stack']) {
    try {
      fields[field] = Reflect.get(error, field);
    } catch {
      // It is left out.
    }
  }
  return fields;
}

function textOf(value: unknown, otherwise: string): string {
  try {
    return value === undefined ? otherwise : String(value);
  } catch {
    return otherwise;
  }
}

function readGathered(error: Error, path: readonly unknown[], room: Room): Pick<ErrorJson, 'errors' | 'moreErrors'> {
  const errors: ErrorJson[] = [];
  try {
    const gathered = gatheredBy(error);
    while (errors.length < gathered.length && path.length <= MAX_DEPTH && room.left > 0) {
      errors.push(readError(gathered[errors.length], path, room));
    }
    const moreErrors = gathered.length - errors.length;
    return { ...(errors.length > 0 && { errors }), ...(moreErrors > 0 && { moreErrors }) };
  } catch {
    return { errors: [...errors, { name: 'Error', message: 'errors that can not be read' }] };
  }
}

function framesOf(stack: unknown): { readonly frames: readonly string[]; readonly hidden: number } {
  const all = typeof stack === 'string' ? stack.split('\n').filter(line => /^\s+at /.test(line)) : [];
  const own = all.filter(line => !/\bnode:/.test(line)).slice(0, MAX_FRAMES);
  return { frames: own.map(line => cut(line.trim(), MAX_TEXT)), hidden: all.length - own.length };
}
