import type { RunRecordJson } from '../index.js';
import type { Breadth } from './breadth.js';
import { Claims } from './claims.js';
import type { FarmClock } from './farm-clock.js';
import type { Moment } from './fence.js';
import { GONE, HeldRow } from './held-row.js';
import { isAskQueue } from './identity.js';
import type { KnownJobs } from './known-jobs.js';
import { Persistence } from './persistence.js';
import { runRow } from './row-runner.js';
import type { RowRunnerParts } from './row-runner-parts.js';
import type { CancelSaid, FetchedRow, RowAttempt } from './rows.js';
import type { FarmHost, FarmWorld } from './seam.js';
import { Settler } from './settler.js';
import { Slots } from './slots.js';
import type { FarmStore } from './store.js';
import type { Toucher } from './toucher.js';
import { MOST_IN_LINE, MOST_WAITING, Turnstile } from './turnstile.js';

/** A run that ended no longer ago is taken for one that runs. */
const JUST_NOW_MS = 1_000;

/** What the rows of a host stand on. */
export interface RowsInHandParts {
  readonly farm: string;
  readonly breadth: Breadth;
  readonly store: FarmStore;
  readonly toucher: Toucher;
  readonly world: FarmWorld;
  host(): FarmHost | undefined;
  jobs(): KnownJobs | undefined;
  isLive(): boolean;
  /** A slot is free. */
  freed(): void;
  /** There is room for what waits for its turn: in a queue, or, without one, in several. */
  thinned(queue?: string): void;
  /** A row has its outcome here, or, without one, another attempt, somewhere. */
  ended(row: FetchedRow, record: RunRecordJson | undefined): void;
}

/** The rows that this host has fetched, each on its way from there to its end. */
export class RowsInHand {
  readonly #parts: RowsInHandParts;
  readonly #slots: Slots;
  readonly #claims: Claims;
  readonly #persistence: Persistence;
  readonly #settler: Settler;
  readonly #turnstile: Turnstile;
  readonly #clock: FarmClock;
  readonly #under = new Set<Promise<void>>();
  /** The queues of which a row goes first that nobody has fetched: it comes before there is room, and another makes that. */
  readonly #wanted = new Set<string>();
  /** When a row of each job ended last. */
  readonly #endedMs = new Map<string, number>();

  constructor(parts: RowsInHandParts) {
    this.#parts = parts;
    this.#clock = parts.world.clock;
    this.#slots = new Slots(parts.breadth);
    this.#claims = new Claims(parts.store);
    this.#persistence = new Persistence(parts.store, parts.world);
    this.#settler = new Settler(parts.store, this.#persistence);
    this.#turnstile = new Turnstile(this.#clock, () => parts.thinned());
  }

  /** How many more rows may run here. */
  get room(): number {
    return this.#slots.room;
  }

  /** How many more rows of a queue may come that wait for a place: at least one where it has to come all the same. */
  roomInLine(queue: string, place: string): number {
    const room = Math.min(MOST_IN_LINE - this.#slots.countOf(queue), MOST_WAITING - this.#turnstile.countAt(place));
    return this.#wanted.has(queue) ? Math.max(1, room) : room;
  }

  holds(id: string, attempt: number): boolean {
    return this.#slots.get(id)?.row.attempt === attempt;
  }

  /** @param sent when the fetch was sent that brought the row */
  take(row: FetchedRow, sent: Moment): void {
    const { toucher, freed, thinned, world } = this.#parts;
    const [host, jobs] = [this.#parts.host(), this.#parts.jobs()];
    if (host === undefined || jobs === undefined) return;
    const held = new HeldRow(row, sent, this.#clock);
    this.#slots.add(held);
    toucher.hold(row);
    if (this.#wanted.delete(row.queue)) this.#turnstile.thin(row.queue, this.#slots.countOf(row.queue) - MOST_IN_LINE);
    // Not in this turn: its work may hold the loop, and what came with it has to be held by then, and touched.
    const done = Promise.resolve()
      .then(() => runRow(this.#partsOf(held, host, jobs), held))
      .catch(error => world.trouble(`the run of ${row.data.job}`, error))
      .finally(() => {
        toucher.drop(row);
        this.#slots.remove(held);
        if (this.#slots.countOf(row.queue) === MOST_IN_LINE - 1) thinned(row.queue);
        this.#under.delete(done);
        this.#endedMs.set(row.data.job, this.#clock.monotonic());
        freed();
      });
    this.#under.add(done);
  }

  /** A touch that was sent then has reached the database. */
  touched(asked: readonly RowAttempt[], kept: ReadonlySet<string>, sent: Moment): void {
    for (const { id, attempt } of asked) {
      const held = this.#slots.get(id);
      if (held === undefined || held.isOver || held.row.attempt !== attempt) continue;
      if (kept.has(id)) held.touched(sent);
      else held.lose(GONE);
    }
  }

  /** Somebody has cancelled it. */
  abort(id: string, said: CancelSaid): void {
    this.#slots.get(id)?.abort(said);
  }

  /** A place may be free. */
  poke(): void {
    this.#turnstile.poke();
  }

  /** What waits goes to other hosts. */
  halt(): void {
    this.#turnstile.close();
    this.#slots.halt();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#under);
  }

  close(): void {
    this.#persistence.close();
  }

  /** The names of the jobs that run here, or did just now: who held the loop may have ended before anybody could ask. */
  get names(): readonly string[] {
    const sinceMs = this.#clock.monotonic() - JUST_NOW_MS;
    const ended = [...this.#endedMs].flatMap(([name, ms]) => (ms >= sinceMs ? [name] : []));
    return [...new Set([...this.#slots.all.map(({ row }) => row.data.job), ...ended])];
  }

  #partsOf(held: HeldRow, host: FarmHost, jobs: KnownJobs): RowRunnerParts {
    const { farm, store, world, isLive, thinned } = this.#parts;
    const { row } = held;
    return {
      farm,
      store,
      world,
      host,
      claims: this.#claims,
      persistence: this.#persistence,
      settler: this.#settler,
      turnstile: this.#turnstile,
      job: name => jobs.all.get(name),
      newest: name => jobs.newest(name),
      isLive,
      alone: () => this.#slots.alone(held),
      mayBegin: () => this.#slots.mayBegin(held),
      waits: () => {
        this.#slots.free(held);
        this.#parts.freed();
      },
      wants: queue => {
        // For what is due there is always room.
        if (isAskQueue(queue)) this.#wanted.add(queue);
        thinned(queue);
      },
      begins: () => this.#slots.occupy(held),
      ends: () => {
        this.#slots.end(held);
        this.#parts.freed();
      },
      ended: record => {
        if (record !== undefined) this.#turnstile.poke();
        this.#parts.ended(row, record);
      },
    };
  }
}
