import type { RunRecordJson } from '../index.js';
import type { Due } from '../kit.js';
import { type Attendance, attendanceOf } from './attendance.js';
import { Awaited, type AwaitedEnd } from './awaited.js';
import { type ConnectionParts, connect, leave } from './connection.js';
import { Nap, Waiters } from './delay.js';
import type { FarmEngineParts } from './farm-engine-parts.js';
import { dueQueue } from './identity.js';
import { KnownJobs } from './known-jobs.js';
import { Planner } from './planner.js';
import { Pump } from './pump.js';
import { Reach } from './reach.js';
import type { FetchedRow, NewRow, StoredPause } from './rows.js';
import { RowsInHand } from './rows-in-hand.js';
import type { FarmHost, FarmWorld } from './seam.js';
import { stopStep } from './stop-step.js';
import type { Joined } from './store.js';

type Phase = 'new' | 'resting' | 'connecting' | 'live' | 'stopping' | 'stopped';

/** Decides with the other hosts of the farm who runs what, and runs what is this host's. It knows no database. */
export class FarmEngine {
  readonly #parts: FarmEngineParts;
  readonly #world: FarmWorld;
  readonly #rows: RowsInHand;
  readonly #awaited: Awaited;
  readonly #pump: Pump;
  readonly #planner: Planner;
  readonly #reach: Reach;
  readonly #nap = new Nap();
  #phase: Phase = 'new';
  #host: FarmHost | undefined;
  #jobs: KnownJobs | undefined;
  #presence: Attendance | undefined;
  #entering: Promise<Joined | undefined> | undefined;
  readonly #toEnter = new Waiters();

  constructor(parts: FarmEngineParts) {
    this.#parts = parts;
    const { store, clock, identity, toucher } = parts;
    const { farm, plans } = identity;
    this.#world = { clock, trouble: (what: string, error: unknown) => this.#trouble(what, error), tell: parts.tell };
    const isLive = () => this.#phase === 'live';
    const job = (name: string) => this.#jobs?.all.get(name);
    this.#reach = new Reach(parts.tell);
    this.#awaited = new Awaited(store);
    this.#rows = new RowsInHand({
      ...identity,
      store,
      toucher,
      world: this.#world,
      isLive,
      host: () => this.#host,
      jobs: () => this.#jobs,
      freed: () => this.#pump.goOn(),
      thinned: queue => this.#pump.look(queue),
      ended: (row, record) => this.#ended(row, record),
    });
    this.#planner = new Planner({
      farm,
      store,
      world: this.#world,
      isLive,
      job,
      isRuledOut: name => this.#presence?.isRuledOut(name) ?? false,
      planned: () => this.#pump.look(dueQueue(farm)),
    });
    this.#pump = new Pump({
      store,
      world: this.#world,
      dueQueue: dueQueue(farm),
      roomIn: queue => this.#jobs?.roomIn(queue, clock.now(), place => this.#rows.roomInLine(queue, place)) ?? 0,
      freeJob: queue => this.#jobs?.freeJob(queue),
      only: () => this.#jobs?.only,
      isLive: () => isLive() && plans && !this.#reach.isMoved,
      room: () => this.#rows.room,
      take: (row, sent) => this.#rows.take(row, sent),
    });
  }

  /** The scheduler has started. Until this host is in its farm no job of that has an occurrence here. */
  attach(host: FarmHost): void {
    this.#host = host;
    this.#phase = 'resting';
    this.#jobs = new KnownJobs(this.#parts.identity.farm, host);
    if (this.#parts.identity.plans) this.#enter();
  }

  /** What kept this host out of its farm may be over: tries again at once. */
  tryAgain(): void {
    this.#nap.cut();
    this.#presence?.joinAgain();
  }

  /** Resolves when this host is in the farm, which it enters for that where it rests; when it has left it; or after so long. */
  entered(withinMs?: number): Promise<void> {
    if (this.isOpen || this.hasLeft) return Promise.resolve();
    this.#enter();
    return this.#toEnter.wait(this.#parts.clock, withinMs);
  }

  /** Whether its database may be used: until the stop is over. */
  get isOpen(): boolean {
    return this.#presence !== undefined && this.#phase !== 'stopped';
  }

  /** Whether it will not be in its farm any more. */
  get hasLeft(): boolean {
    return this.#phase === 'stopped' || (this.#phase === 'stopping' && this.#presence === undefined);
  }

  /** Why it is not, where that is known. */
  get fault(): unknown {
    return this.#reach.fault;
  }

  due(offer: Due): void {
    this.#planner.due(offer);
  }

  /** Pauses a job on all hosts, or, with `undefined`, resumes it. */
  async pause(name: string, pause: StoredPause | undefined): Promise<void> {
    await this.#jobs?.pause(this.#parts.store, name, pause);
    this.changed();
  }

  /** Something was said here that holds on all hosts. */
  changed(): void {
    this.tellOthers();
    this.#presence?.heard();
  }

  /** Rows have come to all hosts. */
  tellOthers(): void {
    this.#pump.look();
    this.#parts.store.tell().catch(error => this.#trouble('telling', error));
  }

  /** Rows were asked for here. */
  asked(rows: readonly NewRow[]): void {
    this.#pump.asked(rows);
  }

  outcome(queue: string, id: string): Promise<AwaitedEnd> {
    if (this.hasLeft) return Promise.resolve({ kind: 'left' });
    const outcome = this.#awaited.outcome(queue, id);
    this.look();
    this.#presence?.refresh();
    return outcome;
  }

  /** Somebody here wants to know what there is. */
  refresh(): void {
    this.#presence?.refresh();
  }

  /** There may be rows, and ends that somebody here waits for. */
  look(): void {
    if (!this.isOpen) return;
    this.#pump.look();
    void this.#awaited.check().catch(error => this.#trouble('looking for outcomes', error));
  }

  /** A stop has begun: nothing new comes to this host, and what waits goes to others. */
  stopping(): void {
    const { store, identity } = this.#parts;
    if (this.#phase === 'live') store.stopping(identity.hostId).catch(error => this.#trouble('stopping', error));
    this.#phase = 'stopping';
    this.#nap.cut();
    this.#rows.halt();
    this.#pump.close();
  }

  /** The stop is over: what is settling is waited for, what is unfinished goes to other hosts. */
  async stopped(): Promise<void> {
    if (this.#phase === 'new') return;
    this.#phase = 'stopping';
    this.#nap.cut();
    const { store, toucher, clock } = this.#parts;
    const step = <Done>(what: string, work: Promise<Done>) =>
      stopStep(clock, work, error => this.#trouble(what, error));
    const settled = this.#pump.idle().then(() => this.#rows.idle());
    await step('settling', settled);
    this.#rows.close();
    this.#presence?.close();
    if (this.isOpen) await step('looking for outcomes', this.#awaited.check());
    this.#phase = 'stopped';
    this.#awaited.leave();
    this.#toEnter.release();
    // Also one that was let in when the stop had begun is taken for one that is there.
    if (this.#entering && (await step('joining', this.#entering)))
      await step('leaving', leave(this.#connection, this.#planner));
    await toucher.close();
    await store.close().catch(error => this.#trouble('closing', error));
  }

  #enter(): void {
    if (this.#phase !== 'resting') return;
    this.#phase = 'connecting';
    this.#entering = connect(this.#connection);
    this.#entering.then(joined => this.#joined(joined)).catch(error => this.#trouble('joining', error));
  }

  get #connection(): ConnectionParts {
    const isWanted = () => this.#phase === 'connecting';
    const tell: ConnectionParts['tell'] = event => this.#reach.heard(event);
    return { ...this.#parts, jobs: this.#jobs?.all ?? new Map(), nap: this.#nap, isWanted, tell };
  }

  #joined(joined: Joined | undefined): void {
    const jobs = this.#jobs;
    if (this.#phase !== 'connecting' || joined === undefined || jobs === undefined) return;
    this.#phase = 'live';
    this.#presence = attendanceOf({
      connection: this.#connection,
      world: this.#world,
      toucher: this.#parts.toucher,
      rows: this.#rows,
      planner: this.#planner,
      jobs,
      isAwaiting: () => this.#awaited.size > 0,
      look: () => this.look(),
      tellOthers: () => this.tellOthers(),
      answered: () => this.#reach.answered(),
      failed: error => this.#failed(error),
    });
    this.#presence.start(joined);
    this.#reach.joined();
    this.#planner.flush();
    this.#pump.look();
    this.#toEnter.release();
  }

  #failed(error: unknown): void {
    if (this.#phase === 'live') this.#reach.failed(error);
  }

  #ended({ id, data }: FetchedRow, record: RunRecordJson | undefined): void {
    if (record !== undefined) this.#awaited.ended(id, record);
    // It is tried again at its time, or what follows it is let go.
    if (record === undefined || data.follows !== undefined) this.#pump.look();
    if (this.#jobs?.all.get(data.job)?.isAfterCompletion) this.#presence?.hurry();
  }

  #trouble(what: string, error: unknown): void {
    const trouble = this.#parts.store.troubleOf(error);
    if (this.#reach.isLost(trouble, error)) this.#failed(error);
    else if (trouble === 'other' || this.#reach.isNews()) this.#parts.trouble(what, error);
  }
}
