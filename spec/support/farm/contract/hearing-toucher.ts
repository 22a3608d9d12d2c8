import { after } from '../../../../lib/farm/delay.js';
import type { FarmClock } from '../../../../lib/farm/farm-clock.js';
import type { FarmStore } from '../../../../lib/farm/store.js';
import { PlainToucher, type Toucher, type TouchListener } from '../../../../lib/farm/toucher.js';

/** Touches in the main thread, and hears of what others tell by a list of listeners. */
export class HearingToucher implements Toucher {
  readonly #plain: PlainToucher;
  readonly #clock: FarmClock;
  readonly #heard: Set<() => void>;
  #listen: (() => void) | undefined;

  constructor(store: FarmStore, clock: FarmClock, heard: Set<() => void>) {
    this.#plain = new PlainToucher(store, clock);
    this.#clock = clock;
    this.#heard = heard;
  }

  start(listener: TouchListener): void {
    this.#plain.start(listener);
    // By its own clock, so that a host that stands still hears nothing.
    this.#listen = () => void after(this.#clock, 1, () => listener.heard());
    this.#heard.add(this.#listen);
  }

  hold(row: Parameters<Toucher['hold']>[0]): void {
    this.#plain.hold(row);
  }

  drop(row: Parameters<Toucher['drop']>[0]): void {
    this.#plain.drop(row);
  }

  close(): Promise<void> {
    if (this.#listen !== undefined) this.#heard.delete(this.#listen);
    return this.#plain.close();
  }
}
