import { FarmError } from './farm-errors.js';
import { askQueue } from './identity.js';

/** The id of asked work, which names job and row. */
export function askedId(name: string, row: string): string {
  return `${name}#${row}`;
}

/** Where what has this id is stored. @throws FarmError for what is no such id */
export function placeOf(farm: string, id: string): { readonly queue: string; readonly row: string } {
  const at = id.lastIndexOf('#');
  const row = id.slice(at + 1);
  if (at < 1 || !/^[\da-f-]{36}$/.test(row)) throw new FarmError(`'${id}' is no id of something asked for`);
  return { queue: askQueue(farm, id.slice(0, at)), row };
}
