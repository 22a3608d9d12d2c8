import { harmlessLines } from '../harmless.js';
import { inNoContext } from '../time/no-context.js';
import { asOurs, type OtherListeners, othersListen, watchOthers } from './other-listeners.js';
import { listenToParent } from './parent-messages.js';
import { raise } from './raise.js';
import type { Signal, StopRequest } from './stop-request.js';
import { unfaked } from './unfaked.js';

/** What the shutdown coordinator needs of a process. */
export interface ProcessSignals {
  /**
   * Calls `onRequest` whenever the process gets this request, before anybody else hears of it and in no async context,
   * until the function that it gives is called.
   */
  listen(request: StopRequest, onRequest: (others: OtherListeners) => void): () => void;
  /** Whether anybody but the coordinator listens to the request now. */
  othersListen(request: StopRequest): boolean;
  /** Resolves when each signal that was sent before has arrived. */
  arrival(): Promise<void>;
  /** Sends the process the signal, whose default is to end it. */
  raise(signal: Signal): void;
  exit(status: number): void;
  /** Prints on stderr what a terminal shows and does not obey. Never throws. */
  print(line: string): void;
}

/** This process. */
export const processSignals: ProcessSignals = { listen, othersListen, arrival, raise, exit, print };

/** Our listener is put first, and it does not hold the process alive. */
function listen(request: StopRequest, onRequest: (others: OtherListeners) => void): () => void {
  const look = watchOthers(request);
  if (request === 'shutdown') {
    return listenToParent(message => {
      if (message === request) hear();
    });
  }
  const listener = asOurs(hear);
  process.prependListener(request as NodeJS.Signals, listener);
  return () => void process.removeListener(request, listener);

  /** A signal is heard in the context of whoever was the first to listen to it, which may be a run. */
  function hear(): void {
    const others = look();
    inNoContext(() => onRequest(others));
  }
}

/** The loop reads the signals that have come between two turns of this kind. No fake timers hold the end of a process up. */
function arrival(): Promise<void> {
  return new Promise(resolve => {
    unfaked.setImmediate(() => unfaked.setImmediate(resolve));
  });
}

function exit(status: number): void {
  process.exit(status);
}

/** Through the console, which bears a stderr whose terminal has gone, as it has after SIGHUP. */
function print(line: string): void {
  try {
    console.error(harmlessLines(line));
  } catch {
    // A console that throws has nowhere to say so, and must not keep a process from ending.
  }
}
