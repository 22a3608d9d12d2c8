import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

/** The async context in which this module was loaded, which knows nothing of any caller. */
const outside = new AsyncResource('CARILLON');

const current = new AsyncLocalStorage<object>();

/**
 * Calls `work(owner)` in a new async context: nothing leaks in from where the schedule was declared, or from another
 * run, not even through `enterWith`. Whatever `work` starts remembers `owner`.
 */
export function inOwnContext<T extends object, R>(owner: T, work: (owner: T) => R): R {
  return outside.runInAsyncScope(enter<T, R>, undefined, owner, work);
}

/** Calls `work` where nothing of the caller's async context is known, so that a timer set there keeps none of it alive. */
export function detached<R>(work: () => R): R {
  return outside.runInAsyncScope(work);
}

/** The owner of the context that the caller runs in, or `undefined` outside of any. */
export function currentOwner(): object | undefined {
  return current.getStore();
}

function enter<T extends object, R>(owner: T, work: (owner: T) => R): R {
  return new AsyncResource('CARILLON_RUN').runInAsyncScope(remember<T, R>, undefined, owner, work);
}

function remember<T extends object, R>(owner: T, work: (owner: T) => R): R {
  // The context is new and nobody else's, so there is nothing to restore, which `run` would do.
  current.enterWith(owner);
  return work(owner);
}
