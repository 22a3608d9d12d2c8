import type { Alarm } from '../index.js';
import { after } from './delay.js';
import type { FarmClock } from './farm-clock.js';
import { type Moment, momentOf, TOUCH_MS } from './fence.js';
import type { RowAttempt } from './rows.js';
import type { FarmStore } from './store.js';

/** Why rows can't be touched, and what to do about it. */
export interface TouchRefusal {
  readonly why: string;
  readonly remedy: string;
}

/** Who is told of touches. */
export interface TouchListener {
  /** A touch of `asked`, sent at `sent`, has reached the database: `kept` are still this host's. */
  touched(asked: readonly RowAttempt[], kept: ReadonlySet<string>, sent: Moment): void;
  /** Another host says: look. */
  heard(): void;
  /** Whether what others say arrives. */
  hears(isHearing: boolean): void;
  /** The loop was held for so long under farm work. */
  held(ms: number): void;
  /** There is nothing by which rows could be touched; `undefined`: there is. */
  refused(refusal: TouchRefusal | undefined): void;
}

/** Says of the rows that this host holds that they are in work, every three seconds. */
export interface Toucher {
  start(listener: TouchListener): void;
  hold(row: RowAttempt): void;
  drop(row: RowAttempt): void;
  close(): Promise<void>;
}

/** A toucher in the main thread: for an embedded database, and for a simulated farm. */
export class PlainToucher implements Toucher {
  readonly #store: Pick<FarmStore, 'touch'>;
  readonly #clock: FarmClock;
  readonly #rows = new Map<string, RowAttempt>();
  #listener: TouchListener | undefined;
  #alarm: Alarm | undefined;
  #isTouching = false;

  constructor(store: Pick<FarmStore, 'touch'>, clock: FarmClock) {
    this.#store = store;
    this.#clock = clock;
  }

  start(listener: TouchListener): void {
    this.#listener = listener;
    this.#arm();
  }

  hold(row: RowAttempt): void {
    this.#rows.set(row.id, row);
  }

  drop(row: RowAttempt): void {
    if (this.#rows.get(row.id)?.attempt === row.attempt) this.#rows.delete(row.id);
  }

  close(): Promise<void> {
    this.#alarm?.cancel();
    this.#listener = undefined;
    return Promise.resolve();
  }

  #arm(): void {
    this.#alarm = after(this.#clock, TOUCH_MS, () => {
      if (this.#listener === undefined) return;
      this.#arm();
      void this.#touch();
    });
  }

  async #touch(): Promise<void> {
    if (this.#isTouching || this.#rows.size === 0) return;
    this.#isTouching = true;
    const asked = [...this.#rows.values()];
    const sent = momentOf(this.#clock);
    try {
      const kept = new Set(await this.#store.touch(asked));
      this.#listener?.touched(asked, kept, sent);
    } catch {
      // The fence of each row tells when that has lasted too long.
    } finally {
      this.#isTouching = false;
    }
  }
}
