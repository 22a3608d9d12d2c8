import { harmless } from '../../harmless.js';
import type { Call } from '../command.js';
import { line } from '../shell.js';
import { momentsThere } from '../text/moment.js';
import type { LogLine, Run } from './answers.js';
import { endingWords } from './run-ending.js';

/** Prints runs that have ended, and what runs log, a line each, or a JSON document each. */
export class RunLog {
  readonly #call: Call;
  readonly #zone: string;

  constructor(call: Call, zone: string) {
    this.#call = call;
    this.#zone = zone;
  }

  ended(run: Run): void {
    const { job, message, startedAt, at, host, kind } = run;
    const where = host === undefined ? '' : ` on ${host}`;
    const why = message === undefined || kind !== 'failed' ? '' : `: ${message}`;
    this.#write(startedAt ?? at, run, `${job} ${endingWords(run)}${where}${why}`);
  }

  line(job: string, run: string, logged: LogLine): void {
    this.#write(logged.at, { job, run, ...logged }, `${job} ${logged.level}  ${logged.text}`);
  }

  note(text: string): void {
    line(this.#call.shell.err, harmless(text));
  }

  #write(at: number, document: object, text: string): void {
    const { shell, isJson } = this.#call;
    const shown = `${momentsThere(this.#zone).text(at, shell.now())}  ${harmless(text)}`;
    line(shell.out, isJson ? JSON.stringify({ v: 1, ...document }) : shown);
  }
}
