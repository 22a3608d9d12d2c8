/** Whether `value` is a promise, of whatever make. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/** A promise that settles once, with the first that the thenable says, also where its own `then` calls back twice. */
export function promiseOf<Value>(thenable: PromiseLike<Value>): Promise<Value> {
  return new Promise(resolve => resolve(thenable));
}
