import type { Clock } from '../index.js';
import { judge, type Sighting, TAKEOVER_MS } from './fence.js';
import type { RowsInHand } from './rows-in-hand.js';
import type { Beat, FarmStore } from './store.js';

/** What a judge stands on. */
export interface JudgeParts {
  readonly store: FarmStore;
  readonly clock: Clock;
  readonly rows: Pick<RowsInHand, 'holds'>;
  /** Rows have been given to others. */
  condemned(): void;
}

/** Gives to others what this host has itself seen fall silent. */
export class Judge {
  readonly #parts: JudgeParts;
  readonly #sightings = new Map<string, Sighting>();

  constructor(parts: JudgeParts) {
    this.#parts = parts;
  }

  /** In how many milliseconds a row, of those seen last, would have been silent for long enough. */
  get dueInMs(): number {
    const nowMs = this.#parts.clock.monotonic();
    const since = [...this.#sightings.values()].map(({ sinceMonotonicMs }) => sinceMonotonicMs + TAKEOVER_MS - nowMs);
    return Math.min(Number.MAX_SAFE_INTEGER, ...since);
  }

  /** All rows in progress, as they are now. */
  async see(active: Beat['active']): Promise<void> {
    const { store, clock, rows, condemned } = this.#parts;
    const nowMs = clock.monotonic();
    const seen = new Set(active.map(({ id, attempt }) => `${id}:${attempt}`));
    for (const key of [...this.#sightings.keys()]) if (!seen.has(key)) this.#sightings.delete(key);
    const gone = active.filter(({ id, attempt, beat }) => {
      if (rows.holds(id, attempt)) return false;
      const sighting = judge(this.#sightings.get(`${id}:${attempt}`), beat, nowMs);
      this.#sightings.set(`${id}:${attempt}`, sighting);
      return sighting.isGone;
    });
    if (gone.length === 0) return;
    const given = await store.condemn(gone);
    if (given.length > 0) condemned();
  }
}
