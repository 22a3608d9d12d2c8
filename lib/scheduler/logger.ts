import { RunCancelledError, RunTimeoutError } from '../errors.js';
import type { LogLevel } from '../job/outcome.js';
import { textOf } from '../job/text-of.js';

/** A logger in pino's shape: what it is about, then what happened. `pino()` itself fits. */
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
 * A logger that throws is let be: there is nowhere left to say so.
 */
export class Voice {
  readonly #logger: Logger | undefined;
  readonly #print: Print;

  constructor(logger: Logger | undefined, print: Print) {
    this.#logger = logger;
    this.#print = print;
  }

  say(level: LogLevel, about: object, message: string): void {
    try {
      const said: unknown = this.#logger?.[level](about, message);
      if (said instanceof Promise) said.catch(() => {});
    } catch {
      // See above.
    }
  }

  /** Says what may go wrong, which is printed where there is no logger. */
  warn(message: string): void {
    if (this.#logger !== undefined) {
      this.say('warn', {}, message);
      return;
    }
    try {
      this.#print(message);
    } catch {
      // See above.
    }
  }

  /** Says an error, which is printed where there is no logger and nobody `isHeard`. */
  complain(message: string, about: { readonly error: unknown }, isHeard = false): void {
    if (this.#logger !== undefined) {
      this.say('error', about, message);
      return;
    }
    if (isHeard) return;
    try {
      this.#print(`${message}: ${shown(about.error)}`);
    } catch {
      // See above.
    }
  }
}

/** More causes than this are not printed: a chain of them may lead back to where it began. */
const MAX_CAUSES = 10;

/** The stack where there is one, with the chain of causes. That of an abort leads to the scheduler, and says nothing. */
function shown(error: unknown, causes = MAX_CAUSES): string {
  try {
    if (!(error instanceof Error)) return textOf(error);
    if (error instanceof RunTimeoutError || error instanceof RunCancelledError) return error.message;
    const isEnd = error.cause === undefined || causes === 0;
    return `${error.stack ?? error.message}${isEnd ? '' : `\n  caused by ${shown(error.cause, causes - 1)}`}`;
  } catch {
    return textOf(error);
  }
}
