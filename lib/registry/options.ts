import { ScheduleError, shown } from '../errors.js';

/**
 * Refuses what is no object of options, and any option that is not known, since one that is misspelt would change
 * nothing, silently. `what` is who takes them, as the error says it.
 */
export function checkOptions(what: string, options: unknown, known: readonly string[]): void {
  if (!isOptions(options)) {
    throw new ScheduleError(`${what} takes options such as { ${known[0]}: … }, not ${shown(options)}`);
  }
  const unknown = Object.keys(options).find(name => !known.includes(name));
  if (unknown === undefined) return;
  throw new ScheduleError(`${what} has no option '${unknown}': it takes ${known.join(', ')}`);
}

/** Whether a value is an object of options, which lists, dates and the like are not. */
export function isOptions(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}
