import { randomUUID } from 'node:crypto';
import { Awaited } from './awaited.js';
import { backoffMs, wait } from './delay.js';
import { broughtJob, type FarmJob } from './farm-job.js';
import type { FarmClock } from './farm-clock.js';
import { Heartbeat } from './heartbeat.js';
import { HeldRow } from './held-row.js';
import { askQueue, dueQueue } from './identity.js';
import { Planner } from './planner.js';
import { Pump } from './pump.js';
import { releaseOf } from './release.js';
import { GONE, runRow } from './row-runner.js';
import { Ruling } from './ruling.js';
import type { DueOffer, FarmHappening, FarmHost, FarmRecord, FarmWorld } from './seam.js';
import { Settler } from './settler.js';
import { Slots } from './slots.js';
import type { Beat, FarmStore, FetchedRow, KnownSchedule, RowData, StoredPause } from './store.js';
import type { Toucher } from './toucher.js';
import { Turnstile } from './turnstile.js';

/** Permanent refusals are tried again after this. */
const REFUSED_AGAIN_MS = 30_000;

/** What is neither a database that is away nor a refusal is tried so often before it is said. */
const UNCLEAR_TRIES = 3;

/** How often this host has the database's housekeeping done, if none else has. */
const MAINTAIN_MS = 60_000;

/** Who a host is, and what it was told of the farm. */
export interface FarmIdentity {
  readonly farm: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly pid: number;
  readonly application: string;
  /** `undefined`: named after the words of the registry. */
  readonly release: string | undefined;
  readonly zones: string;
  /** The most rows that run on this host at once. */
  readonly slots: number;
  /** False for a host that only asks. */
  readonly plans: boolean;
  adopt(): boolean;
}

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
  readonly #slots: Slots;
  readonly #settler: Settler;
  readonly #turnstile: Turnstile;
  readonly #awaited: Awaited;
  readonly #pump: Pump;
  readonly #planner: Planner;
  #phase: Phase = 'new';
  #host: FarmHost | undefined;
  #jobs = new Map<string, FarmJob>();
  #paused = new Set<string>();
  #ruling: Ruling | undefined;
  #heartbeat: Heartbeat | undefined;
  #release = '';
  #startMs = 0;
  #isAway = false;
  #maintainedMs = Number.NEGATIVE_INFINITY;
  readonly #rows = new Set<Promise<void>>();
  readonly #onLive: (() => void)[] = [];

  constructor(parts: FarmEngineParts) {
    this.#parts = parts;
    const { store, clock, identity } = parts;
    const world: FarmWorld = { clock, trouble: (what, error) => this.#trouble(what, error), tell: event => parts.tell(event) };
    this.#slots = new Slots(identity.slots);
    this.#settler = new Settler(store, clock);
    this.#turnstile = new Turnstile(clock);
    this.#awaited = new Awaited(store);
    this.#planner = new Planner({
      farm: identity.farm,
      store,
      world,
      isLive: () => this.#phase === 'live',
      isRuledOut: name => this.#ruling?.isRuledOut(name) ?? false,
      keepSecondsOf: name => parts.keepSecondsOf(name),
      planned: () => this.#pump.look(),
    });
    this.#pump = new Pump({
      store,
      world,
      dueQueue: dueQueue(identity.farm),
      askQueues: () => this.#askQueues(),
      isLive: () => this.#phase === 'live' && identity.plans,
      room: () => this.#slots.room,
      take: (row, sent) => this.#take(row, new HeldRow(row, sent, clock), world),
    });
  }

  /** The scheduler has started. Connects; until that is done no job of the farm has an occurrence here. */
  attach(host: FarmHost): void {
    this.#host = host;
    this.#phase = 'connecting';
    void this.#connect();
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
    const wasLive = this.#phase === 'live';
    this.#phase = 'stopping';
    this.#turnstile.clear();
    this.#pump.close();
    if (wasLive) this.#parts.store.stopping(this.#parts.identity.hostId).catch(error => this.#trouble('stopping', error));
  }

  /** The stop is over: what is settling is waited for, what is unfinished goes to other hosts. */
  async stopped(): Promise<void> {
    if (this.#phase === 'new') return;
    this.#phase = 'stopping';
    const { store, toucher, clock, identity } = this.#parts;
    await Promise.race([Promise.allSettled(this.#rows), wait(clock, 2_000)]);
    this.#settler.close();
    this.#heartbeat?.close();
    this.#phase = 'stopped';
    try {
      await this.#planner.saveWatermarks();
      await store.leaveFarm(identity.hostId);
      await store.tell();
    } catch (error) {
      this.#trouble('leaving', error);
    }
    await toucher.close();
    await store.close().catch(error => this.#trouble('closing', error));
  }

  async #connect(): Promise<void> {
    const { store, clock, identity } = this.#parts;
    let isRefused = false;
    for (let attempt = 0; this.#phase === 'connecting'; attempt += 1) {
      try {
        this.#learnJobs();
        const asked = [...this.#jobs.values()].filter(({ isAsked }) => isAsked);
        await store.open([dueQueue(identity.farm), ...asked.map(({ name }) => askQueue(identity.farm, name))]);
        await this.#sampleClock();
        await this.#join();
        return;
      } catch (error) {
        if (this.#phase !== 'connecting') return;
        const trouble = store.troubleOf(error);
        // Two hosts that install at one moment may be in each other's way: what is unclear is tried again first.
        const isLasting = trouble === 'refused' || (trouble === 'other' && attempt >= UNCLEAR_TRIES);
        if (trouble === 'away' && !this.#isAway) this.#parts.tell({ kind: 'away', error });
        if (isLasting && !isRefused) this.#parts.tell({ kind: 'refused', error });
        this.#isAway = trouble === 'away';
        isRefused = isLasting;
        await wait(clock, isLasting ? REFUSED_AGAIN_MS : backoffMs(attempt));
      }
    }
  }

  #learnJobs(): void {
    this.#jobs = new Map((this.#host?.jobs() ?? []).map(job => [job.name, job]));
    this.#release = this.#parts.identity.release ?? releaseOf(this.#words());
  }

  #words(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#jobs.values()].map(({ name, words }) => [name, words]));
  }

  async #sampleClock(): Promise<void> {
    const { store, clock } = this.#parts;
    const samples = [];
    for (let i = 0; i < 3; i += 1) {
      const sentMs = clock.base.now();
      const began = clock.monotonic();
      const databaseMs = await store.nowMs();
      samples.push({ databaseMs, sentMs, tripMs: clock.monotonic() - began });
    }
    clock.sample(samples);
  }

  async #join(): Promise<void> {
    const { store, clock, identity, toucher } = this.#parts;
    const { hostId, hostName, pid, application, plans, zones } = identity;
    const jobs = [...this.#jobs.values()].map(broughtJob);
    const words = this.#words();
    const host = { hostId, hostName, pid, application, plans, zones, adopt: identity.adopt() };
    const joined = await store.join({ ...host, release: this.#release, words, jobs });
    const isFirst = this.#heartbeat === undefined;
    for (const text of joined.problems) this.#parts.tell({ kind: 'problem', text });
    if (!isFirst || this.#phase !== 'connecting') return;
    this.#startMs = joined.startMs;
    this.#phase = 'live';
    this.#ruling = new Ruling({
      store,
      release: this.#release,
      words,
      jobs: () => [...this.#jobs.values()],
      again: schedule => this.#enrol(schedule),
    });
    const known = new Map(joined.schedules.map(schedule => [schedule.name, schedule]));
    for (const { name } of plans ? jobs : []) {
      const schedule = known.get(name);
      if (schedule !== undefined) this.#enrol(schedule);
    }
    toucher.start({
      touched: (asked, kept, sent) => {
        for (const { id, attempt } of asked) {
          const held = this.#slots.get(id);
          if (held === undefined || held.row.attempt !== attempt) continue;
          if (kept.has(id)) held.touched(sent);
          else this.#takenOver(held);
        }
      },
      heard: () => this.#heard(),
      held: ms => this.#parts.tell({ kind: 'problem', text: this.#holdsLoop(ms) }),
    });
    this.#heartbeat = new Heartbeat({
      store,
      clock,
      world: { clock, trouble: (what, error) => this.#trouble(what, error), tell: event => this.#parts.tell(event) },
      hostId,
      release: this.#release,
      holds: (id, attempt) => this.#slots.get(id)?.row.attempt === attempt,
      seen: beat => this.#seen(beat),
      failed: error => this.#failed(error),
      condemned: () => {
        this.#pump.look();
        void store.tell().catch(error => this.#trouble('telling', error));
      },
    });
    this.#heartbeat.start();
    this.#parts.tell({ kind: 'connected' });
    this.#planner.flush();
    this.#pump.look();
    for (const tell of this.#onLive.splice(0)) tell();
  }

  #enrol({ name, watermarkMs, settledMs, runsLeft, pause }: KnownSchedule): void {
    const host = this.#host;
    const job = this.#jobs.get(name);
    if (host === undefined || job === undefined || job.isAsked) return;
    this.#learnPause(name, pause);
    const left = job.times === undefined || runsLeft === undefined ? {} : { runsLeft };
    if (left.runsLeft === 0) return;
    host.enrol(name, { startMs: this.#startMs, afterMs: watermarkMs ?? this.#startMs - 1, ...left });
    if (settledMs !== undefined && job.isAfterCompletion) host.settled(name, settledMs);
  }

  #learnPause(name: string, pause: StoredPause | undefined): void {
    if (pause === undefined) this.#paused.delete(name);
    else this.#paused.add(name);
    this.#host?.paused(name, pause);
  }

  async #seen(beat: Beat): Promise<void> {
    if (this.#isAway) this.#parts.tell({ kind: 'back' });
    this.#isAway = false;
    if (!beat.isKnown) await this.#join();
    for (const { name, settledMs, runsLeft, pause } of beat.changed) {
      const job = this.#jobs.get(name);
      if (job === undefined) continue;
      this.#learnPause(name, pause);
      if (settledMs !== undefined && job.isAfterCompletion) this.#host?.settled(name, settledMs);
      if (runsLeft !== undefined && job.times !== undefined) this.#host?.runsLeft(name, runsLeft);
    }
    await this.#ruling?.see(beat.releases, beat.databaseMs);
    for (const { id, reason } of beat.cancels) this.#slots.get(id)?.abort(reason);
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
    this.#turnstile.poke();
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

  #take(row: FetchedRow, held: HeldRow, world: FarmWorld): void {
    const { store, identity, toucher, keepSecondsOf } = this.#parts;
    const host = this.#host;
    if (host === undefined) return;
    this.#slots.add(held);
    toucher.hold(row);
    const done = runRow(
      {
        farm: identity.farm,
        store,
        world,
        host,
        settler: this.#settler,
        turnstile: this.#turnstile,
        job: name => this.#jobs.get(name),
        isLive: () => this.#phase === 'live',
        running: () => this.#slots.running,
        alone: work => this.#slots.alone(held, work),
        keepSecondsOf,
        forgive: () => store.forgive(identity.hostId, [row.id]),
        waits: () => this.#freed(held),
        begins: () => this.#slots.occupy(held),
        ended: (_, record) => {
          if (record !== undefined) this.#awaited.ended(row.id, record);
          if (record !== undefined) void this.#told(row);
        },
      },
      held,
    )
      .catch(error => this.#trouble(`the run of ${row.data.job}`, error))
      .finally(() => {
        toucher.drop(row);
        this.#slots.remove(held);
        this.#rows.delete(done);
        this.#pump.look();
      });
    this.#rows.add(done);
  }

  #freed(held: HeldRow): void {
    this.#slots.free(held);
    this.#pump.look();
  }

  /** Others may wait for the place, or for the outcome. */
  async #told({ data }: FetchedRow): Promise<void> {
    const job = this.#jobs.get(data.job);
    this.#turnstile.poke();
    const matters = data.trigger === 'manual' || job?.group !== undefined || job?.isAfterCompletion || job?.overlap !== 'skip';
    if (matters) await this.#parts.store.tell().catch(error => this.#trouble('telling', error));
    if (job?.isAfterCompletion) this.#heartbeat?.hurry();
  }

  #takenOver(held: HeldRow): void {
    held.lose(GONE);
    const { store, identity } = this.#parts;
    // This host is not gone after all, so its cut-off is none.
    store.forgive(identity.hostId, [held.row.id]).catch(error => this.#trouble('forgiving', error));
  }

  #holdsLoop(ms: number): string {
    const names = [...new Set(this.#slots.all.map(({ row }) => row.data.job))].join(', ');
    return `the event loop was held for ${Math.round(ms / 1000)} s while ${names} ran: move such work to a worker thread`;
  }

  #trouble(what: string, error: unknown): void {
    if (this.#parts.store.troubleOf(error) === 'away') this.#failed(error);
    else this.#parts.trouble(what, error);
  }
}
