import { type Alarm, afterDelay } from '../time/clock.js';
import { detached } from './own-context.js';
import type { RunHost } from './run-host.js';

/** The one alarm of a run: of its timeout or, once it was aborted, of its abandonment. */
export class RunAlarm {
  #alarm: Alarm | undefined = undefined;

  get isSet(): boolean {
    return this.#alarm !== undefined;
  }

  /** Rings after `delayMs`, and the one before no more; `undefined`: none does. */
  set({ pace, keepAlive }: RunHost, delayMs: number | undefined, ring: () => void): void {
    this.cancel();
    if (delayMs === undefined) return;
    this.#alarm = afterDelay(pace.clock, delayMs, () => detached(ring), { keepAlive });
  }

  cancel(): void {
    this.#alarm?.cancel();
    this.#alarm = undefined;
  }
}
