import { Batch } from './batch.js';
import type { ClaimAnswer, ClaimOrder } from './rows.js';
import type { FarmStore } from './store.js';

/** Asks who may run: one by one for those that stand in line or are counted, and for all others together. */
export class Claims {
  readonly #store: FarmStore;
  readonly #grants: Batch<ClaimOrder, ClaimAnswer>;
  /** The places that are asked for together. */
  readonly #places = new Set<string>();

  constructor(store: FarmStore) {
    this.#store = store;
    this.#grants = new Batch(orders => store.grant(orders));
  }

  async claim(order: ClaimOrder): Promise<ClaimAnswer> {
    const { place } = order;
    const isPlain = order.rivals === undefined && order.isLast && !order.counts;
    // One statement can't decide about a place twice.
    if (!isPlain || (place !== undefined && this.#places.has(place))) {
      // What goes together goes first: the next session may still have to be opened.
      await Promise.resolve();
      return this.#store.claim(order);
    }
    if (place === undefined) return this.#grants.add(order);
    this.#places.add(place);
    return this.#grants.add(order).finally(() => this.#places.delete(place));
  }
}
