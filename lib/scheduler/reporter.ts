import { isError, RunCancelledError, RunTimeoutError } from '../errors.js';
import { harmless, harmlessLines } from '../harmless.js';
import type { LogLevel } from '../job/outcome.js';
import { thrownText } from '../run/bounded-text.js';
import { gatheredBy } from '../run/error-data.js';
import { isThenable } from '../thenable.js';
import { checkLogger } from './check-ports.js';

/** A logger in pino's shape: what it is about, then what happened. `pino()` itself fits; errors go under `err`. */
export interface Logger {
  /** Takes what matters to who looks for a fault. */
  debug(about: object, message: string): void;
  /** Takes what happened. */
  info(about: object, message: string): void;
  /** Takes what may go wrong. */
  warn(about: object, message: string): void;
  /** Takes what went wrong, failures of runs among it. */
  error(about: object, message: string): void;
}

/** Writes one line where failures are seen; the host's is stderr. */
export type Print = (line: string) => void;

/**
 * Where a scheduler says what nobody listens for: to the logger that it was given, else, for errors only, to `print`.
 * A logger that throws or rejects is let be: there is nowhere left to say so.
 */
export class Reporter {
  readonly #logger: Logger | undefined;
  readonly #print: Print;

  /** @throws ScheduleError for what is no logger */
  constructor(logger: Logger | undefined, print: Print) {
    checkLogger(logger);
    this.#logger = logger;
    this.#print = print;
  }

  say(level: LogLevel, about: object, message: string): void {
    try {
      const said: unknown = this.#logger?.[level](about, message);
      if (isThenable(said)) said.then(undefined, () => {});
    } catch {
      // See above.
    }
  }

  /** Says what may go wrong, which is printed where there is no logger. */
  warn(message: string): void {
    if (this.#logger === undefined) this.#write(message);
    else this.say('warn', {}, message);
  }

  /** Says an error, which is printed where there is no logger and nobody `isHeard`. */
  complain(message: string, error: unknown, about: object = {}, isHeard = false): void {
    if (this.#logger !== undefined) {
      this.say('error', { ...about, err: error }, message);
      return;
    }
    if (!isHeard) this.#write(message, error);
  }

  #write(message: string, ...errors: readonly unknown[]): void {
    try {
      this.#print([harmless(message), ...errors.map(error => indented(harmlessLines(textOf(error))))].join(': '));
    } catch {
      // See above.
    }
  }
}

/** Only what is said here begins a line. */
function indented(text: string): string {
  return text.replace(/\n(?=\S)/g, '\n  ');
}

/** More errors than this are not printed of one. */
const MAX_ERRORS = 10;

/**
 * The stack where there is one, with the chain of causes and the errors that it gathers. That of an abort leads to the
 * scheduler, and says nothing.
 */
function textOf(error: unknown, room = { left: MAX_ERRORS }, above: readonly unknown[] = []): string {
  try {
    if (above.includes(error)) return '[circular]';
    if (!isError(error)) return thrownText(error);
    if (error instanceof RunTimeoutError || error instanceof RunCancelledError) return error.message;
    const lines = [String(error.stack ?? error.message)];
    const { cause } = error;
    const gathered = gatheredBy(error);
    const path = [...above, error];
    if (cause !== undefined) lines.push(lineOf('caused by', cause, room, path));
    for (const one of gathered.slice(0, room.left)) lines.push(lineOf(`one of ${gathered.length}:`, one, room, path));
    return lines.join('\n');
  } catch {
    return thrownText(error);
  }
}

function lineOf(how: string, error: unknown, room: { left: number }, above: readonly unknown[]): string {
  room.left -= 1;
  return room.left < 0 ? '  and more' : `  ${how} ${textOf(error, room, above)}`;
}
