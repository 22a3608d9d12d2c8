import type { EndedRow, FarmStore } from './store.js';

/** What a row is in when nothing more comes of it. */
const ENDED: ReadonlySet<EndedRow['state']> = new Set(['completed', 'cancelled', 'failed']);

/** How the wait for a row ended: with its output, since nothing is known of it, or since this host has left its farm. */
export type AwaitedEnd = { readonly kind: 'ended'; readonly output: unknown } | { readonly kind: 'gone' | 'left' };

interface Waiter {
  readonly queue: string;
  readonly resolve: (end: AwaitedEnd) => void;
}

/** Rows whose end somebody on this host waits for, wherever they run. */
export class Awaited {
  readonly #store: FarmStore;
  readonly #waiters = new Map<string, Waiter[]>();
  #looking: Promise<void> | undefined;
  #mustLook = false;

  constructor(store: FarmStore) {
    this.#store = store;
  }

  get size(): number {
    return this.#waiters.size;
  }

  /** Resolves when the row has ended, or is gone, or when nobody here will hear of it. */
  outcome(queue: string, id: string): Promise<AwaitedEnd> {
    return new Promise(resolve => {
      const list = this.#waiters.get(id) ?? [];
      list.push({ queue, resolve });
      this.#waiters.set(id, list);
    });
  }

  /** A row has ended here. */
  ended(id: string, output: unknown): void {
    this.#tell(id, this.#waiters.get(id) ?? [], { kind: 'ended', output });
  }

  /** Looks whether any has ended; and again where that is asked for meanwhile, since an end may be later than the look. */
  check(): Promise<void> {
    this.#mustLook = true;
    this.#looking ??= this.#lookOn();
    return this.#looking;
  }

  /** This host leaves its farm: what has not ended by now is heard of elsewhere. */
  leave(): void {
    for (const [id, waiters] of [...this.#waiters]) this.#tell(id, waiters, { kind: 'left' });
  }

  async #lookOn(): Promise<void> {
    try {
      while (this.#mustLook) {
        this.#mustLook = false;
        await this.#look();
      }
    } finally {
      this.#looking = undefined;
    }
  }

  /** Who comes while the answer is under way is not told by it: it may be older than a redrive. */
  async #look(): Promise<void> {
    if (this.#waiters.size === 0) return;
    const asked = [...this.#waiters].map(([id, all]) => ({ id, queue: all[0]?.queue ?? '', waiters: [...all] }));
    const rows = new Map((await this.#store.outcomes(asked)).map(row => [row.id, row]));
    for (const { id, waiters } of asked) {
      const end = endOf(rows.get(id));
      if (end !== undefined) this.#tell(id, waiters, end);
    }
  }

  #tell(id: string, waiters: readonly Waiter[], end: AwaitedEnd): void {
    for (const { resolve } of waiters) resolve(end);
    const left = (this.#waiters.get(id) ?? []).filter(waiter => !waiters.includes(waiter));
    if (left.length > 0) this.#waiters.set(id, left);
    else this.#waiters.delete(id);
  }
}

/** How a row ended, if it has. Of one that others have ended, as in the database itself, there is no record. */
function endOf(row: EndedRow | undefined): AwaitedEnd | undefined {
  if (row !== undefined && !ENDED.has(row.state)) return undefined;
  const { output } = row ?? {};
  const isRecord = typeof output === 'object' && output !== null && 'outcome' in output;
  return isRecord ? { kind: 'ended', output } : { kind: 'gone' };
}
