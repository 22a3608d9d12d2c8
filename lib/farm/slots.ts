import type { Breadth } from './breadth.js';
import type { HeldRow } from './held-row.js';

/** The rows that this host holds, and which of them take up one of its slots. */
export class Slots {
  readonly #breadth: Pick<Breadth, 'most'>;
  readonly #held = new Map<string, HeldRow>();
  readonly #occupied = new Set<HeldRow>();
  readonly #ending = new Set<HeldRow>();
  readonly #counts = new Map<string, number>();
  /** Those that are to run alone, in turn: the first does, or waits until no other runs. */
  readonly #alone = new Set<HeldRow>();
  #isHalted = false;
  #onIdle: (() => void)[] = [];

  constructor(breadth: Pick<Breadth, 'most'>) {
    this.#breadth = breadth;
  }

  get all(): readonly HeldRow[] {
    return [...this.#held.values()];
  }

  /**
   * How many rows may be fetched: none while one is to run alone. As many as run may be written down meanwhile, and where the
   * database does not keep up with that, no more come.
   */
  get room(): number {
    if (this.#alone.size > 0) return 0;
    const { most } = this.#breadth;
    return most - this.#occupied.size - Math.max(0, this.#ending.size - most);
  }

  /** How many rows of a queue are held. */
  countOf(queue: string): number {
    return this.#counts.get(queue) ?? 0;
  }

  get(id: string): HeldRow | undefined {
    return this.#held.get(id);
  }

  add(held: HeldRow): void {
    this.#held.set(held.row.id, held);
    this.#occupied.add(held);
    this.#count(held, 1);
  }

  occupy(held: HeldRow): void {
    if (this.#held.get(held.row.id) === held) this.#occupied.add(held);
  }

  free(held: HeldRow): void {
    this.#occupied.delete(held);
    this.#alone.delete(held);
    if (this.#occupied.size === 0) this.#idle();
  }

  /** Its run is over, which is being written: others may run meanwhile. */
  end(held: HeldRow): void {
    this.#ending.add(held);
    this.free(held);
  }

  remove(held: HeldRow): void {
    held.drop();
    this.#ending.delete(held);
    if (this.#held.get(held.row.id) === held) this.#held.delete(held.row.id);
    this.#count(held, -1);
    this.free(held);
  }

  /** Resolves when no other row runs here, one such row at a time, or at a stop: it is alone from then on until it is freed. */
  async alone(held: HeldRow): Promise<void> {
    this.free(held);
    this.#alone.add(held);
    while (!this.#isHalted && !this.#isAlone(held)) await new Promise<void>(resolve => this.#onIdle.push(resolve));
    this.occupy(held);
  }

  /** Whether it may begin here: not beside another that is alone by now. */
  mayBegin(held: HeldRow): boolean {
    const [first = held] = this.#alone;
    return first === held || !this.#occupied.has(first);
  }

  /** A stop has begun: nobody waits to run alone. */
  halt(): void {
    this.#isHalted = true;
    this.#idle();
  }

  #isAlone(held: HeldRow): boolean {
    const [first] = this.#alone;
    return first === held && this.#occupied.size === 0;
  }

  #count({ row: { queue } }: HeldRow, by: number): void {
    const count = this.countOf(queue) + by;
    if (count > 0) this.#counts.set(queue, count);
    else this.#counts.delete(queue);
  }

  #idle(): void {
    const told = this.#onIdle;
    this.#onIdle = [];
    for (const tell of told) tell();
  }
}
