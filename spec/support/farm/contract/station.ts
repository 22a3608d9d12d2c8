import type { Clock } from '../../../../lib/index.js';
import { SimClock } from '../sim-clock.js';

/** Where a host stands: its clock, and its wire to the database, which can be cut and mended. */
export class Station {
  readonly clock: SimClock;
  readonly #onCut: ((isCut: boolean) => void)[] = [];
  #isCut = false;

  constructor(base: Clock) {
    this.clock = new SimClock(base);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Told of each cut and each mending. */
  whenCut(told: (isCut: boolean) => void): void {
    this.#onCut.push(told);
  }

  /** What is under way gets no answer, and nothing more goes out. */
  cut(): void {
    this.#turn(true);
  }

  mend(): void {
    this.#turn(false);
  }

  #turn(isCut: boolean): void {
    this.#isCut = isCut;
    for (const told of this.#onCut) told(isCut);
  }
}
