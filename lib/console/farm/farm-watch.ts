import type { Alarm, RunProgressJson, Scheduler } from '../../index.js';
import {
  afterDelay,
  type Engine,
  type FarmEvent,
  type RunQuery,
  type Survey,
  type Surveyor,
  systemClock,
} from '../../kit.js';
import type { RunsQuery, Sees } from '../console.js';
import type { HostView, Problem } from '../findings.js';
import type { JobDetail } from '../job-detail.js';
import type { Beyond, SubjectJob, SubjectRecord } from '../local/subject.js';
import { FarmProblems } from './farm-problems.js';
import { hostViews } from './host-views.js';
import type { SharedJob } from './shared-job.js';
import { storedRecord } from './stored-record.js';

/** What is known is fresh for so long. */
const FRESH_MS = 1_500;

/** Who has looked is taken to look on for so long: a page that is open asks several times a second. */
const LOOKS_FOR_MS = 3_000;

/** From what was known so long ago the farm is not followed: what ended last is asked for anew. */
const FOLLOWS_FOR_MS = 60_000;

/** What ended here is in the farm a moment later. */
const SETTLES_MS = 150;

/** Nobody waits longer for a farm that does not answer: what is known is told. */
const ANSWERS_WITHIN_MS = 2_000;

/** How long a host takes at most to learn of what was done to a job, while its database is there. */
const LEARNS_WITHIN_MS = 3_000;

/** What is wanted of a farm. */
export type Watched = Surveyor & Pick<Engine, 'redriveAll'>;

/** Asks a farm what happens on all its hosts, no more often than somebody wants to know. */
export class FarmWatch implements Beyond {
  readonly #scheduler: Scheduler;
  readonly #farm: Watched;
  readonly #shared: (name: string) => SharedJob | undefined;
  readonly #problems: FarmProblems;
  readonly #off: () => void;
  readonly #onChanged = new Set<(job: string) => void>();
  readonly #onEnded = new Set<(record: SubjectRecord) => void>();
  #survey: Survey | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  /** When somebody last wanted to know anything. */
  #lookedMs = Number.NEGATIVE_INFINITY;
  #endedHere: Alarm | undefined;

  constructor(scheduler: Scheduler, farm: Watched, shared: (name: string) => SharedJob | undefined) {
    this.#scheduler = scheduler;
    this.#farm = farm;
    this.#shared = shared;
    this.#problems = new FarmProblems(() => scheduler.now());
    // Not as one who listens to `farm` alone: of that the scheduler would take it that the application was told.
    this.#off = scheduler.on('any', ({ name, event }) => {
      if (name === 'farm') this.#heard(event);
    });
  }

  fresh(than?: 'now'): Promise<void> {
    this.#lookedMs = systemClock.monotonic();
    const isFresh = systemClock.monotonic() - this.#askedMs < FRESH_MS && this.#asking === undefined;
    if (than === 'now') return within(this.#anew(), ANSWERS_WITHIN_MS);
    return isFresh ? Promise.resolve() : within(this.#ask(), ANSWERS_WITHIN_MS);
  }

  look(): void {
    void this.fresh();
  }

  /** Something has ended here: the farm knows it in a moment, and whoever looks is to know it then. */
  endedHere(): void {
    if (systemClock.monotonic() - this.#lookedMs > LOOKS_FOR_MS) return;
    this.#endedHere ??= afterDelay(
      systemClock,
      SETTLES_MS,
      () => {
        this.#endedHere = undefined;
        void this.#ask();
      },
      { keepAlive: false },
    );
  }

  async hasLearned(names: readonly string[], isSo: (job: SubjectJob) => boolean): Promise<boolean> {
    const isDone = () =>
      names.every(name => {
        const job = this.#shared(name);
        return job === undefined || isSo(job);
      });
    if (isDone()) return true;
    let off: readonly (() => void)[] = [];
    const learned = new Promise<void>(resolve => {
      const hear = () => {
        if (isDone()) resolve();
      };
      off = [this.#scheduler.on('paused', hear), this.#scheduler.on('resumed', hear)];
    });
    await within(learned, LEARNS_WITHIN_MS);
    for (const one of off) one();
    return isDone();
  }

  onChanged(listener: (job: string) => void): () => void {
    this.#onChanged.add(listener);
    return () => void this.#onChanged.delete(listener);
  }

  onEnded(listener: (record: SubjectRecord) => void): () => void {
    this.#onEnded.add(listener);
    return () => void this.#onEnded.delete(listener);
  }

  hosts(sees?: Sees): readonly HostView[] {
    return this.#survey === undefined ? [] : hostViews(this.#survey, sees);
  }

  problems(): readonly Problem[] {
    return this.#problems.all;
  }

  runs({ job, outcome, before, limit }: RunsQuery): Promise<readonly SubjectRecord[]> | undefined {
    if (job === undefined || this.#shared(job) === undefined) return undefined;
    const query: RunQuery = {
      job,
      limit,
      ...(outcome !== undefined && { outcome }),
      ...(before !== undefined && { before }),
    };
    return this.#farm.history(query).then(records => records.map(json => storedRecord(json, true)));
  }

  async run(id: string): Promise<SubjectRecord | undefined> {
    const json = await this.#farm.recordOf(id).catch(() => undefined);
    return json && storedRecord(json, true);
  }

  async asked(name: string): Promise<JobDetail['asked']> {
    if (this.#shared(name) === undefined) return undefined;
    const counts = await this.#farm.askedOf(name).catch(() => undefined);
    if (counts === undefined) return undefined;
    const { waiting, oldestMs, dead } = counts;
    const isAskedFor = this.#shared(name)?.schedule.plan.when.kind === 'asked';
    if (!isAskedFor && waiting === 0 && dead === 0) return undefined;
    return { waiting, ...(oldestMs !== undefined && { oldest: Math.round(oldestMs) }), dead };
  }

  /** Also of a job that this process runs for itself: then there is nothing. */
  async redrive(name: string): Promise<number> {
    return this.#shared(name) === undefined ? 0 : this.#farm.redriveAll(name);
  }

  close(): void {
    this.#off();
    this.#endedHere?.cancel();
  }

  #heard(event: FarmEvent): void {
    this.#problems.heard(event);
    if (event.kind === 'connected' || event.kind === 'back') this.look();
  }

  #ask(): Promise<void> {
    const isFollowed = systemClock.monotonic() - this.#askedMs < FOLLOWS_FOR_MS;
    this.#asking ??= this.#farm
      .survey(isFollowed ? this.#survey?.atMs : undefined)
      .then(survey => this.#learn(survey))
      // A farm that is away says so itself; what was known stays.
      .catch(() => {})
      .finally(() => {
        this.#asking = undefined;
        this.#askedMs = systemClock.monotonic();
      });
    return this.#asking;
  }

  /** What is being told may be from before. */
  async #anew(): Promise<void> {
    await this.#asking;
    await this.#ask();
  }

  #learn(survey: Survey): void {
    this.#survey = survey;
    for (const json of survey.ended) {
      const job = this.#shared(json.jobName);
      const record = storedRecord(json, job?.ranHere(json.runId) === false);
      if (job?.ended(record) === true) for (const tell of this.#onEnded) tell(record);
    }
    const byJob = new Map<string, RunProgressJson[]>();
    for (const run of survey.runs) byJob.set(run.jobName, [...(byJob.get(run.jobName) ?? []), run]);
    for (const { name } of this.#scheduler.jobs) {
      const hasChanged = this.#shared(name)?.inProgress(byJob.get(name) ?? []) ?? false;
      if (hasChanged) for (const tell of this.#onChanged) tell(name);
    }
  }
}

/** Resolves when the promise does, or after so long. */
function within(promise: Promise<void>, delayMs: number): Promise<void> {
  return new Promise(resolve => {
    const alarm = afterDelay(systemClock, delayMs, resolve, { keepAlive: false });
    void promise.then(() => {
      alarm.cancel();
      resolve();
    });
  });
}
