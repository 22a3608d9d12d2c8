import type { FarmStore } from './store.js';

interface Waiter {
  readonly queue: string;
  readonly resolve: (output: unknown) => void;
}

/** Rows whose end somebody on this host waits for, wherever they run. */
export class Awaited {
  readonly #store: FarmStore;
  readonly #waiters = new Map<string, Waiter[]>();
  #isChecking = false;

  constructor(store: FarmStore) {
    this.#store = store;
  }

  get size(): number {
    return this.#waiters.size;
  }

  /** Resolves with the output of the row when it has ended; with `undefined` when it is gone. */
  outcome(queue: string, id: string): Promise<unknown> {
    return new Promise(resolve => {
      const list = this.#waiters.get(id) ?? [];
      list.push({ queue, resolve });
      this.#waiters.set(id, list);
    });
  }

  /** A row has ended here. */
  ended(id: string, output: unknown): void {
    for (const { resolve } of this.#waiters.get(id) ?? []) resolve(output);
    this.#waiters.delete(id);
  }

  /** Looks whether any has ended. */
  async check(): Promise<void> {
    if (this.#isChecking || this.#waiters.size === 0) return;
    this.#isChecking = true;
    try {
      const asked = [...this.#waiters].map(([id, [first]]) => ({ id, queue: first?.queue ?? '' }));
      const rows = new Map((await this.#store.outcomes(asked)).map(row => [row.id, row]));
      for (const { id } of asked) {
        const row = rows.get(id);
        if (row === undefined) this.ended(id, undefined);
        else if (row.state === 'completed' || row.state === 'cancelled' || row.state === 'failed')
          this.ended(id, row.output);
      }
    } finally {
      this.#isChecking = false;
    }
  }
}
