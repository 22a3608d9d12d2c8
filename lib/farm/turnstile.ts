import type { Clock } from '../index.js';
import { after } from './delay.js';
import type { HeldRow } from './held-row.js';
import { turnOf } from './rows.js';
import type { WaitPolicy } from './standing.js';

/** More rows than this do not wait for one place on one host: they go back and come again. */
export const MOST_WAITING = 100;

/** Of rows that wait for one another no more are fetched from so many on: there is room for what one fetch brings. */
export const MOST_IN_LINE = MOST_WAITING / 2;

/** How long a row waits at most until it asks again, where nobody tells that the place is free. */
const ASK_AGAIN_MS = 1_000;

/** Back for so long goes a row for which there is no room to wait. */
export const CROWDED_MS = 5_000;

interface Waiting {
  readonly held: HeldRow;
  readonly policy: WaitPolicy;
  readonly wake: () => void;
}

/** The rows of this host that wait for places. They hold no slot, and of a queue only the first asks again. */
export class Turnstile {
  readonly #clock: Clock;
  readonly #places = new Map<string, Set<Waiting>>();
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isCrowded(place: string): boolean {
    return (this.#places.get(place)?.size ?? 0) >= MOST_WAITING;
  }

  /** Resolves when the row may ask again: at a poke, when it is lost, or after a second. */
  async turn(place: string, policy: WaitPolicy, held: HeldRow): Promise<void> {
    if (this.#isClosed) return;
    const waiters = this.#places.get(place) ?? new Set<Waiting>();
    this.#places.set(place, waiters);
    await new Promise<void>(resolve => {
      const again = () => {
        if (waiting.policy !== 'queue' || held.lostFor !== undefined || isFirst(waiting, waiters)) waiting.wake();
        else alarm = after(this.#clock, ASK_AGAIN_MS, again);
      };
      let alarm = after(this.#clock, ASK_AGAIN_MS, again);
      const waiting: Waiting = {
        held,
        policy,
        wake: () => {
          alarm.cancel();
          held.whenLost(undefined);
          waiters.delete(waiting);
          resolve();
        },
      };
      waiters.add(waiting);
      held.whenLost(waiting.wake);
    });
    if (waiters.size === 0 && this.#places.get(place) === waiters) this.#places.delete(place);
  }

  /** A place may be free. */
  poke(): void {
    for (const waiters of [...this.#places.values()]) {
      for (const waiting of [...waiters]) {
        if (waiting.policy !== 'queue' || isFirst(waiting, waiters)) waiting.wake();
      }
    }
  }

  /** Nobody waits here any more, as at a stop: neither those that do, nor who comes later. */
  close(): void {
    this.#isClosed = true;
    for (const waiters of [...this.#places.values()]) for (const waiting of [...waiters]) waiting.wake();
  }
}

function isFirst(waiting: Waiting, all: ReadonlySet<Waiting>): boolean {
  const turn = turnOf(waiting.held.row.data);
  for (const { held, policy } of all) if (policy === 'queue' && turnOf(held.row.data) < turn) return false;
  return true;
}
