import { FarmMovedError } from './farm-errors.js';
import type { FarmHappening } from './seam.js';

/** Whether the database of a farm is within reach, and why not; each change is told once. */
export class Reach {
  readonly #tell: (event: FarmHappening) => void;
  #isAway = false;
  #fault: unknown;

  constructor(tell: (event: FarmHappening) => void) {
    this.#tell = tell;
  }

  /** Why this host is not in its farm, of what it was told while it connects. */
  get fault(): unknown {
    return this.#fault;
  }

  /** What connecting told. */
  heard(event: FarmHappening): void {
    if (event.kind === 'away') this.#isAway = true;
    if ('error' in event) this.#fault = event.error;
    this.#tell(event);
  }

  /** This host is in the farm. */
  joined(): void {
    this.#isAway = false;
    this.#fault = undefined;
    this.#tell({ kind: 'connected' });
  }

  /** A statement was answered. */
  answered(): void {
    if (this.#isAway) this.#tell({ kind: 'back' });
    this.#isAway = false;
  }

  /** A statement was not. */
  failed(error: unknown): void {
    if (!this.#isAway) this.#tell({ kind: error instanceof FarmMovedError ? 'moved' : 'away', error });
    this.#isAway = true;
  }
}
