import { shown } from '../kit.js';
import { FarmError } from './farm-errors.js';
import { askQueue } from './identity.js';

/** The name of a job, and a row. */
const ID = /^(.+)#([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/s;

/** The id of asked work, which names job and row. */
export function askedId(name: string, row: string): string {
  return `${name}#${row}`;
}

/** Where what has this id is stored. @throws FarmError for what is no such id */
export function placeOf(farm: string, id: string): { readonly queue: string; readonly row: string } {
  const [, name, row] = ID.exec(typeof id === 'string' ? id : '') ?? [];
  if (name !== undefined && row !== undefined) return { queue: askQueue(farm, name), row };
  throw new FarmError(`${shown(id)} is no id of something asked for: say one that enqueue gave, or farm.dead()`);
}
