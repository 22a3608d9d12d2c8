import type { Change } from '../console.js';

/** Those who are told of each change. */
export class Watchers {
  readonly #listeners = new Set<(change: Change) => void>();

  /** @returns a function that takes the listener off again */
  add(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  clear(): void {
    this.#listeners.clear();
  }
}
