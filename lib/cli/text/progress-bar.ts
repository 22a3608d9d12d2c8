import { harmless } from '../../harmless.js';
import type { Shell } from '../shell.js';
import { cutTo } from './cells.js';

/** Work that takes less than this shows no bar. */
const SHOWN_AFTER_MS = 1000;
const BETWEEN_MS = 100;
const CELLS = 24;

/** A bar for work that takes a while, until anything else is printed. Where stderr is no terminal, it does nothing. */
export class ProgressBar {
  readonly #shell: Shell;
  readonly #beganAt: number;
  #drawnAt = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#beganAt = shell.now();
  }

  /** Whether anybody could see it. */
  get isWanted(): boolean {
    return this.#shell.err.isAnimated;
  }

  /** Shows how much is done, from 0 to 1, ten times a second at most. */
  show(share: number, text = ''): void {
    if (!this.isWanted) return;
    const nowMs = this.#shell.now();
    if (nowMs - this.#beganAt < SHOWN_AFTER_MS || nowMs - this.#drawnAt < BETWEEN_MS) return;
    this.#drawnAt = nowMs;
    const done = Math.min(1, Math.max(0, share));
    // Only what fits on one line can be written over.
    const columns = this.#shell.err.columns ?? 80;
    const cells = Math.min(CELLS, columns - 12);
    const bar = '█'.repeat(Math.round(done * cells)).padEnd(cells, '░');
    const beside = cutTo(harmless(text), columns - cells - 12);
    this.#shell.showBriefly(`${percent(done)}  ${bar}  ${beside}`);
  }
}

/** `58 %`, in five cells. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`.padStart(5);
}
