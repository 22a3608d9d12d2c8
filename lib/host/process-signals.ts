import { exitStatusOf, type StopRequest } from './shutdown-policy.js';

/** What the shutdown coordinator needs of a process. */
export interface ProcessSignals {
  /** Calls `onRequest` whenever the process is asked to stop, until the function that it gives is called. */
  listen(onRequest: (request: StopRequest, applicationListens: boolean) => void): () => void;
  /** Sends the process the signal, whose default is to end it. */
  raise(signal: Exclude<StopRequest, 'shutdown'>): void;
  exit(status: number): void;
  /** Prints a line on stderr. */
  print(line: string): void;
}

/** This process: the only place where `process` is touched. */
export const processSignals: ProcessSignals = { listen, raise, exit, print };

/** What each platform can be asked to stop with; the console of Windows sends SIGBREAK for Ctrl-Break. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const WINDOWS_SIGNALS = [...SIGNALS, 'SIGBREAK'] as const;

/**
 * Each listener is put first, since a `once` listener of the application that ran before could no longer be counted.
 * Signal listeners don't hold the process alive; one for messages does, where a parent has opened a channel.
 */
function listen(onRequest: (request: StopRequest, applicationListens: boolean) => void): () => void {
  const unlisteners = (isWindows() ? WINDOWS_SIGNALS : SIGNALS).map(signal =>
    prepend(signal, others => onRequest(signal, others > 0)),
  );
  unlisteners.push(
    prepend('message', (others, message) => {
      if (message === 'shutdown') onRequest('shutdown', others > 0);
    }),
  );
  return () => {
    for (const unlisten of unlisteners) unlisten();
  };
}

/** Tells each listener how many others there are when the event comes. */
function prepend(event: string, onEvent: (others: number, value: unknown) => void): () => void {
  const listener = (value: unknown) => onEvent(process.listenerCount(event) - 1, value);
  process.prependListener(event as 'message', listener);
  return () => void process.removeListener(event, listener);
}

/** Windows ends the process without a status of its own; process 1 of a container is spared by the default action. */
function raise(signal: Exclude<StopRequest, 'shutdown'>): void {
  if (!isWindows()) process.kill(process.pid, signal);
  if (process.listenerCount(signal) === 0) process.exit(exitStatusOf(signal));
}

function exit(status: number): void {
  process.exit(status);
}

/** Through the console, which bears a stderr whose terminal has gone, as it has after SIGHUP. */
function print(line: string): void {
  console.error(line);
}

function isWindows(): boolean {
  return process.platform === 'win32';
}
