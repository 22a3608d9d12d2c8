import { line, type Shell } from '../shell.js';

/** Lines on stderr, each with the time since it was made. */
export class ElapsedLog {
  readonly #shell: Shell;
  readonly #beganAt: number;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#beganAt = shell.now();
  }

  say(text: string): void {
    const seconds = (this.#shell.now() - this.#beganAt) / 1000;
    line(this.#shell.err, `  +${seconds.toFixed(2)} s  ${text}`);
  }

  /** Below what was said last. */
  below(text: string): void {
    line(this.#shell.err, `${' '.repeat(11)}${text}`);
  }
}
