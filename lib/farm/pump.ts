import type { Alarm } from '../index.js';
import { after } from './delay.js';
import { type Moment, momentOf } from './fence.js';
import type { FetchedRow } from './rows.js';
import type { FarmWorld } from './seam.js';
import type { FarmStore } from './store.js';

/** The most rows that one fetch brings. */
const MOST_AT_ONCE = 50;

/** What a pump stands on. */
export interface PumpParts {
  readonly store: FarmStore;
  readonly world: FarmWorld;
  readonly dueQueue: string;
  /** The queues of what is asked for, of jobs that this host knows and that are not paused. */
  askQueues(): readonly string[];
  isLive(): boolean;
  /** How many more rows may run here. */
  room(): number;
  take(row: FetchedRow, sent: Moment): void;
}

/** Brings rows to free slots: first what is due, then what was asked for, each job in turn. */
export class Pump {
  readonly #parts: PumpParts;
  #isBusy = false;
  #isAskedAgain = false;
  /** Where the turn of the asked queues has got to. */
  #turn = 0;
  #next: Alarm | undefined;

  constructor(parts: PumpParts) {
    this.#parts = parts;
  }

  /** There may be something. */
  look(): void {
    if (this.#isBusy) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isBusy = true;
    void this.#run().finally(() => {
      this.#isBusy = false;
    });
  }

  close(): void {
    this.#next?.cancel();
  }

  async #run(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      try {
        await this.#drain(this.#parts.dueQueue);
        await this.#drainAsked();
      } catch (error) {
        this.#parts.world.trouble('fetching', error);
      }
    } while (this.#isAskedAgain && this.#parts.isLive());
  }

  /** One probe for all queues, then only those that have something to do. */
  async #drainAsked(): Promise<void> {
    const { store, world } = this.#parts;
    const queues = this.#parts.askQueues();
    // What is deferred sends no notice when its time comes: an alarm does.
    const due = await store.probe([this.#parts.dueQueue, ...queues]);
    const later = [...due.values()].filter(ms => ms > 0);
    this.#next?.cancel();
    if (later.length > 0) this.#next = after(world.clock, Math.min(60_000, ...later) + 1, () => this.look());
    let ready = queues.filter(queue => due.get(queue) === 0);
    while (ready.length > 0 && this.#parts.room() > 0 && this.#parts.isLive()) {
      this.#turn += 1;
      const queue = ready[this.#turn % ready.length] ?? '';
      const isEmpty = await this.#fetch(queue);
      if (isEmpty) ready = ready.filter(one => one !== queue);
    }
  }

  async #drain(queue: string): Promise<void> {
    while (this.#parts.room() > 0 && this.#parts.isLive()) if (await this.#fetch(queue)) return;
  }

  /** @returns whether nothing is left */
  async #fetch(queue: string): Promise<boolean> {
    const { store, world, room } = this.#parts;
    const atMost = Math.min(MOST_AT_ONCE, room());
    const sent = momentOf(world.clock);
    const rows = await store.fetch(queue, atMost);
    for (const row of rows) this.#parts.take(row, sent);
    return rows.length < atMost;
  }
}
