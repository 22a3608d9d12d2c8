/** How many different values are kept. */
const MOST = 1000;

/**
 * Values that never change and that many schedules have in common: made once for each key, and shared. Too many are
 * forgotten at once, since looking for the oldest takes longer than making one anew.
 */
export class Shared<V> {
  readonly #values = new Map<string, V>();

  /** The value of the key, made by `make` if there is none. */
  of(key: string, make: () => V): V {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    if (this.#values.size >= MOST) this.#values.clear();
    const made = make();
    this.#values.set(key, made);
    return made;
  }
}
