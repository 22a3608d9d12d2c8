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
} from '../kit.js';
import { refuseSurplus } from '../surplus.js';
import { Adoption } from './adoption.js';
import type { UserDatabase } from './ask-store.js';
import { carryOut } from './carry-out.js';
import type { DeadLetter, DeadQuery, DiscardWhat } from './dead-letter.js';
import { entered, notEntered, WITHIN_MS } from './entry.js';
import type { FarmCheck } from './farm-check.js';
import { FarmClock } from './farm-clock.js';
import { FarmError } from './farm-errors.js';
import { discardedEvent, eventOf } from './farm-event.js';
import type { FarmHome } from './farm-home.js';
import { farmNotes, farmRemarks } from './farm-words.js';
import { isRunBy } from './job-of.js';
import { type OnThisHost, onThisHost } from './on-this-host.js';
import type { Worded } from './refusals.js';
import type { FarmHappening } from './seam.js';
import { SharedJobs } from './shared-jobs.js';

/**
 * The same registry on many hosts: each occurrence runs once, somewhere. A value for `new Scheduler(registry, { farm })`,
 * and for one scheduler only; connecting begins with its start.
 */
export class Farm implements Engine {
  readonly #home: FarmHome;
  readonly #hostId = randomUUID();
  readonly #stores: ReturnType<FarmHome['store']>;
  #clock = new FarmClock(systemClock);
  #here: OnThisHost | undefined;
  #host: EngineHost | undefined;
  readonly #adoption: Adoption;
  readonly #onAttached: (() => void)[] = [];

  /** @internal By `pgBoss(…)` and `pglite(…)`. */
  constructor(home: FarmHome) {
    this.#home = home;
    this.#adoption = new Adoption(home.settings.adopt);
    const tell = (what: FarmHappening) => this.#host?.tell(eventOf(this.name, what));
    this.#stores = home.store(this.#hostId, tell, this.#adoption);
  }

  /** The name that is the farm. */
  get name(): string {
    return this.#home.settings.name;
  }

  /**
   * Resolves when this host is in the farm: connected, joined, with its jobs planned. @throws FarmAwayError where its
   * scheduler is stopped first
   */
  async ready(): Promise<void> {
    if (this.#here === undefined) await new Promise<void>(resolve => this.#onAttached.push(resolve));
    const { engine } = this.#started;
    await engine.entered();
    if (engine.hasLeft) throw notEntered({ what: 'this host is not ready', remedy: 'start another scheduler' }, engine);
  }

  /**
   * Takes over the database that this host finds now, which was copied, restored or moved; until then nothing runs there.
   * Where its address leads elsewhere once more, that is said again.
   */
  adopt(): void {
    this.#adoption.mean();
    this.#here?.engine.tryAgain();
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
   * and after each update. @throws FarmError for what is no name of a role
   */
  sql(role: string): Promise<string> {
    return this.#home.sql(role);
  }

  /** What has failed for good, the oldest first: of one job, or of all; 100 unless `limit` says otherwise. */
  dead(query: DeadQuery = {}): Promise<readonly DeadLetter[]> {
    return this.#inside(({ asking }) => asking.letters.list(query));
  }

  /** Lets dead letters run again under the same ids, with what follows them. @throws FarmError for what is not dead */
  redrive(ids: readonly string[]): Promise<void> {
    return this.#inside(({ asking }) => asking.letters.redrive(ids));
  }

  /** Deletes dead letters; the event `farm` tells of it, and `by` whom. @returns how many */
  async discard(what: DiscardWhat, options: ByOptions = {}): Promise<number> {
    const by = byOf('discard(…)', options);
    const count = await this.#inside(({ asking }) => asking.letters.discard(what));
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
    if (this.#here !== undefined)
      throw new FarmError('a farm is for one scheduler: make another by pgBoss(…) or pglite(…)');
    this.#home.check();
    const jobs = new SharedJobs(this.name, host.definitions(), this.#home.settings.runs);
    this.#host = host;
    this.#here = onThisHost(this.#home, {
      hostId: this.#hostId,
      stores: this.#stores,
      clock: this.#clock,
      adoption: this.#adoption,
      host,
      jobs,
    });
    for (const tell of this.#onAttached.splice(0)) tell();
  }

  /** An occurrence is due here. */
  due(due: Due): void {
    this.#started.engine.due(due);
  }

  /** What a handle was told. Rejects with why it could not be done. */
  command(command: Command): Promise<void> {
    const { store } = this.#stores;
    return this.#inside(({ engine }) => carryOut(command, { engine, store, clock: this.#clock }));
  }

  /** Runs a job by hand, somewhere. */
  async trigger(name: string, data: unknown, terms: TriggerTerms): Promise<RunRecordJson> {
    return await this.#started.asking.trigger(name, data, terms);
  }

  /** Who there is, what runs, and what has ended since. */
  survey(sinceMs?: number): Promise<Survey> {
    return this.#inside(({ engine, reads }) => {
      engine.refresh();
      return reads.survey(sinceMs);
    });
  }

  /** What became of the runs of all hosts, what ended last first. */
  history(query: RunQuery): Promise<readonly RunRecordJson[]> {
    return this.#inside(({ reads }) => reads.history(query));
  }

  /** What became of one run. */
  recordOf(runId: string): Promise<RunRecordJson | undefined> {
    return this.#inside(({ reads }) => reads.recordOf(runId));
  }

  /** How much is asked of a job. */
  askedOf(name: string): Promise<AskedCounts> {
    return this.#inside(({ reads }) => reads.askedOf(name));
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
  cancelAsked(id: string, reason: string, by: string | undefined): Promise<boolean> {
    return this.#inside(({ asking }) => asking.cancel(id, { reason, by }));
  }

  /** As `redrive`, for all of a job. @returns how many */
  redriveAll(name: string): Promise<number> {
    return this.#inside(({ asking }) => asking.letters.redriveAll(name));
  }

  /** A stop has begun. */
  stopping(): void {
    this.#here?.engine.stopping();
  }

  /** A stop is over: what is unfinished goes to other hosts. */
  async stopped(): Promise<void> {
    await this.#here?.engine.stopped();
  }

  #runs({ schedule, tags }: Worded): boolean {
    const { plans, runs } = this.#home.settings;
    return plans && isRunBy(runs, schedule.name, tags);
  }

  /** Does it once this host is in its farm; where it is known why it is not, nobody waits for that. */
  async #inside<Done>(work: (here: OnThisHost) => Promise<Done>): Promise<Done> {
    const here = this.#started;
    const otherwise = { what: 'the farm was not reached', remedy: 'try again' };
    await entered(otherwise, here.engine, here.engine.fault === undefined ? WITHIN_MS : 0);
    return await work(here);
  }

  get #started(): OnThisHost {
    if (this.#here !== undefined) return this.#here;
    throw new FarmError('the farm has no scheduler yet: start it, as new Scheduler(registry, { farm }).start()');
  }
}

refuseSurplus(
  Farm.prototype,
  { ready: 0, adopt: 0, check: 0, sql: 1, dead: 1, redrive: 1, discard: 2 },
  { noun: 'farm', meant: call => (call === 'redrive' ? 'say several ids in a list' : undefined) },
);
