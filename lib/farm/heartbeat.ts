import type { Alarm } from '../index.js';
import { type ConnectionParts, join, releaseHere } from './connection.js';
import { after, backoffMs } from './delay.js';
import { type ClockSample, type FarmClock, SKEWED_MS } from './farm-clock.js';
import type { KnownJobs } from './known-jobs.js';
import type { LastingProblems } from './lasting-problems.js';
import type { HostTold } from './read-store.js';
import type { Beat } from './store.js';
import { thisProcess } from './thread/this-process.js';

/** How often a host looks at the farm. */
export const BEAT_MS = 2_500;

/** What it hears in between makes it look earlier, but no more often than this. */
export const LEAST_MS = 250;

/** What a heartbeat stands on. */
export interface HeartbeatParts {
  readonly connection: ConnectionParts;
  readonly jobs: KnownJobs;
  readonly problems: LastingProblems;
  /** The database has answered. */
  answered(): void;
  /** What the farm says, when the jobs have learnt it; also done before the answer counts as one. */
  seen(beat: Beat): Promise<void>;
  failed(error: unknown): void;
  /** Whether another follows by itself. */
  goesOn(): boolean;
  /** In how many milliseconds it does. */
  nextMs(): number;
}

/** Looks at the farm every few seconds, or when it is hurried: its time, what has changed, and what is in progress. */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  #horizon = '0';
  #alarm: Alarm | undefined;
  #isBeating = false;
  /** Something has changed while it looked. */
  #isHurried = false;
  #isClosed = false;
  #mustJoin = false;
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
    this.#isHurried = this.#isBeating;
    if (this.#isClosed || this.#isBeating) return;
    this.#arm(Math.max(0, this.#lastMs + LEAST_MS - this.#parts.connection.clock.monotonic()));
  }

  /** The database may be another from now on: this host joins there with the next look. */
  joinAgain(): void {
    this.#mustJoin = true;
    this.hurry();
  }

  close(): void {
    this.#isClosed = true;
    this.#alarm?.cancel();
  }

  #arm(delayMs: number): void {
    this.#alarm?.cancel();
    if (!this.#isClosed) this.#alarm = after(this.#parts.connection.clock, delayMs, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.#isClosed) return;
    this.#isBeating = true;
    const { connection } = this.#parts;
    const { store, clock, identity } = connection;
    const sentMs = clock.base.now();
    this.#lastMs = clock.monotonic();
    try {
      const beat = await store.beat(identity.hostId, releaseHere(connection), this.#horizon, told(clock));
      const tripMs = clock.monotonic() - this.#lastMs;
      this.#sample({ databaseMs: beat.databaseMs, sentMs, sentMonotonicMs: this.#lastMs, tripMs });
      if (this.#isClosed) return;
      await this.#see(beat);
      // Another database counts by itself: all that it keeps is news.
      this.#horizon = BigInt(beat.horizon) < BigInt(this.#horizon) ? '0' : beat.horizon;
      this.#failed = 0;
    } catch (error) {
      this.#failed += 1;
      this.#parts.failed(error);
    } finally {
      this.#isBeating = false;
      this.#follow();
    }
  }

  async #see(beat: Beat): Promise<void> {
    const { connection, jobs, answered, seen } = this.#parts;
    // Where the database is another, it is not back before this host has joined there.
    if (!beat.isKnown || this.#mustJoin) await join(connection);
    this.#mustJoin = false;
    answered();
    for (const schedule of beat.changed) jobs.learn(schedule);
    await seen(beat);
  }

  /** Soon where the last one failed, since no silence is seen until one succeeds. */
  #follow(): void {
    const { goesOn, nextMs } = this.#parts;
    if (this.#isHurried) this.hurry();
    else if (goesOn()) this.#arm(this.#failed > 0 ? Math.min(BEAT_MS, backoffMs(this.#failed - 1)) : nextMs());
  }

  #sample(sample: ClockSample): void {
    const { connection, problems } = this.#parts;
    const { clock } = connection;
    clock.sample([sample]);
    const { measuredMs } = clock;
    const isOff = Math.abs(measuredMs) - sample.tripMs / 2 > SKEWED_MS;
    problems.see('clock', isOff ? [skewText(measuredMs)] : [], clock.monotonic());
  }
}

function skewText(behindMs: number): string {
  const where = behindMs < 0 ? 'ahead of' : 'behind';
  return `the clock of this host is more than ${SKEWED_MS / 1_000} s ${where} the database's: set it by NTP`;
}

function told({ measuredMs }: FarmClock): HostTold {
  const { version } = thisProcess;
  return { ...(version !== undefined && { version }), skewMs: -Math.round(measuredMs) };
}
