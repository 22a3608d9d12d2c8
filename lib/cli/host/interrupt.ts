import { EXIT, type ExitStatus } from '../exit-status.js';

/** A signal that asks this process to end. */
export interface Interruption {
  /** As people call it. */
  readonly by: string;
  /** With which a process that heeds it exits. */
  readonly status: ExitStatus;
  /** 1 for the first. */
  readonly count: number;
}

const INTERRUPTS = [
  ['SIGINT', 'Ctrl-C', EXIT.interrupted],
  ['SIGTERM', 'SIGTERM', EXIT.terminated],
  ['SIGHUP', 'SIGHUP', EXIT.hungUp],
] as const;

/** Calls back for each Ctrl-C, and for its like, until the function that it gives is called. */
export function onInterrupt(interrupted: (interruption: Interruption) => void): () => void {
  let count = 0;
  const listeners = INTERRUPTS.map(([signal, by, status]) => {
    const listener = () => {
      count += 1;
      interrupted({ by, status, count });
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const off of listeners) off();
  };
}

/** Leaves at once. */
export function leaveNow(status: number): never {
  process.exit(status);
}
