/** Told of an error that must go no further: `what` names the callback that threw. */
export type Report = (what: string, error: unknown) => void;

/**
 * Calls a callback of the application; what it throws or rejects with is reported, and goes no further.
 * @returns where it gave a promise, one that resolves when that has settled.
 */
export function contain(what: string, report: Report, callback: () => unknown): Promise<void> | undefined {
  try {
    const result = callback();
    if (!isThenable(result)) return undefined;
    return promiseOf(result).then(
      () => undefined,
      error => report(what, error),
    );
  } catch (error) {
    report(what, error);
    return undefined;
  }
}

/** Whether `value` is a promise, of whatever make. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/** A promise that settles once, with the first that the thenable says, also where its own `then` calls back twice. */
export function promiseOf(thenable: PromiseLike<unknown>): Promise<unknown> {
  return new Promise(resolve => resolve(thenable));
}
