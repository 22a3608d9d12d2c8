import { Batch } from './batch.js';
import type { ClaimAnswer, ClaimOrder } from './rows.js';
import type { FarmStore } from './store.js';

/** Asks who may run: for a place one by one, since each waits for the last; for no place together. */
export class Claims {
  readonly #store: FarmStore;
  readonly #grants: Batch<ClaimOrder, ClaimAnswer>;

  constructor(store: FarmStore) {
    this.#store = store;
    this.#grants = new Batch(orders => store.grant(orders));
  }

  claim(order: ClaimOrder): Promise<ClaimAnswer> {
    const isFree = order.place === undefined && !order.counts;
    return isFree ? this.#grants.add(order) : this.#store.claim(order);
  }
}
