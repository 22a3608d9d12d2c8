import type { Clock } from '../../index.js';

/**
 * For so long it is trusted what was seen of the front of a queue. Less than a second, since most are seen when a second
 * begins: so the next look at the whole is not in the way of what is due in the next one.
 */
const TRUSTED_MS = 900;

/** What a transaction stores is due from its beginning, and seen from its end: most take no longer than this. */
const STORING_MS = 5_000;

/** Where the rows of a queue stand that may be fetched. */
export type Front =
  | { readonly kind: 'anywhere' }
  /** Nothing is left of what was due so many milliseconds ago. */
  | { readonly kind: 'recent'; readonly reachMs: number }
  /** Nothing is left before this, in the order of the queue. */
  | ({ readonly kind: 'behind' } & Place);

/** A look at a queue, from where and when. */
export interface Look {
  readonly front: Front;
  readonly sentMs: number;
}

/** A place in the order of a queue. */
export interface Place {
  readonly priority: number;
  readonly createdOn: string;
}

interface Seen {
  /** When a look at the whole queue was sent. */
  readonly wholeMs: number;
  /** The last that was taken; `undefined` where nothing was left. */
  readonly last: Place | undefined;
}

/**
 * What this host has just seen of the front of each queue. What is fetched while a transaction of another session stays open
 * is dead and can't be removed: a look at the whole queue reads all of that first, and one from where the last look ended
 * steps past it. What that misses, such as a row that was stored as long overdue, or came back before that place, is found
 * by the next look at the whole queue, within a second.
 */
export class QueueFronts {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #seen = new Map<string, Seen>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** A look at it now. */
  look(queue: string): Look {
    const sentMs = this.#clock.monotonic();
    const seen = this.#seen.get(queue);
    if (seen === undefined || sentMs >= seen.wholeMs + TRUSTED_MS) return { front: { kind: 'anywhere' }, sentMs };
    if (seen.last !== undefined) return { front: { kind: 'behind', ...seen.last }, sentMs };
    return { front: { kind: 'recent', reachMs: sentMs - seen.wholeMs + STORING_MS }, sentMs };
  }

  /** The queues of which something is known, and for how many milliseconds it is trusted. */
  known(): readonly { readonly queue: string; readonly front: Front; readonly leftMs: number }[] {
    const all = [...this.#seen].map(([queue, { wholeMs }]) => {
      const { front, sentMs } = this.look(queue);
      return { queue, front, leftMs: wholeMs + TRUSTED_MS - sentMs };
    });
    return all.filter(({ front }) => front.kind !== 'anywhere');
  }

  /** The look has taken all up to the last; or all that there was. */
  saw(queue: string, { front, sentMs }: Look, last: Place | undefined): void {
    const wholeMs = front.kind === 'anywhere' ? sentMs : (this.#seen.get(queue)?.wholeMs ?? sentMs);
    // One that was filled by what is worth more has not reached the place from which it was to go on.
    this.#seen.set(queue, { wholeMs, last: last && front.kind === 'behind' ? later(front, last) : last });
  }

  /** The next look is at the whole queue. */
  forget(queue: string): void {
    this.#seen.delete(queue);
  }
}

function later(one: Place, other: Place): Place {
  const isLater = one.priority < other.priority || (one.priority === other.priority && one.createdOn > other.createdOn);
  return isLater ? one : other;
}
