import { FarmMovedError } from './farm-errors.js';
import type { FarmHappening } from './seam.js';

/** Whether the database of a farm is within reach, and why not; each change is told once. */
export class Reach {
  readonly #tell: (event: FarmHappening) => void;
  /** What was told of it last, while it is not. */
  #out: 'away' | 'moved' | undefined;
  #fault: unknown;

  constructor(tell: (event: FarmHappening) => void) {
    this.#tell = tell;
  }

  /** Why this host is not in its farm, of what it was told while it connects. */
  get fault(): unknown {
    return this.#fault;
  }

  /** Whether its address leads elsewhere, which this host has not joined. */
  get isMoved(): boolean {
    return this.#out === 'moved';
  }

  /** What connecting told. */
  heard(event: FarmHappening): void {
    if (event.kind === 'away') this.#out = 'away';
    if ('error' in event) this.#fault = event.error;
    this.#tell(event);
  }

  /** This host is in the farm. */
  joined(): void {
    this.#out = undefined;
    this.#fault = undefined;
    this.#tell({ kind: 'connected' });
  }

  /** A statement was answered. */
  answered(): void {
    if (this.#out !== undefined) this.#tell({ kind: 'back' });
    this.#out = undefined;
  }

  /** A statement was not. One that was on its way when the address moved finds it away, before the next finds it moved. */
  failed(error: unknown): void {
    const out = error instanceof FarmMovedError ? 'moved' : 'away';
    if (this.#out === out || this.#out === 'moved') return;
    this.#out = out;
    this.#tell({ kind: out, error });
  }
}
