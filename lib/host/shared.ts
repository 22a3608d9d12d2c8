/** By this key all copies of the package in one process find what they share. */
const SHARED = Symbol.for('carillon.shared/1');

/**
 * What is kept under `key` for this process: what `make` gives when it is first asked for, and the same from then on,
 * until the function that `make` is handed is called. What throws is not kept, nor what is forgotten before it is made.
 */
export function shared<T>(key: string, make: (forget: () => void) => T): T {
  const kept = keptOfProcess();
  if (kept.has(key)) return kept.get(key) as T;
  let made: T | undefined;
  let isForgotten = false;
  made = make(() => {
    isForgotten = true;
    if (kept.get(key) === made) kept.delete(key);
  });
  if (!isForgotten) kept.set(key, made);
  return made;
}

function keptOfProcess(): Map<string, unknown> {
  const holder = globalThis as { [SHARED]?: Map<string, unknown> };
  holder[SHARED] ??= new Map();
  return holder[SHARED];
}
