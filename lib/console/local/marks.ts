import type { Mark } from '../timeline-view.js';
import { lengthText } from './length-text.js';

/** For how long what has happened is told as a problem. */
export const RECENT_MS = 30 * 60_000;

/** The most that are remembered. */
const KEPT = 200;
/** A loop that was held for less is nothing to look at. */
const BLOCKED_MS = 250;

/** One thing that happened to the process, and by how much. */
export interface Happening extends Mark {
  readonly byMs: number;
}

/** What happened to the process. */
export class Marks {
  #all: readonly Happening[] = [];
  readonly #about: string;

  /** @param about what runs, as `shop 1.8.2` */
  constructor(about: string) {
    this.#about = about;
  }

  add(kind: Mark['kind'], at: number, byMs = 0): void {
    if (kind === 'blocked' && byMs < BLOCKED_MS) return;
    this.#all = [...this.#all, { kind, at, byMs, ...this.#said(kind, byMs) }].slice(-KEPT);
  }

  /** In [from, to). */
  between(from: number, to: number): readonly Happening[] {
    return this.#all.filter(({ at }) => at >= from && at < to);
  }

  /** What is still told as a problem. */
  recent(nowMs: number): readonly Happening[] {
    return this.between(nowMs - RECENT_MS, nowMs + 1);
  }

  #said(kind: Mark['kind'], byMs: number): Pick<Mark, 'text' | 'short'> {
    const length = lengthText(Math.abs(byMs));
    switch (kind) {
      case 'started':
        return { text: `process started: ${this.#about}`, short: 'started' };
      case 'stopping':
        return { text: `process is stopping: ${this.#about}`, short: 'stopping' };
      case 'blocked':
        return { text: `the event loop was blocked for ${length}`, short: `blocked ${length}`.slice(0, 20) };
      case 'jumped':
        return {
          text: `the clock was set ${byMs > 0 ? 'forward' : 'back'} by ${length}, or the host slept`,
          short: `jumped ${length}`.slice(0, 20),
        };
    }
  }
}
