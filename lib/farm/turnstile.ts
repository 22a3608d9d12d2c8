import type { Clock } from '../index.js';
import { after } from './delay.js';
import type { HeldRow } from './held-row.js';
import type { Turn } from './rows.js';
import type { WaitPolicy } from './standing.js';
import { isBefore } from './turn.js';

/** More rows than this do not wait for one place on one host: the last go back and come again. */
export const MOST_WAITING = 100;

/** No more rows of one queue wait for one another on one host. */
export const MOST_IN_LINE = 50;

/** How long a row waits at most until it asks again, where nobody tells that the place is free. */
const ASK_AGAIN_MS = 1_000;

/** Back for so long goes a row for which there is no room to wait. */
export const CROWDED_MS = 5_000;

/** A row that waits, and how. */
export interface WaitingRow {
  readonly held: HeldRow;
  readonly turn: Turn;
  readonly policy: WaitPolicy;
}

interface Waiting extends WaitingRow {
  /** With how long the row goes back, where it may not wait on. */
  readonly wake: (backMs?: number) => void;
}

/** The rows of this host that wait for places. They hold no slot, and of a queue only the first asks again. */
export class Turnstile {
  readonly #clock: Clock;
  readonly #thinned: () => void;
  readonly #places = new Map<string, Set<Waiting>>();
  #isClosed = false;

  /** @param thinned told when there is room again at a place where there was none */
  constructor(clock: Clock, thinned: () => void) {
    this.#clock = clock;
    this.#thinned = thinned;
  }

  countAt(place: string): number {
    return this.#places.get(place)?.size ?? 0;
  }

  /** Whether there is room for one that stands there. Where there is none, but for one that stands later, that goes back. */
  admits(place: string, turn: Turn): boolean {
    if (this.countAt(place) < MOST_WAITING) return true;
    const last = lastOf(this.#places.get(place) ?? []);
    if (last === undefined || isBefore(last.turn, turn)) return false;
    last.wake(CROWDED_MS);
    return true;
  }

  /** So many rows of a queue go back, the last first, where rows of it have come that go before. */
  thin(queue: string, count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const waiters = [...this.#places.values()].flatMap(all => [...all]);
      lastOf(waiters.filter(({ held }) => held.row.queue === queue))?.wake(0);
    }
  }

  /**
   * Resolves when the row may ask again: at a poke, when it is lost or cancelled, or after a second; or with the milliseconds for which it
   * has to go back.
   */
  async turn(place: string, { held, turn, policy }: WaitingRow): Promise<number | undefined> {
    if (this.#isClosed) return undefined;
    const waiters = this.#places.get(place) ?? new Set<Waiting>();
    this.#places.set(place, waiters);
    const backMs = await new Promise<number | undefined>(resolve => {
      const again = () => {
        if (waiting.policy !== 'queue' || held.lostFor !== undefined || waiting === firstOf(waiters)) waiting.wake();
        else alarm = after(this.#clock, ASK_AGAIN_MS, again);
      };
      let alarm = after(this.#clock, ASK_AGAIN_MS, again);
      const waiting: Waiting = {
        held,
        turn,
        policy,
        wake: backMs => {
          alarm.cancel();
          held.whenCalled(undefined);
          waiters.delete(waiting);
          resolve(backMs);
        },
      };
      waiters.add(waiting);
      held.whenCalled(() => waiting.wake());
    });
    if (waiters.size === 0 && this.#places.get(place) === waiters) this.#places.delete(place);
    if (waiters.size === MOST_WAITING - 1) this.#thinned();
    return backMs;
  }

  /** A place may be free. */
  poke(): void {
    for (const waiters of [...this.#places.values()]) {
      // Who is first is found before any is woken, since the next would be first then.
      const first = firstOf(waiters);
      for (const waiting of [...waiters]) if (waiting.policy !== 'queue' || waiting === first) waiting.wake();
    }
  }

  /** Nobody waits here any more, as at a stop: neither those that do, nor who comes later. */
  close(): void {
    this.#isClosed = true;
    for (const waiters of [...this.#places.values()]) for (const waiting of [...waiters]) waiting.wake();
  }
}

/** The first of those that wait in turn. */
function firstOf(all: Iterable<Waiting>): Waiting | undefined {
  return outermost(all, isBefore);
}

/** The last of them. */
function lastOf(all: Iterable<Waiting>): Waiting | undefined {
  return outermost(all, (one, other) => isBefore(other, one));
}

function outermost(all: Iterable<Waiting>, isFurther: (one: Turn, other: Turn) => boolean): Waiting | undefined {
  let found: Waiting | undefined;
  for (const one of all) {
    if (one.policy === 'queue' && (found === undefined || isFurther(one.turn, found.turn))) found = one;
  }
  return found;
}
