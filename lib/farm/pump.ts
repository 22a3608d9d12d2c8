import type { Alarm } from '../index.js';
import { after, wait } from './delay.js';
import { type Moment, momentOf } from './fence.js';
import type { FetchedRow, NewRow } from './rows.js';
import type { FarmWorld } from './seam.js';
import type { FarmStore } from './store.js';

/** The most rows that one fetch brings. */
const MOST_AT_ONCE = 100;

/** So long what has come is given to be over. */
const MOMENT_MS = 1;

/** How often a host that has enough to do asks what else there is, such as rows that another host gave back. */
const PROBE_EVERY_MS = 250;

/** After so long it looks in any case. */
const FURTHEST_MS = 60_000;

/** What a pump stands on. */
export interface PumpParts {
  readonly store: FarmStore;
  readonly world: FarmWorld;
  readonly dueQueue: string;
  /** How many more rows may come of what was asked for: none of a job that this host doesn't know, or that is paused. */
  roomIn(queue: string): number;
  /** The job of a queue whose rows need nothing but a free slot. */
  freeJob(queue: string): string | undefined;
  /** The names of the jobs that this host runs, where these are not all. */
  only(): readonly string[] | undefined;
  isLive(): boolean;
  /** How many more rows may run here. */
  room(): number;
  take(row: FetchedRow, sent: Moment): void;
}

/** Brings rows to free slots: first what is due, then what was asked for, each job in turn. */
export class Pump {
  readonly #parts: PumpParts;
  /** The queues that are known to hold something. */
  readonly #ready = new Set<string>();
  /** Those that held something when this host had no use for them: they are not asked until it has. */
  readonly #closed = new Set<string>();
  #isBusy = false;
  #run: Promise<void> = Promise.resolve();
  #isProbeWanted = false;
  #probedMs = Number.NEGATIVE_INFINITY;
  #next: Alarm | undefined;

  constructor(parts: PumpParts) {
    this.#parts = parts;
  }

  /** There may be something: in this queue, or, without one, anywhere. */
  look(queue?: string): void {
    if (queue === undefined) this.#isProbeWanted = true;
    else this.#ready.add(queue);
    this.goOn();
  }

  /** These rows are new. Of one whose time is still to come the alarm is set. */
  asked(rows: readonly NewRow[]): void {
    const nowMs = this.#parts.world.clock.now();
    for (const { queue, data, blocked } of rows) if (!blocked) this.look(data.due > nowMs ? undefined : queue);
  }

  /** There is room again. */
  goOn(): void {
    if (this.#isBusy || (!this.#isProbeWanted && this.#ready.size === 0)) return;
    this.#isBusy = true;
    this.#run = this.#bring();
  }

  /** Resolves when no fetch is under way: what that brings is in hand. */
  idle(): Promise<void> {
    return this.#run;
  }

  close(): void {
    this.#next?.cancel();
  }

  async #bring(): Promise<void> {
    // What else is said in this turn is looked for with it.
    await Promise.resolve();
    try {
      while (this.#mayFetch && (this.#isProbeWanted || this.#ready.size > 0)) {
        if (this.#isProbeDue) await this.#probe();
        const queue = this.#first;
        if (queue === undefined) continue;
        const isAll = await this.#fetch(queue);
        // What is left could fill little more than a slot or two, which costs about as much as a whole fetch.
        if (!isAll && this.#parts.room() < MOST_AT_ONCE) await wait(this.#parts.world.clock, MOMENT_MS);
      }
    } catch (error) {
      this.#parts.world.trouble('fetching', error);
    } finally {
      // In the turn of the last look at what is wanted: what is said after it begins anew.
      this.#isBusy = false;
    }
  }

  get #mayFetch(): boolean {
    return this.#parts.isLive() && this.#parts.room() > 0;
  }

  /** While there is enough to do it is asked only now and then what else there is. */
  get #isProbeDue(): boolean {
    const agoMs = this.#parts.world.clock.monotonic() - this.#probedMs;
    return this.#isProbeWanted && (this.#ready.size === 0 || agoMs >= PROBE_EVERY_MS);
  }

  /** What is due goes first; of the others each that still holds something goes behind those that waited. */
  get #first(): string | undefined {
    const { dueQueue } = this.#parts;
    if (this.#ready.has(dueQueue)) return dueQueue;
    for (const queue of this.#ready) {
      if (this.#isOpen(queue)) return queue;
      this.#ready.delete(queue);
    }
    return undefined;
  }

  #isOpen(queue: string): boolean {
    return this.#roomIn(queue) > 0;
  }

  /** There is room for whatever is due. */
  #roomIn(queue: string): number {
    const { dueQueue, roomIn } = this.#parts;
    return queue === dueQueue ? Number.POSITIVE_INFINITY : roomIn(queue);
  }

  /** One question for all queues. What is deferred sends no notice when its time comes: an alarm does. */
  async #probe(): Promise<void> {
    const { store, world } = this.#parts;
    this.#isProbeWanted = false;
    this.#probedMs = world.clock.monotonic();
    let nextMs = FURTHEST_MS;
    for (const queue of this.#closed) if (this.#isOpen(queue)) this.#closed.delete(queue);
    for (const [queue, moments] of await store.probe([...this.#closed])) {
      if (!this.#isOpen(queue)) {
        this.#closed.add(queue);
        continue;
      }
      for (const ms of moments) {
        if (ms > 0) nextMs = Math.min(nextMs, ms + 1);
        else this.#ready.add(queue);
      }
    }
    this.#next?.cancel();
    this.#next = after(world.clock, nextMs, () => this.look());
  }

  /** @returns whether the queue holds no more */
  async #fetch(queue: string): Promise<boolean> {
    const { store, world, room, dueQueue, only, freeJob } = this.#parts;
    const atMost = Math.min(MOST_AT_ONCE, room(), this.#roomIn(queue));
    const sent = momentOf(world.clock);
    // Taken off first: what is said of it meanwhile puts it back.
    this.#ready.delete(queue);
    const rows = await store.fetch(queue, atMost, queue === dueQueue ? { only: only() } : { begins: freeJob(queue) });
    for (const row of rows) this.#parts.take(row, sent);
    const isAll = rows.length < atMost;
    if (!isAll) this.#ready.add(queue);
    return isAll;
  }
}
