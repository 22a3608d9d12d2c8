import { after } from '../../../lib/farm/delay.js';
import type { Clock } from '../../../lib/index.js';

/** How a host is joined to the fake: how long a way takes, and whether it is cut. */
export interface Wire {
  wayMs(): number;
  isCut(): boolean;
}

/** What a store of a simulated farm rejects with when its wire is cut. */
export class AwayError extends Error {
  /** What was sent is done, and its answer is lost. */
  readonly isDone: boolean;

  constructor(message: string, isDone: boolean) {
    super(message);
    this.isDone = isDone;
  }
}

/** There, done at one moment, and back. */
export type Send = <T>(work: () => T) => Promise<T>;

/** What is sent is done, also where its host stands still or dies meanwhile. */
export async function there(base: Clock, wire: Wire): Promise<void> {
  if (wire.isCut()) throw new AwayError('the wire is cut', false);
  await way(base, wire.wayMs());
}

/** The answer waits for a host that stands still, and never comes to one that is dead. */
export async function back(clock: Clock, wire: Wire): Promise<void> {
  await way(clock, wire.wayMs());
  if (wire.isCut()) throw new AwayError('the wire is cut', true);
}

/** So long a way. */
export async function way(clock: Clock, wayMs: number): Promise<void> {
  await new Promise<void>(resolve => {
    after(clock, wayMs, resolve);
  });
}
