import { backoffMs, wait } from './delay.js';
import type { FarmWorld } from './seam.js';
import type { FarmStore } from './store.js';

/** Further failures in a row make no wait longer than this one does. */
const MOST_COUNTED = 3;

/**
 * Sends what has to reach the database again and again while that is away, until the farm is closed. It is for what can be
 * sent twice, since an answer may be lost.
 */
export class Persistence {
  readonly #store: Pick<FarmStore, 'troubleOf'>;
  readonly #world: FarmWorld;
  #isClosed = false;

  constructor(store: Pick<FarmStore, 'troubleOf'>, world: FarmWorld) {
    this.#store = store;
    this.#world = world;
  }

  /** @param what is being done, for who is told of trouble. Rejects when the farm was closed before it could be done */
  async send<Answer>(what: string, send: () => Promise<Answer>): Promise<Answer> {
    for (let failed = 0; ; failed = Math.min(failed + 1, MOST_COUNTED)) {
      try {
        return await send();
      } catch (error) {
        if (this.#isClosed) throw error;
        if (this.#store.troubleOf(error) !== 'away') this.#world.trouble(what, error);
        await wait(this.#world.clock, backoffMs(failed));
      }
    }
  }

  /** What could not be done by now is left undone. */
  close(): void {
    this.#isClosed = true;
  }
}
