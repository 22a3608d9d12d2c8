/** How long work may follow upon work before the event loop goes on. */
const SLICE_MS = 10;

/** How long the work of runs has held the event loop, in one stretch in which nothing else could happen. */
export class Hold {
  #heldMs: number | undefined = undefined;

  /** The work of a run has held the loop, which goes on when all that is on the stack has returned. */
  add(ms: number): void {
    if (this.#heldMs === undefined) queueMicrotask(() => this.end());
    this.#heldMs = (this.#heldMs ?? 0) + ms;
  }

  /** What comes now is not the scheduler's own chain of work. */
  end(): void {
    this.#heldMs = undefined;
  }

  /** What is wrong with a run that starts now: what has held the loop for a slice must let go of it first. */
  get objection(): string | undefined {
    if ((this.#heldMs ?? 0) < SLICE_MS) return undefined;
    return `a run starts after ${this.#heldMs} ms in which nothing else could`;
  }
}
