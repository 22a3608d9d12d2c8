import type { EndedRow, FarmStore } from './store.js';

/** What a row is in when nothing more comes of it. */
const ENDED: ReadonlySet<EndedRow['state']> = new Set(['completed', 'cancelled', 'failed']);

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

  /** Looks whether any has ended. Who comes while the answer is under way is not told by it: it may be older than a redrive. */
  async check(): Promise<void> {
    if (this.#isChecking || this.#waiters.size === 0) return;
    this.#isChecking = true;
    try {
      const asked = [...this.#waiters].map(([id, all]) => ({ id, queue: all[0]?.queue ?? '', waiters: [...all] }));
      const rows = new Map((await this.#store.outcomes(asked)).map(row => [row.id, row]));
      for (const { id, waiters } of asked) {
        const row = rows.get(id);
        if (row === undefined || ENDED.has(row.state)) this.#tell(id, waiters, row?.output);
      }
    } finally {
      this.#isChecking = false;
    }
  }

  #tell(id: string, waiters: readonly Waiter[], output: unknown): void {
    for (const { resolve } of waiters) resolve(output);
    const left = (this.#waiters.get(id) ?? []).filter(waiter => !waiters.includes(waiter));
    if (left.length > 0) this.#waiters.set(id, left);
    else this.#waiters.delete(id);
  }
}
