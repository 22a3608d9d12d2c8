const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls back for each Ctrl-C, and for its like, until the function that it gives is called. `count` is 1 at first. */
export function onInterrupt(interrupted: (count: number) => void): () => void {
  let count = 0;
  const listener = () => {
    count += 1;
    interrupted(count);
  };
  for (const signal of INTERRUPTS) process.on(signal, listener);
  return () => {
    for (const signal of INTERRUPTS) process.off(signal, listener);
  };
}

/** Leaves at once. */
export function leaveNow(status: number): never {
  process.exit(status);
}
