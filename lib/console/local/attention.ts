import type { RunStart } from '../../index.js';
import type { Subject } from './subject.js';

/** Who has not looked for so long looks no more. */
const LASTS_MS = 60_000;

/**
 * Whether somebody looks. That a run has started changes only what is shown, and to hear of it costs as much as all that
 * is counted when it ends: so it is heard of only while somebody does. Who watches looks, too, again and again.
 */
export class Attention {
  readonly #subject: Subject;
  readonly #onStarted: (run: RunStart) => void;
  #lookedAtMs = 0;
  /** Hears no more of what starts; there only while somebody looks. */
  #off: (() => void) | undefined = undefined;

  constructor(subject: Subject, onStarted: (run: RunStart) => void) {
    this.#subject = subject;
    this.#onStarted = onStarted;
  }

  /** Somebody looks. @returns whether that is new, and what has started meanwhile not known */
  look(): boolean {
    this.#lookedAtMs = this.#subject.now();
    if (this.#off !== undefined) return false;
    this.#off = this.#subject.on('started', this.#onStarted);
    return true;
  }

  /** Lets go, where nobody has looked for a while. */
  lapse(nowMs: number): void {
    if (this.#off !== undefined && nowMs - this.#lookedAtMs > LASTS_MS) this.close();
  }

  close(): void {
    this.#off?.();
    this.#off = undefined;
  }
}
