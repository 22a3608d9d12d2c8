import type { DateTime } from 'luxon';
import type { When } from '../grammar/words.js';
import { checkWork } from '../job/check-work.js';
import type { Work } from '../job/job.js';
import { type ByOptions, byOf } from '../job/said.js';
import { belongFromHere } from '../run/own-context.js';
import type { InstantInput } from '../time/instant.js';
import { addTermsOf } from './add-terms.js';
import type { Asked, AskedJob, Asking, EnqueueItem, EnqueueOptions, EnqueueWhere } from './asked.js';
import { type Assembly, assemble, type Registries } from './assembly.js';
import type { Background } from './background.js';
import { checkCallsOfSchedulers } from './calls.js';
import type { Engine } from './engine.js';
import type { EventName, Listener } from './events.js';
import type { RunExplanation } from './explanation.js';
import type { SchedulerHealth } from './health.js';
import type { JobEntry } from './job-entry.js';
import type { JobStats } from './job-history.js';
import { jobMeant, nameMeant } from './job-meant.js';
import { type PauseOptions, pauseSaid } from './job-view.js';
import type { SchedulerState } from './lifecycle.js';
import type { AddOptions, SchedulerOptions, StopOptions, TimelineOptions } from './options.js';
import type { Participant, ServerParticipant, WebServer } from './participant.js';
import type { DefinitionSource, World } from './ports.js';
import { ScheduledJob } from './scheduled-job.js';
import { stopBudgetOf } from './settings.js';
import { sharedScheduler } from './shared-scheduler.js';
import type { StopReport } from './stopping.js';
import type { TimelineItem } from './timeline.js';
import { hostWorld, worldOf } from './world.js';

/**
 * Runs the jobs of a registry on time, each guarded against itself, and stops them cleanly, also when the process is
 * asked to end. Constructing one touches nothing global.
 *
 *     const scheduler = new Scheduler(new Jobs()).start();
 */
export class Scheduler {
  /** Fire and forget, waited for by `stop`. */
  readonly background: Background;
  /** Shares its jobs with other hosts, as it was given; `undefined` without one. */
  readonly farm: Engine | undefined;
  readonly #its: Assembly;

  /**
   * @param registry where its jobs are declared, or several; the first gives the zone and lane of those added later
   * @throws ScheduleError and its like for what a registry or an option says wrong; DuplicateNameError
   */
  constructor(registry?: DefinitionSource | readonly DefinitionSource[], options?: SchedulerOptions);
  /** @internal In a world of its own. */
  constructor(registry: Registries | undefined, options: SchedulerOptions, world: World);
  constructor(registry?: Registries, options: SchedulerOptions = {}, ...world: readonly unknown[]) {
    this.#its = assemble(registry, options, worldOf(world));
    this.background = this.#its.parts.background;
    this.farm = options.farm;
    this.#takeDeclared();
  }

  /**
   * The scheduler of this name in this process, until it begins to stop: what `make` gives to who asks first. For tools that
   * load a module twice, as `next dev`, hot reload, and import beside require do. @throws ScheduleError for another argument
   */
  static shared(name: string, make: () => Scheduler): Scheduler;
  static shared(name: string, make: () => Scheduler, ...surplus: readonly unknown[]): Scheduler {
    return sharedScheduler(hostWorld().shared, name, make, surplus);
  }

  /** Its name in messages and pages. */
  get name(): string {
    return this.#its.settings.name;
  }

  /** How far it is. */
  get state(): SchedulerState {
    return this.#its.lifecycle.state;
  }

  /** What its clock shows, in epoch milliseconds. */
  now(): number {
    return this.#its.parts.commands.now();
  }

  /** When it was started, in UTC; `undefined` before. */
  get startedAt(): DateTime | undefined {
    return this.#its.lifecycle.startedAt;
  }

  /**
   * Begins, with what was declared since the scheduler was made, too; a second call does nothing. An occurrence at this
   * very instant counts. What is due at once starts when the caller is done; a stop before that refuses it, and says so.
   * What is declared in its registries from now on is refused. @throws SchedulerStoppingError after a stop: make another.
   */
  start(): this {
    this.#its.lifecycle.start(this.#its.parts, () => {
      this.#takeDeclared();
      this.#its.sources.seal();
    });
    return this;
  }

  /**
   * Stops: nothing new starts, what runs may finish for `drain` and is then cancelled, for `cancel` at most; what still
   * runs is abandoned. There is one stop, and the first call's options count. May be called before the start, and from
   * inside a job: the promise that such a call gets does not wait for that job, nor for those that wait for it through
   * `trigger`. Everybody else's does. Never rejects for a job's error. @throws InvalidTimeError, ScheduleError for an option
   */
  stop(options: StopOptions = {}): Promise<StopReport> {
    return this.#its.lifecycle.stop(this.#its.parts, stopBudgetOf(options, this.#its.settings.stop));
  }

  /** Stops, so that `await using scheduler = …` does at the end of its block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /**
   * Has something take part in the stop of this scheduler: it is halted when the stop begins, cancelled when the drain is
   * over, and waited for. One that joins after that is halted at once, and not waited for.
   * @returns a function that takes it off again @throws ScheduleError for what is no participant, or is one of 10,001
   */
  join(participant: Participant): () => void {
    return this.#its.parts.participants.join(participant);
  }

  /**
   * Has a web server take part in the stop: it takes no more connections, answers what was asked, and is cut off when the
   * drain is over. Best called before it listens. @returns as `join` @throws ScheduleError for what is no such server
   */
  joinServer(server: WebServer, name?: string): () => void {
    // Who stops the scheduler while it handles a request must not wait for the server, which waits for the answer.
    const its: ServerParticipant = hostWorld().serverParticipant(server, name, () => belongFromHere(its));
    return this.#its.parts.participants.join(its, () => its.leave());
  }

  /**
   * Adds a job; nothing fires at once but what `toRunNow()` asks for. One whose schedule is over leaves when its last run
   * has ended, unless `keep` is said; one for a moment that has passed is recorded as missed, and leaves.
   * @throws DuplicateNameError, SchedulerStoppingError once a stop has begun, ScheduleError and its like.
   */
  add(work: Work, when?: When, options: AddOptions = {}): ScheduledJob {
    checkWork(work, 'add');
    const terms = addTermsOf(options);
    const { jobs, commands } = this.#its.parts;
    const definition = this.#its.sources.defineIn(options.registry, work, when, jobs.freeNames);
    return this.#handleOf(commands.add(definition, terms));
  }

  /** Takes a job out, by name or handle; its run in progress goes on. @returns whether it was there. @throws ScheduleError */
  remove(job: string | ScheduledJob, options: ByOptions = {}): boolean {
    return jobMeant('remove', this, job)?.remove(options) ?? false;
  }

  /** The job of this name, always by the same handle; `undefined` where there is none. @throws ScheduleError */
  get(name: string): ScheduledJob | undefined {
    const entry = this.#its.parts.jobs.get(nameMeant('get', name));
    return entry && this.#handleOf(entry);
  }

  /** Every job, in the order in which they came. */
  get jobs(): readonly ScheduledJob[] {
    return [...this.#its.parts.jobs.entries].map(entry => this.#handleOf(entry));
  }

  /** Pauses every job that is not paused for as long already. @returns how many. @throws as `pause` of a job does */
  pauseAll(reason: unknown = 'it was paused', options: PauseOptions = {}): number {
    return this.#its.parts.commands.pauseAll(zone => pauseSaid('pause of all jobs', zone, reason, options));
  }

  /** Resumes every job that is paused. @returns how many. @throws ScheduleError for an unknown option */
  resumeAll(options: ByOptions = {}): number {
    return this.#its.parts.commands.resumeAll(byOf('resumeAll(…)', options));
  }

  /**
   * Asks for a run of a job that must not be lost: it is stored in the farm, and run by one of its hosts. Written at the
   * end of this turn, with what `andThen` adds to it. @param data what JSON can say, at most 256 kB
   * @throws SchedulerError without a farm, since nothing is durable in memory; rejects with FarmAwayError, and FarmError
   */
  enqueue(job: AskedJob, data?: unknown, options: EnqueueOptions = {}): Asking {
    return this.#its.asker.enqueue(job, data, options);
  }

  /** As `enqueue`, for many at once: all are stored, or none. */
  enqueueAll(job: AskedJob, items: readonly EnqueueItem[], options: EnqueueWhere = {}): Promise<readonly Asked[]> {
    return this.#its.asker.enqueueAll(job, items, options);
  }

  /** What was asked for, by its id, also after a restart. */
  asked(id: string): Asked {
    return this.#its.asker.asked(id);
  }

  /**
   * Calls the listener at each event of the name; `any` hears all, in order. @returns a function that takes it off again
   * @throws ScheduleError if there is no such event, or the listener is no function
   */
  on<E extends EventName>(name: E, listener: Listener<E>): () => void {
    return this.#its.parts.events.on(name, listener);
  }

  /** As `on`, for the next event only. */
  once<E extends EventName>(name: E, listener: Listener<E>): () => void {
    return this.#its.parts.events.once(name, listener);
  }

  /** Takes the listener off, where it was put on last; one that is not on changes nothing. */
  off<E extends EventName>(name: E, listener: Listener<E>): void {
    this.#its.parts.events.off(name, listener);
  }

  /** Says in one sentence why a job did not run at an instant, or that it did. @throws InvalidTimeError, ScheduleError */
  whyNot(name: string, instant: InstantInput): string {
    return this.#its.inquiry.explain('whyNot', name, instant).text;
  }

  /** The same as data, with the run that it is about. @throws InvalidTimeError, ScheduleError */
  explainRun(name: string, instant: InstantInput): RunExplanation {
    return this.#its.inquiry.explain('explainRun', name, instant);
  }

  /** What the jobs did, do and will do in [from, to), in order of time; text without an offset is UTC. @throws InvalidTimeError */
  timeline(from: InstantInput, to: InstantInput, options: TimelineOptions = {}): readonly TimelineItem[] {
    return this.#its.inquiry.timeline(from, to, options);
  }

  /** The counters of every job. */
  stats(): readonly JobStats[] {
    return this.#its.inquiry.stats();
  }

  /** How well it keeps up: lateness over all runs, the delay of the event loop, and what is overdue. */
  health(): SchedulerHealth {
    return this.#its.inquiry.health();
  }

  /** Takes the jobs that were declared since it was done last. */
  #takeDeclared(): void {
    const { sources, parts } = this.#its;
    for (const definition of sources.takeDeclared(name => parts.jobs.has(name))) parts.roster.declare(definition);
  }

  #handleOf(entry: JobEntry): ScheduledJob {
    entry.handle ??= new ScheduledJob(entry, this.#its.parts.commands);
    return entry.handle as ScheduledJob;
  }
}

checkCallsOfSchedulers(Scheduler.prototype);
