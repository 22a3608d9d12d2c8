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
  readonly #heap: T[] = [];

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
    if (entry.heapIndex === undefined) {
      this.#heap.push(entry);
      this.#rise(entry, this.#heap.length - 1);
    } else {
      this.#settle(entry, entry.heapIndex);
    }
  }

  /** @returns whether it was inside. */
  remove(entry: T): boolean {
    const { heapIndex } = entry;
    if (heapIndex === undefined) return false;
    entry.heapIndex = undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== entry) this.#settle(last, heapIndex);
    return true;
  }

  /** Takes out the first that is due. */
  pop(): T | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return undefined;
    first.heapIndex = undefined;
    if (last !== first) this.#sink(last, 0);
    return first;
  }

  /** The same, if it is due by then. */
  popDue(byMs: number): T | undefined {
    const first = this.#heap[0];
    return first !== undefined && first.dueAt <= byMs ? this.pop() : undefined;
  }

  #settle(entry: T, slot: number): void {
    const parent = this.#heap[(slot - 1) >> 1];
    if (slot > 0 && parent !== undefined && isBefore(entry, parent)) this.#rise(entry, slot);
    else this.#sink(entry, slot);
  }

  #rise(entry: T, from: number): void {
    const heap = this.#heap;
    let slot = from;
    while (slot > 0) {
      const above = (slot - 1) >> 1;
      const parent = heap[above] as T;
      if (!isBefore(entry, parent)) break;
      heap[slot] = parent;
      parent.heapIndex = slot;
      slot = above;
    }
    heap[slot] = entry;
    entry.heapIndex = slot;
  }

  #sink(entry: T, from: number): void {
    const heap = this.#heap;
    const { length } = heap;
    let slot = from;
    for (let below = 2 * slot + 1; below < length; below = 2 * slot + 1) {
      const right = heap[below + 1];
      let child = heap[below] as T;
      if (right !== undefined && isBefore(right, child)) {
        below += 1;
        child = right;
      }
      if (!isBefore(child, entry)) break;
      heap[slot] = child;
      child.heapIndex = slot;
      slot = below;
    }
    heap[slot] = entry;
    entry.heapIndex = slot;
  }
}

function isBefore(a: Queued, b: Queued): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
}
