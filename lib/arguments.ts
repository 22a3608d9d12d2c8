import { isClass, ScheduleError, shown } from './errors.js';
import { suggestion } from './nearest.js';

/**
 * Refuses what is no object of options, and any option that is not known, since one that is misspelt would change
 * nothing, silently. `what` is who takes them, as the error says it; `strays` are options that belong elsewhere, each with
 * what to do about it.
 */
export function checkOptions<Options extends object>(
  what: string,
  options: Options,
  known: readonly (keyof Options & string)[],
  strays: Readonly<Record<string, string>> = {},
): void {
  if (!isOptions(options)) {
    throw new ScheduleError(`${what} takes options such as { ${known[0]}: … }, not ${shown(options)}`);
  }
  const unknown = Object.keys(options).find(name => !(known as readonly string[]).includes(name));
  if (unknown === undefined) return;
  const stray = Object.hasOwn(strays, unknown) ? strays[unknown] : undefined;
  throw new ScheduleError(
    `${what} has no option ${shown(unknown)}: ${stray ?? `${suggestion(unknown, known)}it takes ${known.join(', ')}`}`,
  );
}

/** Whether a value is an object of options, which lists, dates and the like are not, nor a proxy that does not answer. */
export function isOptions(value: unknown): value is object {
  try {
    return Object.prototype.toString.call(value) === '[object Object]';
  } catch {
    return false;
  }
}

/** Whether a value can have properties of its own; schemas and clocks of some libraries are functions. */
export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** An option that is on or off, `otherwise` where it is not said. Text such as `'false'` would be on, and is refused. */
export function flag(value: unknown, otherwise: boolean, what: string): boolean {
  if (value === undefined) return otherwise;
  if (typeof value === 'boolean') return value;
  throw new ScheduleError(`${what} must be true or false, not ${shown(value)}`);
}

/** Refuses whatever does nothing when it is called, a class and a generator among it. */
export function checkFunction(what: string, callback: unknown): void {
  if (!runsWhenCalled(callback))
    throw new ScheduleError(`${what} takes a function, not ${shown(callback)}${whyIdle(callback)}`);
}

/** Whether it is a function that does something when called: only `new` calls a class, and a generator only gives what would. */
export function runsWhenCalled<Value>(value: Value): value is Extract<Value, (...args: never) => unknown> {
  return typeof value === 'function' && !isClass(value) && !isGenerator(value);
}

/** What is to be said of a function that is a generator, or of what one gave; else nothing. */
export function whyIdle(value: unknown): string {
  return isGenerator(value)
    ? ": it is a generator, whose code runs once somebody iterates over it; do so in an async function, by 'for await'"
    : '';
}

/** Whether it is a generator function, or what one gave: of any realm, and nothing else that can be iterated over. */
function isGenerator(value: unknown): boolean {
  return /^\[object (Async)?Generator(Function)?\]$/.test(Object.prototype.toString.call(value));
}
