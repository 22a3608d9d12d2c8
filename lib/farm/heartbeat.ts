import type { Alarm } from '../index.js';
import { after, backoffMs } from './delay.js';
import { type FarmClock, SKEWED_MS } from './farm-clock.js';
import { judge, type Sighting, TAKEOVER_MS } from './fence.js';
import type { LastingProblems } from './lasting-problems.js';
import type { HostTold } from './read-store.js';
import type { Beat, FarmStore } from './store.js';
import { thisProcess } from './thread/this-process.js';

/** How often a host looks at the farm. */
export const BEAT_MS = 2_500;

/** What it hears in between makes it look earlier, but no more often than this. */
const LEAST_MS = 250;

/** An answer that took longer says too little of the clock. */
const PROMPT_TRIP_MS = 50;

/** What a heartbeat stands on. */
export interface HeartbeatParts {
  readonly store: FarmStore;
  readonly clock: FarmClock;
  readonly problems: LastingProblems;
  readonly hostId: string;
  readonly release: string;
  /** Whether this host holds the row, under this attempt. */
  holds(id: string, attempt: number): boolean;
  /** What the farm says; also done before the answer counts as one. */
  seen(beat: Beat): Promise<void>;
  failed(error: unknown): void;
  /** Rows have been given to others. */
  condemned(count: number): void;
}

/** Looks at the farm every few seconds: its time, what has changed, and whose rows have fallen silent. */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  readonly #sightings = new Map<string, Sighting>();
  #horizon = '0';
  #alarm: Alarm | undefined;
  #isBeating = false;
  #isClosed = false;
  #lastMs = Number.NEGATIVE_INFINITY;
  #failed = 0;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  start(): void {
    void this.#beat();
  }

  /** Something has changed: looks soon. */
  hurry(): void {
    if (this.#isClosed || this.#isBeating) return;
    this.#arm(Math.max(0, this.#lastMs + LEAST_MS - this.#parts.clock.monotonic()));
  }

  close(): void {
    this.#isClosed = true;
    this.#alarm?.cancel();
  }

  #arm(delayMs: number): void {
    this.#alarm?.cancel();
    if (!this.#isClosed) this.#alarm = after(this.#parts.clock, delayMs, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.#isClosed) return;
    this.#isBeating = true;
    const { store, clock, hostId, release } = this.#parts;
    const sentMs = clock.base.now();
    this.#lastMs = clock.monotonic();
    try {
      const beat = await store.beat(hostId, release, this.#horizon, told(clock));
      const tripMs = clock.monotonic() - this.#lastMs;
      if (tripMs < PROMPT_TRIP_MS) this.#sample(beat.databaseMs, sentMs, tripMs);
      if (this.#isClosed) return;
      await this.#parts.seen(beat);
      // Another database counts by itself: all that it keeps is news.
      this.#horizon = BigInt(beat.horizon) < BigInt(this.#horizon) ? '0' : beat.horizon;
      await this.#judge(beat);
      this.#failed = 0;
    } catch (error) {
      this.#failed += 1;
      this.#parts.failed(error);
    } finally {
      this.#isBeating = false;
      this.#arm(this.#nextMs());
    }
  }

  /**
   * Earlier where a row would have been silent for long enough before, since others wait for what it holds; and where the
   * last beat failed, since no silence is seen until one succeeds.
   */
  #nextMs(): number {
    if (this.#failed > 0) return Math.min(BEAT_MS, backoffMs(this.#failed - 1));
    const nowMs = this.#parts.clock.monotonic();
    const since = [...this.#sightings.values()].map(({ sinceMonotonicMs }) => sinceMonotonicMs + TAKEOVER_MS - nowMs);
    return Math.max(LEAST_MS, Math.min(BEAT_MS, ...since));
  }

  #sample(databaseMs: number, sentMs: number, tripMs: number): void {
    const { clock, problems } = this.#parts;
    clock.sample([{ databaseMs, sentMs, tripMs }]);
    const { offsetMs } = clock;
    const isOff = Math.abs(offsetMs) > SKEWED_MS;
    problems.see('clock', isOff ? [skewText(offsetMs)] : [], clock.monotonic());
  }

  /** Gives to others what this host has itself seen fall silent. */
  async #judge({ active }: Beat): Promise<void> {
    const { store, clock, holds } = this.#parts;
    const nowMs = clock.monotonic();
    const seen = new Set(active.map(({ id, attempt }) => `${id}:${attempt}`));
    for (const key of [...this.#sightings.keys()]) if (!seen.has(key)) this.#sightings.delete(key);
    const gone = active.filter(({ id, attempt, beat }) => {
      if (holds(id, attempt)) return false;
      const sighting = judge(this.#sightings.get(`${id}:${attempt}`), beat, nowMs);
      this.#sightings.set(`${id}:${attempt}`, sighting);
      return sighting.isGone;
    });
    if (gone.length === 0) return;
    const condemned = await store.condemn(gone);
    if (condemned.length > 0) this.#parts.condemned(condemned.length);
  }
}

function skewText(offsetMs: number): string {
  const where = offsetMs < 0 ? 'ahead of' : 'behind';
  return `the clock of this host is more than ${SKEWED_MS / 1_000} s ${where} the database's: set it by NTP`;
}

function told({ offsetMs }: FarmClock): HostTold {
  const { version } = thisProcess;
  return { ...(version !== undefined && { version }), skewMs: -Math.round(offsetMs) };
}
