import { AsyncResource } from 'node:async_hooks';

/**
 * An async context that knows no store at all: neither the caller's, nor that of whoever first loaded the package. What
 * is called in its scope starts whatever it starts, such as a timer, there too.
 */
export const nowhere: AsyncResource = freed(new AsyncResource('CARILLON'));

/** Calls `work` there, where all that Carillon does by itself happens. */
export function inNoContext<R>(work: () => R): R {
  return nowhere.runInAsyncScope(work);
}

/**
 * A resource keeps each store, or the frame of all of them, under a symbol of its own. Its two ids are symbols, too, and
 * stay. Where another runtime keeps the stores elsewhere, they are those of whoever loaded the package.
 */
function freed(resource: AsyncResource): AsyncResource {
  for (const symbol of Object.getOwnPropertySymbols(resource)) {
    if (!String(symbol).includes('async_id')) Object.assign(resource, { [symbol]: undefined });
  }
  return resource;
}
