/** More different values than this are not kept; the one made first goes. */
const MAX_SHARED = 1000;

/** Values that never change and that many schedules have in common: made once for each key, and shared. */
export class Shared<V> {
  readonly #values = new Map<string, V>();

  /** The value of the key, made by `make` if there is none. */
  of(key: string, make: () => V): V {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    if (this.#values.size >= MAX_SHARED) this.#values.delete(this.#values.keys().next().value as string);
    const made = make();
    this.#values.set(key, made);
    return made;
  }
}
