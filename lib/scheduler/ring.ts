/** The last that came, as many as there is room for. */
export class Ring<T> {
  readonly #items: T[];
  readonly #room: number;
  /** Where the next one goes once there is no room left. */
  #oldest = 0;

  /** Made with the first: an array that grows from nothing begins with room for seventeen. */
  constructor(first: T, room: number) {
    this.#items = [first];
    this.#room = room;
  }

  add(item: T): void {
    if (this.#items.length < this.#room) {
      this.#items.push(item);
    } else {
      this.#items[this.#oldest] = item;
      this.#oldest = (this.#oldest + 1) % this.#room;
    }
  }

  /** Puts what `change` gives of each in its place. */
  change(change: (item: T) => T): void {
    this.#items.forEach((item, index) => {
      this.#items[index] = change(item);
    });
  }

  /** Oldest first. */
  get all(): readonly T[] {
    return [...this.#items.slice(this.#oldest), ...this.#items.slice(0, this.#oldest)];
  }

  get isFull(): boolean {
    return this.#items.length === this.#room;
  }
}
