import { Batch } from './batch.js';
import type { Persistence } from './persistence.js';
import type { Settlement } from './rows.js';
import type { FarmStore } from './store.js';

/** Writes how rows ended, many at once. What fails is sent again, since the work would run again otherwise. */
export class Settler {
  readonly #batch: Batch<Settlement, boolean>;

  constructor(store: FarmStore, persistence: Persistence) {
    this.#batch = new Batch(async settlements => {
      const send = () => store.settle(settlements);
      const accepted = new Set(await persistence.send('writing how runs ended', send));
      return settlements.map(({ id }) => accepted.has(id));
    });
  }

  /** Resolves with whether the row was still this host's; rejects when the farm was closed before it could be told. */
  settle(settlement: Settlement): Promise<boolean> {
    return this.#batch.add(settlement);
  }
}
