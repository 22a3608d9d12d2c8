import type { Alarm, AlarmOptions, Clock } from '../../../lib/index.js';

/** The clock of a simulated host: skewed, set now and then, and silent when the host is dead, or stopped for a while. */
export class SimClock implements Clock {
  readonly #base: Clock;
  #skewMs: number;
  #state: 'runs' | 'stands' | 'dead' = 'runs';
  readonly #late: (() => void)[] = [];

  constructor(base: Clock, skewMs = 0) {
    this.#base = base;
    this.#skewMs = skewMs;
  }

  get isDead(): boolean {
    return this.#state === 'dead';
  }

  now(): number {
    return this.#base.now() + this.#skewMs;
  }

  monotonic(): number {
    return this.#base.monotonic();
  }

  alarm(atMs: number, ring: () => void, options?: AlarmOptions): Alarm {
    let isCancelled = false;
    const alarm = this.#base.alarm(
      atMs,
      () => {
        const rings = () => {
          if (!isCancelled) ring();
        };
        if (this.#state === 'stands') this.#late.push(rings);
        else if (this.#state === 'runs') rings();
      },
      options,
    );
    return {
      cancel() {
        isCancelled = true;
        alarm.cancel();
      },
    };
  }

  /** Sets what it shows, forward or back. */
  set(byMs: number): void {
    this.#skewMs += byMs;
  }

  kill(): void {
    this.#state = 'dead';
  }

  stand(): void {
    if (this.#state === 'runs') this.#state = 'stands';
  }

  goOn(): void {
    if (this.#state !== 'stands') return;
    this.#state = 'runs';
    for (const ring of this.#late.splice(0)) ring();
  }
}
