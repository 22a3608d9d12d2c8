import { randomUUID } from 'node:crypto';
import { Awaited } from './awaited.js';
import { type ConnectionParts, connect, type FarmIdentity, join, releaseHere, wordsOf } from './connection.js';
import { wait } from './delay.js';
import type { FarmClock } from './farm-clock.js';
import type { FarmJob } from './farm-job.js';
import { Heartbeat } from './heartbeat.js';
import { askQueue, dueQueue } from './identity.js';
import { Planner } from './planner.js';
import { Pump } from './pump.js';
import { RowsInHand } from './rows-in-hand.js';
import { Ruling } from './ruling.js';
import type { DueOffer, FarmHappening, FarmHost, FarmRecord, FarmWorld } from './seam.js';
import type { Beat, FarmStore, FetchedRow, Joined, KnownSchedule, RowData, StoredPause } from './store.js';
import type { Toucher } from './toucher.js';

/** How often this host has the database's housekeeping done, if none else has. */
const MAINTAIN_MS = 60_000;

/** How long a stop waits for what is settling. */
const SETTLE_WITHIN_MS = 2_000;

/** What an engine stands on. */
export interface FarmEngineParts {
  readonly identity: FarmIdentity;
  readonly store: FarmStore;
  readonly toucher: Toucher;
  readonly clock: FarmClock;
  keepSecondsOf(name: string): number;
  tell(event: FarmHappening): void;
  trouble(what: string, error: unknown): void;
}

type Phase = 'new' | 'connecting' | 'live' | 'stopping' | 'stopped';

/** Decides with the other hosts of the farm who runs what, and runs what is this host's. It knows no database. */
export class FarmEngine {
  readonly #parts: FarmEngineParts;
  readonly #world: FarmWorld;
  readonly #rows: RowsInHand;
  readonly #awaited: Awaited;
  readonly #pump: Pump;
  readonly #planner: Planner;
  #phase: Phase = 'new';
  #host: FarmHost | undefined;
  #jobs: ReadonlyMap<string, FarmJob> = new Map();
  readonly #paused = new Set<string>();
  #ruling: Ruling | undefined;
  #heartbeat: Heartbeat | undefined;
  #startMs = 0;
  #isAway = false;
  #maintainedMs = Number.NEGATIVE_INFINITY;
  readonly #onLive: (() => void)[] = [];

  constructor(parts: FarmEngineParts) {
    this.#parts = parts;
    const { store, clock, identity, toucher, keepSecondsOf } = parts;
    const { farm, hostId, slots, plans } = identity;
    const world = { clock, trouble: (what: string, error: unknown) => this.#trouble(what, error), tell: parts.tell };
    const isLive = () => this.#phase === 'live';
    this.#world = world;
    this.#awaited = new Awaited(store);
    this.#rows = new RowsInHand({
      farm,
      hostId,
      slots,
      store,
      toucher,
      world,
      isLive,
      keepSecondsOf,
      host: () => this.#host,
      job: name => this.#jobs.get(name),
      freed: () => this.#pump.look(),
      ended: (row, record) => this.#ended(row, record),
    });
    this.#planner = new Planner({
      farm,
      store,
      world,
      isLive,
      keepSecondsOf,
      isRuledOut: name => this.#ruling?.isRuledOut(name) ?? false,
      planned: () => this.#pump.look(),
    });
    this.#pump = new Pump({
      store,
      world,
      dueQueue: dueQueue(farm),
      askQueues: () => this.#askQueues(),
      isLive: () => isLive() && plans,
      room: () => this.#rows.room,
      take: (row, sent) => this.#rows.take(row, sent),
    });
  }

  /** The scheduler has started. Connects; until that is done no job of the farm has an occurrence here. */
  attach(host: FarmHost): void {
    this.#host = host;
    this.#phase = 'connecting';
    this.#jobs = new Map(host.jobs().map(job => [job.name, job]));
    void connect(this.#connection).then(joined => joined && this.#joined(joined));
  }

  /** Resolves when this host is in the farm. */
  ready(): Promise<void> {
    if (this.#phase === 'live') return Promise.resolve();
    return new Promise(resolve => this.#onLive.push(resolve));
  }

  get isLive(): boolean {
    return this.#phase === 'live';
  }

  due(offer: DueOffer): void {
    this.#planner.due(offer);
  }

  /** Runs a job by hand, somewhere. */
  async trigger(name: string, data: unknown, from: readonly string[]): Promise<FarmRecord> {
    const { identity, store, clock, keepSecondsOf } = this.#parts;
    const id = randomUUID();
    const at = clock.now();
    const row: RowData = { job: name, at, due: at, trigger: 'manual', from, ...(data !== undefined && { data }) };
    const queue = dueQueue(identity.farm);
    await store.insert([{ id, queue, data: row, keepS: keepSecondsOf(name) }]);
    const ended = this.#awaited.outcome(queue, id);
    await store.tell();
    this.#pump.look();
    return (await ended) as FarmRecord;
  }

  async pause(name: string, pause: StoredPause | undefined): Promise<void> {
    await this.#parts.store.pause(name, pause);
    await this.#changed();
  }

  async cancel(name: string, reason: string): Promise<boolean> {
    const count = await this.#parts.store.cancel(name, reason);
    if (count > 0) await this.#changed();
    return count > 0;
  }

  async skip(name: string, occurrenceMs: number): Promise<void> {
    await this.#parts.store.skip(name, occurrenceMs);
  }

  /** Rows were asked for here, or somebody waits for some. */
  look(): void {
    this.#pump.look();
    void this.#awaited.check().catch(error => this.#trouble('looking for outcomes', error));
  }

  outcome(queue: string, id: string): Promise<unknown> {
    const outcome = this.#awaited.outcome(queue, id);
    this.look();
    return outcome;
  }

  /** A stop has begun: nothing new comes to this host, and what waits goes to others. */
  stopping(): void {
    const { store, identity } = this.#parts;
    const wasLive = this.#phase === 'live';
    this.#phase = 'stopping';
    this.#rows.halt();
    this.#pump.close();
    if (wasLive) store.stopping(identity.hostId).catch(error => this.#trouble('stopping', error));
  }

  /** The stop is over: what is settling is waited for, what is unfinished goes to other hosts. */
  async stopped(): Promise<void> {
    if (this.#phase === 'new') return;
    this.#phase = 'stopping';
    const { store, toucher, clock, identity } = this.#parts;
    await Promise.race([this.#rows.idle(), wait(clock, SETTLE_WITHIN_MS)]);
    this.#rows.close();
    this.#heartbeat?.close();
    this.#phase = 'stopped';
    if (this.#heartbeat !== undefined) await this.#leave(identity.hostId);
    await toucher.close();
    await store.close().catch(error => this.#trouble('closing', error));
  }

  async #leave(hostId: string): Promise<void> {
    const { store } = this.#parts;
    try {
      await this.#planner.saveWatermarks();
      await store.leaveFarm(hostId);
      await store.tell();
    } catch (error) {
      this.#trouble('leaving', error);
    }
  }

  get #connection(): ConnectionParts {
    const { identity, store, clock, tell } = this.#parts;
    const isWanted = () => this.#phase === 'connecting';
    const away: ConnectionParts['tell'] = event => {
      if (event.kind === 'away') this.#isAway = true;
      tell(event);
    };
    return { identity, store, clock, jobs: this.#jobs, isWanted, tell: away };
  }

  /** This host is in the farm: its jobs get their first occurrences, and its rows are touched from now on. */
  #joined({ startMs, schedules }: Joined): void {
    if (this.#phase !== 'connecting') return;
    const { store, clock, identity, toucher, tell } = this.#parts;
    this.#startMs = startMs;
    this.#phase = 'live';
    const release = releaseHere(this.#connection);
    this.#ruling = new Ruling({
      store,
      release,
      words: wordsOf(this.#jobs),
      jobs: () => [...this.#jobs.values()],
      again: schedule => this.#enrol(schedule),
    });
    if (identity.plans) for (const schedule of schedules) this.#enrol(schedule);
    toucher.start({
      touched: (asked, kept, sent) => this.#rows.touched(asked, kept, sent),
      heard: () => this.#heard(),
      held: ms => tell({ kind: 'problem', text: holdsLoop(ms, this.#rows.names) }),
    });
    this.#heartbeat = new Heartbeat({
      store,
      clock,
      world: this.#world,
      hostId: identity.hostId,
      release,
      holds: (id, attempt) => this.#rows.holds(id, attempt),
      seen: beat => this.#seen(beat),
      failed: error => this.#failed(error),
      condemned: () => this.#tellOthers(),
    });
    this.#heartbeat.start();
    this.#isAway = false;
    tell({ kind: 'connected' });
    this.#planner.flush();
    this.#pump.look();
    for (const ready of this.#onLive.splice(0)) ready();
  }

  #enrol({ name, watermarkMs, settledMs, runsLeft, pause }: KnownSchedule): void {
    const job = this.#jobs.get(name);
    if (this.#host === undefined || job === undefined || job.isAsked) return;
    this.#learnPause(name, pause);
    const left = job.times === undefined || runsLeft === undefined ? {} : { runsLeft };
    if (left.runsLeft === 0) return;
    this.#host.enrol(name, { startMs: this.#startMs, afterMs: watermarkMs ?? this.#startMs - 1, ...left });
    if (settledMs !== undefined && job.isAfterCompletion) this.#host.settled(name, settledMs);
  }

  #learnPause(name: string, pause: StoredPause | undefined): void {
    if (pause === undefined) this.#paused.delete(name);
    else this.#paused.add(name);
    this.#host?.paused(name, pause);
  }

  async #seen(beat: Beat): Promise<void> {
    if (this.#isAway) this.#parts.tell({ kind: 'back' });
    this.#isAway = false;
    if (!beat.isKnown) await join(this.#connection);
    for (const { name, settledMs, runsLeft, pause } of beat.changed) {
      const job = this.#jobs.get(name);
      if (job === undefined) continue;
      this.#learnPause(name, pause);
      if (settledMs !== undefined && job.isAfterCompletion) this.#host?.settled(name, settledMs);
      if (runsLeft !== undefined && job.times !== undefined) this.#host?.runsLeft(name, runsLeft);
    }
    await this.#ruling?.see(beat.releases, beat.databaseMs);
    for (const { id, reason } of beat.cancels) this.#rows.abort(id, reason);
    await this.#planner.saveWatermarks();
    this.#planner.flush();
    this.look();
    const { clock, store } = this.#parts;
    if (clock.monotonic() - this.#maintainedMs < MAINTAIN_MS) return;
    this.#maintainedMs = clock.monotonic();
    store.maintain().catch(error => this.#trouble('housekeeping', error));
  }

  #failed(error: unknown): void {
    if (this.#phase !== 'live') return;
    if (!this.#isAway) this.#parts.tell({ kind: 'away', error });
    this.#isAway = true;
  }

  #heard(): void {
    this.#rows.poke();
    this.look();
    this.#heartbeat?.hurry();
  }

  async #changed(): Promise<void> {
    await this.#parts.store.tell();
    this.#heard();
  }

  #askQueues(): readonly string[] {
    const { farm } = this.#parts.identity;
    return [...this.#jobs.keys()].filter(name => !this.#paused.has(name)).map(name => askQueue(farm, name));
  }

  /** Others may wait for the place, or for the outcome. */
  #ended({ id, data }: FetchedRow, record: FarmRecord): void {
    const job = this.#jobs.get(data.job);
    this.#awaited.ended(id, record);
    const isAwaited = data.trigger === 'manual' || job?.group !== undefined || job?.isAfterCompletion;
    if (isAwaited || job?.overlap !== 'skip') this.#tellOthers();
    if (job?.isAfterCompletion) this.#heartbeat?.hurry();
  }

  #tellOthers(): void {
    this.#pump.look();
    this.#parts.store.tell().catch(error => this.#trouble('telling', error));
  }

  #trouble(what: string, error: unknown): void {
    if (this.#parts.store.troubleOf(error) === 'away') this.#failed(error);
    else this.#parts.trouble(what, error);
  }
}

function holdsLoop(ms: number, names: readonly string[]): string {
  const seconds = Math.round(ms / 1_000);
  return `the event loop was held for ${seconds} s while ${names.join(', ')} ran: move such work to a worker thread`;
}
