/** What a due queue holds. Its fields are the queue's while it is inside, so that an entry costs no further object. */
export interface Queued {
  /** The rank, in milliseconds of whatever axis the owner uses. */
  dueAt: number;
  /** The rank among those that are due together. */
  readonly order: number;
  /** Where it stands in the heap or in its row, or `undefined` while it is not inside. */
  heapIndex: number | undefined;
  /** Where it is one of several that are due together: their row. */
  row: Row | undefined;
}

/** What the heap is of: an entry, or a row of them. */
type Item<T extends Queued> = T | Row;

/**
 * What is due when: a binary heap by `dueAt`, then by `order`. `peek` is free; everything else takes O(log n), since
 * each entry knows its index. Those that come one after the other and are due together stand in a row, which is one item
 * of the heap: of ten thousand that are due at once, each is taken without a look at the others (`burst` in the bench).
 */
export class DueQueue<T extends Queued> {
  #heap: Item<T>[] = [];
  /** The `dueAt` of each, in a row: to look into the entries makes cancelling many of them a quarter slower (`declare`). */
  #dues: number[] = [];
  #size = 0;
  /** What came last, as long as it is inside. */
  #latest: Item<T> | undefined = undefined;

  get size(): number {
    return this.#size;
  }

  /** The first that is due. */
  peek(): T | undefined {
    const first = this.#heap[0];
    return first instanceof Row ? (first.first as T | undefined) : first;
  }

  /** Adds the entry, or moves it when it is inside already. */
  put(entry: T, dueAt: number): void {
    if (entry.row !== undefined) this.remove(entry);
    entry.dueAt = dueAt;
    if (entry.heapIndex !== undefined) {
      this.#fill(entry.heapIndex, entry, dueAt);
      return;
    }
    this.#size += 1;
    const latest = this.#latest;
    if (latest !== undefined && latest.dueAt === dueAt && this.#queueUp(latest, entry)) return;
    this.#rise(entry, dueAt, this.#heap.length);
    this.#latest = entry;
  }

  /** @returns whether it was inside. */
  remove(entry: T): boolean {
    const { heapIndex, row } = entry;
    if (heapIndex === undefined) return false;
    this.#size -= 1;
    if (row === undefined) this.#take(entry, heapIndex);
    else this.#takeOutOf(row, entry);
    // A list that was long keeps its room.
    if (this.#size === 0) [this.#heap, this.#dues] = [[], []];
    return true;
  }

  /** Takes out the first that is due. */
  pop(): T | undefined {
    return this.popDue(Infinity);
  }

  /** The same, if it is due by then. */
  popDue(byMs: number): T | undefined {
    const item = this.#heap[0];
    if (item === undefined || item.dueAt > byMs) return undefined;
    this.#size -= 1;
    if (!(item instanceof Row)) {
      this.#take(item, 0);
      return item;
    }
    const entry = item.first as T;
    this.#takeOutOf(item, entry);
    return entry;
  }

  /** Puts the entry behind those that came last and are due with it. @returns whether it comes after them. */
  #queueUp(latest: Item<T>, entry: T): boolean {
    if (latest instanceof Row) return latest.add(entry);
    if (latest.order > entry.order) return false;
    const slot = latest.heapIndex as number;
    const row = new Row(latest);
    this.#set(slot, row, row.dueAt);
    this.#latest = row;
    return row.add(entry);
  }

  #takeOutOf(row: Row, entry: T): void {
    const slot = row.heapIndex as number;
    const { first } = row;
    row.remove(entry);
    if (row.first === undefined) {
      this.#take(row, slot);
    } else if (row.first !== first) {
      // Those that are due with its new first, and stand elsewhere, may be before it.
      const below = 2 * slot + 1;
      const isDueBelow = this.#dues[below] === row.dueAt || this.#dues[below + 1] === row.dueAt;
      if (isDueBelow) this.#fill(slot, row, row.dueAt);
    }
  }

  #take(item: Item<T>, slot: number): void {
    item.heapIndex = undefined;
    if (this.#latest === item) this.#latest = undefined;
    const last = this.#heap.pop() as Item<T>;
    const dueAt = this.#dues.pop() as number;
    if (last !== item) this.#fill(slot, last, dueAt);
  }

  #rise(item: Item<T>, dueAt: number, from: number): void {
    let slot = from;
    while (slot > 0) {
      const above = (slot - 1) >> 1;
      if (!this.#isBefore(item, dueAt, above)) break;
      this.#set(slot, this.#heap[above] as Item<T>, this.#dues[above] as number);
      slot = above;
    }
    this.#set(slot, item, dueAt);
  }

  /**
   * Puts the item in the place of what has left that slot: the gap sinks to the end of the heap, and the item rises from
   * there. It comes from the end most often, so this compares half as much as letting it sink: see `burst` in the bench.
   */
  #fill(from: number, item: Item<T>, dueAt: number): void {
    const heap = this.#heap;
    const dues = this.#dues;
    const { length } = heap;
    let slot = from;
    for (let below = 2 * slot + 1; below < length; below = 2 * slot + 1) {
      const right = below + 1;
      if (right < length && this.#isBefore(heap[right] as Item<T>, dues[right] as number, below)) below = right;
      this.#set(slot, heap[below] as Item<T>, dues[below] as number);
      slot = below;
    }
    this.#rise(item, dueAt, slot);
  }

  #set(slot: number, item: Item<T>, dueAt: number): void {
    this.#heap[slot] = item;
    this.#dues[slot] = dueAt;
    item.heapIndex = slot;
  }

  /** Whether it comes before the one in that slot. */
  #isBefore(item: Item<T>, dueAt: number, slot: number): boolean {
    const other = this.#dues[slot] as number;
    return dueAt < other || (dueAt === other && item.order < (this.#heap[slot] as Item<T>).order);
  }
}

/** Entries that are due together, in order. One that is taken out leaves a gap. */
class Row {
  readonly dueAt: number;
  /** That of its first. */
  order: number;
  /** Where it stands in the heap. */
  heapIndex: number | undefined = undefined;
  /** `undefined` once all were taken out. */
  first: Queued | undefined;
  readonly #entries: (Queued | undefined)[] = [];
  #lastOrder = -Infinity;

  constructor(first: Queued) {
    this.dueAt = first.dueAt;
    this.order = first.order;
    this.first = first;
    this.add(first);
  }

  /** @returns whether it comes after those that are here. */
  add(entry: Queued): boolean {
    if (entry.order < this.#lastOrder) return false;
    this.#lastOrder = entry.order;
    entry.row = this;
    entry.heapIndex = this.#entries.length;
    this.#entries.push(entry);
    return true;
  }

  remove(entry: Queued): void {
    let index = entry.heapIndex as number;
    entry.row = undefined;
    entry.heapIndex = undefined;
    this.#entries[index] = undefined;
    if (entry !== this.first) return;
    while (index < this.#entries.length && this.#entries[index] === undefined) index += 1;
    this.first = this.#entries[index];
    if (this.first !== undefined) this.order = this.first.order;
  }
}
