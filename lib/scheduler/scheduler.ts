import { SchedulerStoppingError } from '../errors.js';
import { checkOptions, flag } from '../job/arguments.js';
import { checkWork } from '../job/check-work.js';
import type { Work } from '../job/job.js';
import { currentOwner } from '../job/own-context.js';
import { RunScope } from '../job/run-scope.js';
import { type InstantInput, instantMs } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { assemble, type SchedulerParts } from './assemble.js';
import type { Background } from './background.js';
import { beginStopping, inProgress } from './closing.js';
import type { EventName, Listener } from './events.js';
import { Control } from './job-control.js';
import type { JobEntry } from './job-entry.js';
import { emptyStats, type JobStats } from './job-history.js';
import type { JobTable } from './job-table.js';
import type {
  DefinitionSource,
  SchedulerOptions,
  SchedulerPorts,
  ShutdownParticipant,
  SignalSettings,
  StopOptions,
} from './ports.js';
import { ScheduledJob } from './scheduled-job.js';
import { type SchedulerSettings, settingsOf, stopBudgetOf } from './settings.js';
import type { Stopping, StopReport } from './stopping.js';
import { type TimelineItem, timeline } from './timeline.js';
import { tooLittleTime } from './too-little-time.js';
import { whyNot } from './why-not.js';

/** Runs jobs on time, each guarded against itself, and stops them cleanly. Constructing one touches nothing global. */
export class CoreScheduler<Words> {
  /** Fire and forget, waited for by `stop`. */
  readonly background: Background;
  /** Until the start; afterwards it would keep alive what was removed. */
  #source: DefinitionSource | undefined;
  readonly #ports: SchedulerPorts<Words>;
  readonly #settings: SchedulerSettings;
  readonly #jobs: JobTable;
  readonly #parts: SchedulerParts;
  readonly #control: Control<Words>;
  #startedAtMs: number | undefined = undefined;
  #declaredCount = 0;
  #stoppedAtMs: number | undefined = undefined;
  #stopping: Stopping | undefined = undefined;
  #report: Promise<StopReport> | undefined = undefined;
  #unregister: (() => void) | undefined = undefined;

  /** @internal @throws ScheduleError, ScheduleRangeError, InvalidTimeError for an impossible option; DuplicateNameError. */
  constructor(source: DefinitionSource, ports: SchedulerPorts<Words>, options: SchedulerOptions = {}) {
    this.#source = source;
    this.#ports = ports;
    this.#settings = settingsOf(options);
    this.#parts = assemble(ports, this.#settings, options, (task, fate) => this.#stopping?.ended(task, fate));
    this.#jobs = this.#parts.jobs;
    this.#control = new Control({ ...this.#parts, define: ports.define });
    this.background = this.#parts.background;
    this.#takeDeclared();
  }

  /**
   * Begins, with what was declared since the scheduler was made, too; a second call does nothing. An occurrence at this
   * very instant counts. What is due at once starts when the caller is done; a stop before that refuses it, and says so.
   * @throws SchedulerStoppingError after a stop: make another scheduler then.
   */
  start(): this {
    if (this.#report !== undefined) throw new SchedulerStoppingError('start()');
    if (this.#startedAtMs !== undefined) return this;
    this.#takeDeclared();
    this.#source = undefined;
    this.#startedAtMs = this.#parts.clock.now();
    const definitions = [...this.#jobs.entries].map(({ definition }) => definition);
    for (const message of tooLittleTime(definitions, this.#startedAtMs)) this.#parts.voice.warn(message);
    this.#parts.dispatcher.agenda.run(this.#startedAtMs);
    const { signals } = this.#settings;
    if (signals !== undefined) this.#unregister = this.#ports.shutdown?.register(this.#participant(signals));
    return this;
  }

  /**
   * Stops: nothing new starts, what runs may finish for `drain` and is then cancelled, for `cancel` at most; what still
   * runs is abandoned. Every call gives the same promise, and the first call's options count. May be called before the
   * start, and from inside a job, which is not waited for. Never rejects for a job's error.
   * @throws InvalidTimeError if an option is no duration, ScheduleError for an unknown one.
   */
  stop(options: StopOptions = {}): Promise<StopReport> {
    const report = this.#report ?? this.#stop(options);
    const owner = currentOwner();
    if (owner !== undefined) this.#excuse(owner instanceof RunScope ? owner.run : owner);
    return report;
  }

  /** Stops, so that `await using scheduler = …` does at the end of its block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /**
   * Adds a job; nothing fires at once but what `toRunNow()` asks for. With `replace`, a job of that name gets the new
   * work and schedule in its place: its run in progress goes on, its history stays, and nothing fires at once.
   * @throws DuplicateNameError, SchedulerStoppingError once a stop has begun, ScheduleError and its like.
   */
  add(work: Work, words?: Words, options: { readonly replace?: boolean } = {}): ScheduledJob<Words> {
    checkWork(work, 'add');
    checkOptions('add(…)', options, ['replace']);
    const isReplacing = flag(options.replace, false, 'replace');
    const definition = this.#ports.define(work, words, undefined);
    const present = this.#jobs.get(definition.schedule.name);
    if (present === undefined || !isReplacing) return this.#handleOf(this.#control.add(definition));
    this.#control.redefine(present, definition);
    return this.#handleOf(present);
  }

  /** Takes a job out; its run in progress goes on. @returns whether there was one. */
  remove(name: string): boolean {
    const entry = this.#jobs.get(name);
    return entry !== undefined && this.#control.remove(entry);
  }

  /** The job of this name, always by the same handle; `undefined` where there is none. */
  get(name: string): ScheduledJob<Words> | undefined {
    const entry = this.#jobs.get(name);
    return entry && this.#handleOf(entry);
  }

  /** Every job, in the order in which they came. */
  get jobs(): readonly ScheduledJob<Words>[] {
    return [...this.#jobs.entries].map(entry => this.#handleOf(entry));
  }

  /**
   * Calls the listener at each event of the name. @returns a function that takes it off again.
   * @throws ScheduleError if there is no such event, or the listener is no function.
   */
  on<E extends EventName>(name: E, listener: Listener<E>): () => void {
    return this.#parts.events.on(name, listener);
  }

  /** As `on`, for the next event only. */
  once<E extends EventName>(name: E, listener: Listener<E>): () => void {
    return this.#parts.events.once(name, listener);
  }

  /** Takes the listener off; one that is not on changes nothing. */
  off<E extends EventName>(name: E, listener: Listener<E>): void {
    this.#parts.events.off(name, listener);
  }

  /** Says in one sentence why a job did not run at an instant, or that it did. @throws InvalidTimeError */
  whyNot(name: string, instant: InstantInput): string {
    const entry = this.#jobs.get(name);
    if (entry === undefined) return `there is no job named '${name}'.`;
    const atMs = instantMs(instant, zoneOf(entry.definition.schedule.zone), 'the instant');
    const { clock, dispatcher } = this.#parts;
    return whyNot(entry, atMs, {
      nowMs: clock.now(),
      nextMs: dispatcher.agenda.nextOccurrence(entry),
      startedAtMs: this.#startedAtMs,
      stoppedAtMs: this.#stoppedAtMs,
    });
  }

  /** What the jobs did, do and will do in [from, to), in order of time; text without an offset is UTC. @throws InvalidTimeError */
  timeline(from: InstantInput, to: InstantInput): readonly TimelineItem[] {
    const [fromMs, toMs] = [instantMs(from, zoneOf('UTC'), 'from'), instantMs(to, zoneOf('UTC'), 'to')];
    const { agenda } = this.#parts.dispatcher;
    return timeline(this.#jobs.entries, fromMs, toMs, entry => agenda.nextOccurrence(entry));
  }

  /** The counters of every job. */
  stats(): readonly JobStats[] {
    return [...this.#jobs.entries].map(({ name, history }) => history?.stats(name) ?? emptyStats(name));
  }

  #excuse(task: object): void {
    this.#stopping?.excuse(task);
    this.#parts.background.excuse(task);
  }

  #stop(options: StopOptions): Promise<StopReport> {
    const budget = stopBudgetOf(options, this.#settings.stop);
    let settle: (report: StopReport) => void = () => {};
    this.#report = new Promise(resolve => {
      settle = resolve;
    });
    this.#stoppedAtMs = this.#parts.clock.now();
    this.#stopping = beginStopping(this.#parts, budget);
    this.#parts.events.emit('stopping', { pending: this.#stopping.pending });
    void this.#stopping.report.then(report => {
      this.#unregister?.();
      this.#parts.events.emit('stopped', report);
      settle(report);
    });
    return this.#report;
  }

  /** Takes the jobs of the source that were declared since it was asked last. */
  #takeDeclared(): void {
    const definitions = this.#source?.definitions() ?? [];
    for (const definition of definitions.slice(this.#declaredCount)) this.#jobs.add(definition);
    this.#declaredCount = definitions.length;
  }

  #participant(signals: SignalSettings): ShutdownParticipant {
    return {
      ...signals,
      label: this.#settings.name,
      pending: () => [...inProgress(this.#jobs, this.#parts.background).values()],
      stop: () => this.stop(),
      cancelNow: () => this.#stopping?.cancelNow(),
    };
  }

  #handleOf(entry: JobEntry): ScheduledJob<Words> {
    entry.handle ??= new ScheduledJob(entry, this.#control);
    return entry.handle as ScheduledJob<Words>;
  }
}
