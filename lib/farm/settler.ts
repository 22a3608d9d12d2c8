import type { Clock } from '../index.js';
import { backoffMs, wait } from './delay.js';
import type { Settlement } from './rows.js';
import type { FarmStore } from './store.js';

interface Pending {
  readonly settlement: Settlement;
  readonly resolve: (isAccepted: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** The most settlements that one statement carries. */
const MOST_AT_ONCE = 500;

/**
 * Writes how rows ended. Those that end while a statement is under way go together in the next; one that fails on a lost
 * connection is sent again, since the work would run again otherwise.
 */
export class Settler {
  readonly #store: FarmStore;
  readonly #clock: Clock;
  #pending: Pending[] = [];
  #isSending = false;
  #isClosed = false;

  constructor(store: FarmStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Resolves with whether the row was still this host's; rejects when the farm was closed before it could be told. */
  settle(settlement: Settlement): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ settlement, resolve, reject });
      if (!this.#isSending) void this.#send();
    });
  }

  /** What could not be written by now goes to another host. */
  close(): void {
    this.#isClosed = true;
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    await Promise.resolve();
    for (let failed = 0; this.#pending.length > 0; ) {
      const batch = this.#pending.slice(0, MOST_AT_ONCE);
      try {
        const accepted = new Set(await this.#store.settle(batch.map(({ settlement }) => settlement)));
        this.#pending = this.#pending.slice(batch.length);
        for (const { settlement, resolve } of batch) resolve(accepted.has(settlement.id));
        failed = 0;
      } catch (error) {
        if (this.#isClosed) {
          for (const { reject } of this.#pending) reject(error);
          this.#pending = [];
          break;
        }
        await wait(this.#clock, backoffMs(failed));
        failed = Math.min(failed + 1, 3);
      }
    }
    this.#isSending = false;
  }
}
