import { FarmMovedError, FarmRefusedError } from './farm-errors.js';
import type { FarmHappening } from './seam.js';
import type { FarmStore } from './store.js';

/** Each says more than those before it: what was on its way when the address moved, or a right was taken, finds it away. */
const OUT = ['away', 'refused', 'moved'] as const;

type Out = (typeof OUT)[number];

/** Whether the database of a farm is within reach, and why not; each change is told once. */
export class Reach {
  readonly #tell: (event: FarmHappening) => void;
  /** What was told of it last, while it is not. */
  #out: Out | undefined;
  #fault: unknown;
  /** A statement was refused since the last answer. */
  #isDoubted = false;

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
    this.#isDoubted = false;
  }

  /** Whether what a statement ended with says of all that none would be answered. */
  isLost(trouble: ReturnType<FarmStore['troubleOf']>, error: unknown): boolean {
    return trouble === 'away' || error instanceof FarmMovedError;
  }

  /** A statement was not, as no other would be. */
  failed(error: unknown): void {
    const out = outBy(error);
    if (this.#out !== undefined && OUT.indexOf(out) <= OUT.indexOf(this.#out)) return;
    this.#out = out;
    this.#tell({ kind: out, error });
  }

  /** Whether it is to be told that one statement is refused: once, until it is known whether all are. */
  isNews(): boolean {
    const isNews = this.#out === undefined && !this.#isDoubted;
    this.#isDoubted = true;
    return isNews;
  }
}

function outBy(error: unknown): Out {
  if (error instanceof FarmMovedError) return 'moved';
  return error instanceof FarmRefusedError ? 'refused' : 'away';
}
