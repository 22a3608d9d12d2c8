// @ts-check
import { daily } from './calendar.js';

/**
 * The least that a scheduler can be: a binary heap of what is due when, and one timer. No zones but one, no guard, no
 * record, no signal, no errors.
 * @typedef {{ dueAt: number, slot: number, name: string, run: () => unknown, next: (after: number) => number }} Entry
 */
export class RawHeap {
  /** @type {Entry[]} */
  #heap = [];
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #isTurning = false;

  /** @param {string} name @param {(after: number) => number} next @param {() => unknown} run */
  add(name, next, run) {
    const entry = { dueAt: next(Date.now()), slot: this.#heap.length, name, run, next };
    this.#heap.push(entry);
    this.#rise(entry);
    if (!this.#isTurning && this.#heap[0] === entry) this.#arm();
    return entry;
  }

  /** @param {Entry} entry */
  remove(entry) {
    const last = /** @type {Entry} */ (this.#heap.pop());
    if (last === entry) return;
    last.slot = entry.slot;
    this.#heap[last.slot] = last;
    this.#rise(last);
    this.#sink(last);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#heap = [];
  }

  #arm() {
    clearTimeout(this.#timer);
    const first = this.#heap[0];
    if (first !== undefined) this.#timer = setTimeout(() => this.#turn(), Math.min(60_000, first.dueAt - Date.now()));
  }

  #turn() {
    this.#isTurning = true;
    const now = Date.now();
    for (let first = this.#heap[0]; first !== undefined && first.dueAt <= now; first = this.#heap[0]) {
      const { dueAt } = first;
      first.dueAt = first.next(dueAt);
      this.#sink(first);
      first.run();
    }
    this.#isTurning = false;
    this.#arm();
  }

  /** @param {Entry} entry */
  #rise(entry) {
    for (let { slot } = entry; slot > 0; slot = entry.slot) {
      const parent = /** @type {Entry} */ (this.#heap[(slot - 1) >> 1]);
      if (parent.dueAt <= entry.dueAt) return;
      this.#exchange(parent, entry);
    }
  }

  /** @param {Entry} entry */
  #sink(entry) {
    for (let below = 2 * entry.slot + 1; below < this.#heap.length; below = 2 * entry.slot + 1) {
      let child = /** @type {Entry} */ (this.#heap[below]);
      const right = this.#heap[below + 1];
      if (right !== undefined && right.dueAt < child.dueAt) child = right;
      if (entry.dueAt <= child.dueAt) return;
      this.#exchange(entry, child);
    }
  }

  /** @param {Entry} above @param {Entry} below */
  #exchange(above, below) {
    const { slot } = above;
    above.slot = below.slot;
    below.slot = slot;
    this.#heap[above.slot] = above;
    this.#heap[slot] = below;
  }
}

/** @param {string} zone @param {number} hour @param {number} minute @param {number} second */
export function dailyAt(zone, hour, minute, second) {
  const next = daily(zone, hour, minute);
  if (second === 0) return next;
  const secondMs = second * 1000;
  return (/** @type {number} */ after) => next(after - secondMs) + secondMs;
}
