import { isThenable, promiseOf } from '../thenable.js';

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
