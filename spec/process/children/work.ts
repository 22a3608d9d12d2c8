import { writeSync } from 'node:fs';
import type { RunContext } from '../../../lib/index.js';

/** A little more than the time after which a second signal counts as another. */
const ANOTHER_SIGNAL_MS = 320;

/** Jobs that take their end in different ways, by name. */
export const JOBS = { cooperative, patient, stubborn, idle };

/** Ends when it is told that the process is stopping. */
async function cooperative({ stopping }: RunContext): Promise<void> {
  await aborted(stopping);
  say('cooperative ended');
}

/** Goes on until it is cancelled. */
async function patient({ stopping, signal }: RunContext): Promise<void> {
  stopping.addEventListener('abort', () => void sayLater('stopping for a while'));
  await aborted(signal);
  say('patient cancelled');
}

/** Never ends. */
async function stubborn({ stopping, signal }: RunContext): Promise<void> {
  stopping.addEventListener('abort', () => void sayLater('stopping for a while'));
  signal.addEventListener('abort', () => void sayLater('cancelled for a while'));
  hold();
  await new Promise(() => {});
}

/** Has nothing to do. */
async function idle(): Promise<void> {}

/** Prints a line at once, though the process may end the moment after. */
export function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Resolves when so much time has passed. */
export function awake(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}

async function sayLater(line: string): Promise<void> {
  await awake(ANOTHER_SIGNAL_MS);
  say(line);
}

/** Resolves when the signal is aborted, and holds the process alive until then. */
export function aborted(signal: AbortSignal): Promise<void> {
  const letGo = hold();
  return new Promise(resolve => {
    signal.addEventListener('abort', end, { once: true });
    // A run is told of before its work is called, which may come after the signal of the process.
    if (signal.aborted) end();

    function end(): void {
      letGo();
      resolve();
    }
  });
}

/** Holds the process alive until it is let go, as the socket or the timer does that real work waits for. */
export function hold(): () => void {
  const interval = setInterval(() => {}, 60_000);
  return () => clearInterval(interval);
}
