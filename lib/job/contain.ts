/** Told of an error that must go no further: `what` names the callback that threw. */
export type Report = (what: string, error: unknown) => void;

/** Calls a callback of the application; what it throws or rejects with is reported, and goes no further. */
export function contain(what: string, report: Report, callback: () => unknown): void {
  try {
    const result = callback();
    if (isThenable(result)) Promise.resolve(result).then(undefined, error => report(what, error));
  } catch (error) {
    report(what, error);
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
