import { randomUUID } from 'node:crypto';
import type { ByOptions, Clock, LintRemark, RunRecordJson, ScheduledSubject } from '../index.js';
import {
  type AskedCounts,
  type AskedRow,
  type AskTerms,
  type AskWork,
  byOf,
  type Command,
  type Due,
  type Engine,
  type EngineHost,
  type JobDefinition,
  type RunQuery,
  type Survey,
  systemClock,
  type TriggerTerms,
  takeData,
} from '../kit.js';
import { Adoption } from './adoption.js';
import type { AskStore, UserDatabase } from './ask-store.js';
import { Asking } from './asking.js';
import { carryOut } from './carry-out.js';
import type { DeadLetter, DeadQuery, DiscardWhat } from './dead-letter.js';
import { engineOf } from './engine-of.js';
import type { FarmCheck } from './farm-check.js';
import { FarmClock } from './farm-clock.js';
import type { FarmEngine } from './farm-engine.js';
import { FarmError } from './farm-errors.js';
import { discardedEvent, eventOf } from './farm-event.js';
import type { FarmHome } from './farm-home.js';
import { farmNotes, farmRemarks } from './farm-words.js';
import { hostOf } from './host-of.js';
import { isRunBy } from './job-of.js';
import { Reads } from './reads.js';
import type { Worded } from './refusals.js';
import type { FarmHappening } from './seam.js';
import { SharedJobs } from './shared-jobs.js';
import type { FarmStore } from './store.js';
import { thisProcess } from './thread/this-process.js';

/**
 * The same registry on many hosts: each occurrence runs once, somewhere. A value for `new Scheduler(registry, { farm })`,
 * and for one scheduler only; connecting begins with its start.
 */
export class Farm implements Engine {
  readonly #home: FarmHome;
  readonly #hostId = randomUUID();
  readonly #store: FarmStore;
  readonly #asks: AskStore;
  readonly #reads: Reads;
  #clock = new FarmClock(systemClock);
  #engine: FarmEngine | undefined;
  #asking: Asking | undefined;
  #host: EngineHost | undefined;
  #jobs = new SharedJobs();
  readonly #adoption: Adoption;
  readonly #onAttached: (() => void)[] = [];

  /** @internal By `pgBoss(…)` and `pglite(…)`. */
  constructor(home: FarmHome) {
    this.#home = home;
    this.#adoption = new Adoption(home.settings.adopt);
    const tell = (what: FarmHappening) => this.#host?.tell(eventOf(this.name, what));
    const { store, asks, reads } = home.store(this.#hostId, tell, () => this.#adoption.isMeant);
    this.#store = store;
    this.#asks = asks;
    this.#reads = new Reads(home.settings.name, reads, () => this.#jobs.names);
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

  /**
   * Takes over the database that this host finds now, which was copied, restored or moved; until then nothing runs there.
   * Where its address leads elsewhere once more, that is said again.
   */
  adopt(): void {
    this.#adoption.mean();
    this.#engine?.tryAgain();
  }

  /**
   * Looks whether this host could join, and what is to be known: does the database answer, how far apart are the clocks, are
   * the schemas there or may they be made, do notices arrive. Joins nothing and changes nothing; never rejects.
   */
  check(): Promise<readonly FarmCheck[]> {
    return this.#home.examine();
  }

  /**
   * The statements that make both schemas and grant their use to `role`, for `migrate: false`: run by one that may, at first
   * and after each update.
   */
  sql(role: string): Promise<string> {
    return this.#home.sql(role);
  }

  /** What has failed for good, the oldest first: of one job, or of all; 100 unless `limit` says otherwise. */
  dead({ name, limit = 100 }: DeadQuery = {}): Promise<readonly DeadLetter[]> {
    return this.#started.asking.letters.list(name, limit);
  }

  /** Lets dead letters run again under the same ids, with what follows them. @throws FarmError for what is not dead */
  redrive(ids: readonly string[]): Promise<void> {
    return this.#started.asking.letters.redrive(ids);
  }

  /** Deletes dead letters; the event `farm` tells of it, and `by` whom. @returns how many */
  async discard(what: DiscardWhat, options: ByOptions = {}): Promise<number> {
    const by = byOf('discard(…)', options);
    const count = await this.#started.asking.letters.discard(what);
    if (count > 0) this.#host?.tell(discardedEvent(count, by));
    return count;
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

  /** What the words of a job mean in this farm, and why it would be refused: for `lint(registry, period, farm)`. */
  remarks(job: ScheduledSubject): readonly LintRemark[] {
    const worded = job as Worded;
    return farmRemarks(worded, this.#runs(worded));
  }

  /** The same in sentences, for who looks at a job. */
  notes(definition: JobDefinition, maxConcurrency: number | undefined): readonly string[] {
    return farmNotes(definition, this.#runs(definition), maxConcurrency);
  }

  /** The scheduler starts. @throws FarmError for what makes no sense in a farm */
  attach(host: EngineHost): void {
    if (this.#engine !== undefined)
      throw new FarmError('a farm is for one scheduler: make another by pgBoss(…) or pglite(…)');
    this.#home.check();
    const jobs = new SharedJobs(host.definitions(), this.#home.settings.runs);
    this.#jobs = jobs;
    this.#host = host;
    const engine = engineOf(this.#home, {
      hostId: this.#hostId,
      store: this.#store,
      clock: this.#clock,
      host,
      adoption: this.#adoption,
      keepSecondsOf: name => jobs.keepSecondsOf(name),
    });
    this.#engine = engine;
    this.#asking = new Asking({
      farm: this.name,
      store: this.#store,
      asks: this.#asks,
      engine,
      clock: this.#clock,
      job: name => jobs.askable(name),
      checkData: (name, data) => takeData(jobs.definition(name) as JobDefinition, data),
      keepSecondsOf: name => jobs.keepSecondsOf(name),
    });
    const taking = { host, name: thisProcess.name, definition: (name: string) => jobs.definition(name) };
    engine.attach(hostOf(taking, jobs.all));
    for (const tell of this.#onAttached.splice(0)) tell();
  }

  /** An occurrence is due here. */
  due(due: Due): void {
    this.#started.engine.due(due);
  }

  /** What a handle was told. Rejects with why it could not be done. */
  command(command: Command): Promise<void> {
    return carryOut(command, { engine: this.#started.engine, store: this.#store, clock: this.#clock });
  }

  /** Runs a job by hand, somewhere. */
  async trigger(name: string, data: unknown, terms: TriggerTerms): Promise<RunRecordJson> {
    return await this.#started.asking.trigger(name, data, terms);
  }

  /** Who there is, what runs, and what has ended since. */
  survey(sinceMs?: number): Promise<Survey> {
    return this.#reads.survey(sinceMs);
  }

  /** What became of the runs of all hosts, what ended last first. */
  history(query: RunQuery): Promise<readonly RunRecordJson[]> {
    return this.#reads.history(query);
  }

  /** What became of one run. */
  recordOf(runId: string): Promise<RunRecordJson | undefined> {
    return this.#reads.recordOf(runId);
  }

  /** How much is asked of a job. */
  askedOf(name: string): Promise<AskedCounts> {
    return this.#reads.askedOf(name);
  }

  /** Stores asked work, all of it or none. */
  enqueue(work: readonly AskWork[], { db, ...terms }: AskTerms): Promise<readonly AskedRow[]> {
    return this.#started.asking.enqueue(work, { ...terms, ...(db !== undefined && { db: db as UserDatabase }) });
  }

  /** How asked work ended. */
  async askedOutcome(id: string): Promise<RunRecordJson['outcome']> {
    return await this.#started.asking.outcome(id);
  }

  /** Takes asked work back. @returns false where it has ended */
  cancelAsked(id: string, reason: string): Promise<boolean> {
    return this.#started.asking.cancel(id, reason);
  }

  /** As `redrive`, for all of a job. @returns how many */
  redriveAll(name: string): Promise<number> {
    return this.#started.asking.letters.redriveAll(name);
  }

  /** A stop has begun. */
  stopping(): void {
    this.#engine?.stopping();
  }

  /** A stop is over: what is unfinished goes to other hosts. */
  async stopped(): Promise<void> {
    await this.#engine?.stopped();
  }

  #runs({ schedule, tags }: Worded): boolean {
    const { plans, runs } = this.#home.settings;
    return plans && isRunBy(runs, schedule.name, tags);
  }

  get #started(): { readonly engine: FarmEngine; readonly asking: Asking } {
    const [engine, asking] = [this.#engine, this.#asking];
    if (engine !== undefined && asking !== undefined) return { engine, asking };
    throw new FarmError('the farm has no scheduler yet: start it, as new Scheduler(registry, { farm }).start()');
  }
}
