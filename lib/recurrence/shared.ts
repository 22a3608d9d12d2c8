/** What values are told apart by. */
export type Key = string | number;

/** How many different values are kept, where nothing else is said. */
const MOST = 1000;

/**
 * Values that never change and that many schedules have in common: made once for each row of keys, and shared. To make one
 * text of several keys takes longer than to look them up one by one (`declare` in the bench). Too many are forgotten at
 * once, since looking for the oldest takes longer than making one anew.
 */
export class Shared<V> {
  readonly #most: number;
  #root: Branch<V> = { value: undefined, branches: undefined };
  #count = 0;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** The value of these keys, made by `make` if there is none. */
  of(keys: readonly Key[], make: () => V): V {
    const known = this.#find(keys);
    if (known !== undefined) return known;
    if (this.#count >= this.#most) this.#forget();
    const made = make();
    this.#keep(keys, made);
    return made;
  }

  #find(keys: readonly Key[]): V | undefined {
    let branch: Branch<V> | undefined = this.#root;
    for (const key of keys) branch = branch?.branches?.get(key);
    return branch?.value;
  }

  #keep(keys: readonly Key[], value: V): void {
    let branch = this.#root;
    for (const key of keys) {
      branch.branches ??= new Map();
      const next: Branch<V> = branch.branches.get(key) ?? { value: undefined, branches: undefined };
      branch.branches.set(key, next);
      branch = next;
    }
    branch.value = value;
    this.#count += 1;
  }

  #forget(): void {
    this.#root = { value: undefined, branches: undefined };
    this.#count = 0;
  }
}

/** What begins with the same keys. */
interface Branch<V> {
  value: V | undefined;
  branches: Map<Key, Branch<V>> | undefined;
}
