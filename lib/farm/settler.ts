import { Batch } from './batch.js';
import { backoffMs, wait } from './delay.js';
import type { Settlement } from './rows.js';
import type { FarmWorld } from './seam.js';
import type { FarmStore } from './store.js';

/** Writes how rows ended. What fails on a lost connection is sent again, since the work would run again otherwise. */
export class Settler {
  readonly #store: FarmStore;
  readonly #world: FarmWorld;
  readonly #batch = new Batch<Settlement, boolean>(settlements => this.#send(settlements));
  #isClosed = false;

  constructor(store: FarmStore, world: FarmWorld) {
    this.#store = store;
    this.#world = world;
  }

  /** Resolves with whether the row was still this host's; rejects when the farm was closed before it could be told. */
  settle(settlement: Settlement): Promise<boolean> {
    return this.#batch.add(settlement);
  }

  /** What could not be written by now goes to another host. */
  close(): void {
    this.#isClosed = true;
  }

  async #send(settlements: readonly Settlement[]): Promise<readonly boolean[]> {
    for (let failed = 0; ; failed = Math.min(failed + 1, 3)) {
      try {
        const accepted = new Set(await this.#store.settle(settlements));
        return settlements.map(({ id }) => accepted.has(id));
      } catch (error) {
        if (this.#isClosed) throw error;
        if (this.#store.troubleOf(error) !== 'away') this.#world.trouble('writing how runs ended', error);
        await wait(this.#world.clock, backoffMs(failed));
      }
    }
  }
}
