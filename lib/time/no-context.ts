import { AsyncResource } from 'node:async_hooks';

/** A resource that was born with the stores of whoever loaded this module, and has been freed of them. */
const nowhere = freed(new AsyncResource('CARILLON'));

/**
 * Calls `work` in an async context that knows no store at all: neither the caller's, nor that of whoever first loaded
 * the package. What `work` starts, such as a timer, runs there too.
 */
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
