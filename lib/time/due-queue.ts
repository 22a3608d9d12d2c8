/** What a due queue holds. Its fields are the queue's while it is inside, so that an entry costs no further object. */
export interface Queued {
  /** The rank, in milliseconds of whatever axis the owner uses. */
  dueAt: number;
  /** The rank among those that are due together. */
  readonly order: number;
  /** Where it stands in the heap, or `undefined` while it is not inside. */
  heapIndex: number | undefined;
}

/**
 * What is due when: a binary heap by `dueAt`, then by `order`. `peek` is free; everything else takes O(log n), since
 * each entry knows its index.
 */
export class DueQueue<T extends Queued> {
  #heap: T[] = [];
  /** The `dueAt` of each, in a row: to look into the entries makes cancelling many of them a quarter slower (`declare`). */
  #dues: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The first that is due. */
  peek(): T | undefined {
    return this.#heap[0];
  }

  /** Adds the entry, or moves it when it is inside already. */
  put(entry: T, dueAt: number): void {
    entry.dueAt = dueAt;
    if (entry.heapIndex === undefined) this.#rise(entry, dueAt, this.#heap.length);
    else this.#fill(entry.heapIndex, entry, dueAt);
  }

  /** @returns whether it was inside. */
  remove(entry: T): boolean {
    const { heapIndex } = entry;
    if (heapIndex === undefined) return false;
    entry.heapIndex = undefined;
    const last = this.#heap.pop() as T;
    const dueAt = this.#dues.pop() as number;
    if (last !== entry) this.#fill(heapIndex, last, dueAt);
    // A list that was long keeps its room.
    if (this.size === 0) [this.#heap, this.#dues] = [[], []];
    return true;
  }

  /** Takes out the first that is due. */
  pop(): T | undefined {
    const first = this.#heap[0];
    if (first === undefined) return undefined;
    first.heapIndex = undefined;
    const last = this.#heap.pop() as T;
    const dueAt = this.#dues.pop() as number;
    if (last !== first) this.#fill(0, last, dueAt);
    return first;
  }

  /** The same, if it is due by then. */
  popDue(byMs: number): T | undefined {
    const first = this.#heap[0];
    return first !== undefined && first.dueAt <= byMs ? this.pop() : undefined;
  }

  #rise(entry: T, dueAt: number, from: number): void {
    let slot = from;
    while (slot > 0) {
      const above = (slot - 1) >> 1;
      if (!this.#isBefore(entry, dueAt, above)) break;
      this.#set(slot, this.#heap[above] as T, this.#dues[above] as number);
      slot = above;
    }
    this.#set(slot, entry, dueAt);
  }

  /**
   * Puts the entry in the place of what has left that slot: the gap sinks to the end of the heap, and the entry rises from
   * there. It comes from the end most often, so this compares half as much as letting it sink: see `burst` in the bench.
   */
  #fill(from: number, entry: T, dueAt: number): void {
    const heap = this.#heap;
    const dues = this.#dues;
    const { length } = heap;
    let slot = from;
    for (let below = 2 * slot + 1; below < length; below = 2 * slot + 1) {
      const right = below + 1;
      if (right < length && this.#isBefore(heap[right] as T, dues[right] as number, below)) below = right;
      this.#set(slot, heap[below] as T, dues[below] as number);
      slot = below;
    }
    this.#rise(entry, dueAt, slot);
  }

  #set(slot: number, entry: T, dueAt: number): void {
    this.#heap[slot] = entry;
    this.#dues[slot] = dueAt;
    entry.heapIndex = slot;
  }

  /** Whether it comes before the one in that slot. */
  #isBefore(entry: T, dueAt: number, slot: number): boolean {
    const other = this.#dues[slot] as number;
    return dueAt < other || (dueAt === other && entry.order < (this.#heap[slot] as T).order);
  }
}
