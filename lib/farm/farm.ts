import { randomUUID } from 'node:crypto';
import type { Clock, RunRecordJson } from '../index.js';
import {
  type AskedRow,
  type AskTerms,
  type AskWork,
  type Command,
  type Due,
  type Engine,
  type EngineHost,
  type JobDefinition,
  type RunQuery,
  systemClock,
  type TriggerTerms,
} from '../kit.js';
import type { AskStore, UserDatabase } from './ask-store.js';
import { Asking } from './asking.js';
import type { DeadLetter, DiscardWhat } from './dead-letter.js';
import type { FarmCheck } from './farm-check.js';
import { FarmClock } from './farm-clock.js';
import { FarmEngine } from './farm-engine.js';
import { FarmError } from './farm-errors.js';
import { eventOf } from './farm-event.js';
import type { FarmSettings } from './farm-options.js';
import { hostOf } from './host-of.js';
import { checkShared, jobOf, keepOf } from './job-of.js';
import type { StoredPause } from './rows.js';
import type { FarmStore } from './store.js';
import { thisProcess } from './thread/this-process.js';
import type { Toucher } from './toucher.js';

/** What a farm stands on: where it is kept, and who touches its rows. */
export interface FarmHome {
  readonly settings: FarmSettings;
  /** @throws FarmError for a connection that is none; asked at the start */
  check(): void;
  store(hostId: string): { readonly store: FarmStore; readonly asks: AskStore };
  toucher(store: FarmStore, base: Clock): Toucher;
  /** Connects, looks and lets go again. Never rejects. */
  examine(): Promise<readonly FarmCheck[]>;
  sql(role: string): string;
}

/**
 * The same registry on many hosts: each occurrence runs once, somewhere. A value for `new Scheduler(registry, { farm })`,
 * and for one scheduler only; connecting begins with its start.
 */
export class Farm implements Engine {
  readonly #home: FarmHome;
  readonly #hostId = randomUUID();
  readonly #store: FarmStore;
  readonly #asks: AskStore;
  #clock = new FarmClock(systemClock);
  #engine: FarmEngine | undefined;
  #asking: Asking | undefined;
  #host: EngineHost | undefined;
  #definitions = new Map<string, JobDefinition>();
  #isAdopting: boolean;
  readonly #onAttached: (() => void)[] = [];

  /** @internal By `pgBoss(…)` and `pglite(…)`. */
  constructor(home: FarmHome) {
    this.#home = home;
    this.#isAdopting = home.settings.adopt;
    const { store, asks } = home.store(this.#hostId);
    this.#store = store;
    this.#asks = asks;
  }

  /** The name that is the farm. */
  get name(): string {
    return this.#home.settings.name;
  }

  /** Resolves when this host is in the farm: connected, joined, with its jobs planned. */
  async ready(): Promise<void> {
    if (this.#engine === undefined) await new Promise<void>(resolve => this.#onAttached.push(resolve));
    await this.#engine?.ready();
  }

  /** Takes over a database that was copied, restored or moved; until then nothing runs there. */
  adopt(): void {
    this.#isAdopting = true;
  }

  /**
   * Looks whether this host could join, and what is to be known: does the database answer, how far apart are the clocks, are
   * the schemas there or may they be made, do notices arrive. Joins nothing and changes nothing; never rejects.
   */
  async check(): Promise<readonly FarmCheck[]> {
    try {
      this.#home.check();
    } catch (error) {
      const { message } = error as FarmError;
      return [{ verdict: 'failed', label: 'connection', text: message }];
    }
    return this.#home.examine();
  }

  /** The statements that make the schemas, with the grants for `role`, for `migrate: false`. Those of pg-boss are its own. */
  sql(role: string): string {
    return this.#home.sql(role);
  }

  /** What has failed for good, the oldest first: of one job, or of all; 100 unless `limit` says otherwise. */
  async dead({
    name,
    limit = 100,
  }: {
    readonly name?: string;
    readonly limit?: number;
  } = {}): Promise<readonly DeadLetter[]> {
    const rows = await this.#started.asking.dead(name, limit);
    return rows.map(({ askedId, job, data, record, failedAtMs }) => {
      return { id: askedId, job, data, record: record as RunRecordJson, failedAtMs };
    });
  }

  /** Lets dead letters run again under the same ids, with what follows them. @throws FarmError for what is not dead */
  redrive(ids: readonly string[]): Promise<void> {
    return this.#started.asking.redrive(ids);
  }

  /** Deletes dead letters. @returns how many */
  discard(what: DiscardWhat): Promise<number> {
    return this.#started.asking.discard('length' in what ? { ids: what } : what);
  }

  /** The clock that the hosts share. For the scheduler; so are all that follow. */
  clock(base: Clock): Clock {
    this.#clock = new FarmClock(base);
    return this.#clock;
  }

  /** Whether the hosts share this job. */
  shares(definition: JobDefinition): boolean {
    return !definition.everyHost;
  }

  /** The scheduler starts. @throws FarmError for what makes no sense in a farm */
  attach(host: EngineHost): void {
    if (this.#engine !== undefined)
      throw new FarmError('a farm is for one scheduler: make another by pgBoss(…) or pglite(…)');
    this.#home.check();
    const shared = host.definitions().filter(definition => this.shares(definition));
    for (const definition of shared) checkShared(definition);
    this.#definitions = new Map(shared.map(definition => [definition.schedule.name, definition]));
    this.#host = host;
    const engine = this.#engineOf();
    this.#engine = engine;
    this.#asking = new Asking({
      farm: this.name,
      store: this.#store,
      asks: this.#asks,
      engine,
      clock: this.#clock,
      job: name => (this.#definitions.has(name) ? jobOf(this.#definitions.get(name) as JobDefinition) : undefined),
      keepSecondsOf: name => this.#keepSecondsOf(name),
    });
    engine.attach(hostOf(host, definition => this.shares(definition)));
    for (const tell of this.#onAttached.splice(0)) tell();
  }

  /** An occurrence is due here. */
  due(due: Due): void {
    this.#started.engine.due(due);
  }

  /** What a handle was told. Rejects with why it could not be done. */
  async command({ kind, name, reason, by, untilMs, runId }: Command): Promise<void> {
    const { engine } = this.#started;
    switch (kind) {
      case 'pause': {
        const until = untilMs === undefined ? {} : { until: untilMs };
        const pause: StoredPause = { reason, at: this.#clock.now(), ...(by !== undefined && { by }), ...until };
        return engine.pause(name, pause);
      }
      case 'resume':
        return engine.pause(name, undefined);
      case 'cancel':
        if (runId !== undefined) throw new FarmError('in a farm a job is cancelled as a whole: leave the run out');
        await engine.cancel(name, reason);
        return;
      case 'skipNext': {
        const next = this.#definitions.get(name)?.schedule.nextMs(this.#clock.now());
        if (next === undefined) throw new FarmError(`job '${name}' has no next occurrence that could be left out`);
        return this.#store.skip(name, next);
      }
    }
  }

  /** Runs a job by hand, somewhere. */
  async trigger(name: string, data: unknown, { from }: TriggerTerms): Promise<RunRecordJson> {
    return (await this.#started.engine.trigger(name, data, from)) as unknown as RunRecordJson;
  }

  /** What became of the runs of all hosts, the newest first. */
  async history({ job, outcome, before, limit = 50 }: RunQuery): Promise<readonly RunRecordJson[]> {
    if (before !== undefined)
      throw new FarmError('the history of a farm is read from its newest record on: leave before out');
    const most = outcome === undefined ? limit : 500;
    const records = await this.#store.history({ ...(job !== undefined && { name: job }), limit: most });
    const all = records as readonly RunRecordJson[];
    return outcome === undefined ? all : all.filter(record => record.outcome.kind === outcome).slice(0, limit);
  }

  /** Stores asked work, all of it or none. */
  enqueue(work: readonly AskWork[], { db, withinMs }: AskTerms): Promise<readonly AskedRow[]> {
    const user = db === undefined ? {} : { db: db as UserDatabase };
    return this.#started.asking.enqueue(work, { ...user, ...(withinMs !== undefined && { withinMs }) });
  }

  /** How asked work ended. */
  async askedOutcome(id: string): Promise<RunRecordJson['outcome']> {
    return (await this.#started.asking.outcome(id)) as RunRecordJson['outcome'];
  }

  /** Takes asked work back. @returns false where it has ended */
  cancelAsked(id: string, reason: string): Promise<boolean> {
    return this.#started.asking.cancel(id, reason);
  }

  /** A stop has begun. */
  stopping(): void {
    this.#engine?.stopping();
  }

  /** A stop is over: what is unfinished goes to other hosts. */
  async stopped(): Promise<void> {
    await this.#engine?.stopped();
  }

  #engineOf(): FarmEngine {
    const { settings } = this.#home;
    return new FarmEngine({
      identity: {
        farm: settings.name,
        hostId: this.#hostId,
        hostName: thisProcess.name,
        pid: thisProcess.pid,
        application: settings.application,
        release: settings.release,
        zones: thisProcess.zones,
        slots: settings.slots,
        plans: settings.plans,
        adopt: () => this.#isAdopting,
      },
      store: this.#store,
      toucher: this.#home.toucher(this.#store, this.#clock.base),
      clock: this.#clock,
      keepSecondsOf: name => this.#keepSecondsOf(name),
      tell: happening => this.#host?.tell(eventOf(this.name, happening)),
      trouble: (what, error) => this.#host?.report(`the farm '${this.name}', ${what},`, error),
    });
  }

  #keepSecondsOf(name: string): number {
    const definition = this.#definitions.get(name);
    return definition === undefined ? 3_600 : keepOf(definition);
  }

  get #started(): { readonly engine: FarmEngine; readonly asking: Asking } {
    const [engine, asking] = [this.#engine, this.#asking];
    if (engine !== undefined && asking !== undefined) return { engine, asking };
    throw new FarmError('the farm has no scheduler yet: start it, as new Scheduler(registry, { farm }).start()');
  }
}
