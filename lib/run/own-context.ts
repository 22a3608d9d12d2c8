import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { isThenable, promiseOf } from '../thenable.js';
import { inNoContext, nowhere } from '../time/no-context.js';

const owners = new AsyncLocalStorage<object>();
/** Whether what inherits from an async resource is one, as on every Node; not where it keeps private fields. */
const isInheritable = inherits(nowhere);

/**
 * Calls `work(owner)` in a new async context, which whatever it starts belongs to: nothing leaks in from another run, not
 * even through `enterWith`. The caller is in no context already, see `inNoContext`.
 */
export function inOwnContext<T extends object, R>(owner: T, work: (owner: T) => R): R {
  // What inherits from `nowhere` knows as little, and takes what is stored in its scope upon itself. It is had at half of
  // what a new resource costs, which every hook of the process is told of: see `burst` in the bench.
  const context = isInheritable ? (Object.create(nowhere) as AsyncResource) : new AsyncResource('CARILLON_RUN');
  return context.runInAsyncScope(remember<T, R>, undefined, owner, work);
}

/** Keeps the caller's async context for a call that comes later. */
export function inThisContext<Args extends unknown[], R>(call: (...args: Args) => R): (...args: Args) => R {
  return AsyncLocalStorage.bind(call);
}

/**
 * Whether contexts are kept apart here: true on every Node that is supported. On another runtime the stores of whoever
 * first imported the package may show through in every run.
 */
export function isIsolated(): boolean {
  const probe = new AsyncLocalStorage<boolean>();
  return probe.run(true, () => inNoContext(() => probe.getStore())) === undefined;
}

/** The owner of the context that the caller runs in: a run, a piece of background work; `undefined` outside of any. */
export function currentOwner(): object | undefined {
  return owners.getStore();
}

/** Has what goes on from here in the caller's async context belong to `owner`. */
export function belongFromHere(owner: object): void {
  owners.enterWith(owner);
}

function inherits(resource: AsyncResource): boolean {
  try {
    return (Object.create(resource) as AsyncResource).runInAsyncScope(() => true);
  } catch {
    return false;
  }
}

function remember<T extends object, R>(owner: T, work: (owner: T) => R): R {
  // The context is new and nobody else's, so there is nothing to restore, which `run` would do.
  owners.enterWith(owner);
  const result = work(owner);
  if (result === undefined || isBegun(result) || !isThenable(result)) return result;
  // What begins when somebody waits for it, as a query may, begins here.
  return promiseOf(result) as R;
}

/** Whether it is a promise that begins nothing when it is waited for, as most are; one that does may be made of `Promise`, too. */
function isBegun(result: unknown): boolean {
  return result instanceof Promise && result.then === THEN;
}

const THEN: unknown = Promise.prototype.then;
