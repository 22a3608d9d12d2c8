/** Calls back later, but keeps no process alive for it. */
export function later(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms).unref();
  return () => clearTimeout(timer);
}

/** Keeps the process alive until the function that it gives is called. */
export function stayingAlive(): () => void {
  const timer = setInterval(() => {}, MOST_MS);
  return () => clearInterval(timer);
}

/** No timer takes longer. */
const MOST_MS = 2 ** 31 - 1;

/** Resolves after a while, during which it keeps the process alive. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}

/** Resolves when all has been done that was to be done at once. */
export function turn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
