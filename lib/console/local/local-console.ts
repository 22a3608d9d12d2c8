import type { Command, Reply } from '../action.js';
import type {
  ActivityQuery,
  Change,
  Console,
  Health,
  JobNumbers,
  JobsPage,
  JobsQuery,
  RunsPage,
  RunsQuery,
  Sees,
  TimelineQuery,
} from '../console.js';
import type { Act, HostView, Problem, Why } from '../findings.js';
import type { JobDetail } from '../job-detail.js';
import type { Overview } from '../overview.js';
import type { Place } from '../place.js';
import type { Row } from '../row.js';
import type { RunDetail } from '../run-view.js';
import type { TimelineView } from '../timeline-view.js';
import { ActivityLog } from './activity-log.js';
import { Deeds } from './deeds.js';
import { findRun } from './find-run.js';
import { jobDetail } from './job-detail-of.js';
import { jobsPage } from './jobs-page.js';
import { Marks } from './marks.js';
import { type Near, nearPath } from './near-path.js';
import { numbersOf } from './numbers-of.js';
import { overviewOf } from './overview-of.js';
import { OwnDoings } from './own-doings.js';
import { problemsOf } from './problems-of.js';
import { Projection } from './projection.js';
import { rowOf } from './row-of.js';
import { progressDetail, recordDetail } from './run-of.js';
import { runsPage } from './runs-page.js';
import type { Subject, SubjectRecord } from './subject.js';
import { timelineOf } from './timeline-of.js';
import type { Tracked } from './tracked.js';
import { Watchers } from './watchers.js';
import { Witness } from './witness.js';

/** A console over the scheduler of this process. */
export class LocalConsole implements Console {
  readonly isFarm = false;
  readonly epoch: string;
  readonly #subject: Subject;
  readonly #place: Place;
  readonly #near: Near;
  readonly #projection: Projection;
  readonly #activity = new ActivityLog();
  readonly #marks: Marks;
  readonly #deeds: Deeds;
  readonly #witness: Witness;
  readonly #watchers = new Watchers();

  /** @param epoch changes with each console, so that nobody takes one process's revisions for another's */
  constructor(subject: Subject, place: Place, epoch: string) {
    this.#subject = subject;
    this.#place = place;
    this.#near = nearPath(place.folder);
    this.epoch = epoch;
    this.#marks = new Marks(`${subject.name}, carillon ${place.version}`);
    this.#projection = new Projection(subject, this.#marks, this.#watchers, record => this.#witness.ended(record));
    this.#watchers.add(({ kind }) => kind === 'state' && this.#projection.touchSeen());
    const own = new OwnDoings();
    this.#deeds = new Deeds(subject, (act, result) => this.#log(act, result), own);
    this.#witness = new Witness(subject, this.#activity, this.#marks, own, this.#watchers);
  }

  get name(): string {
    return this.#subject.name;
  }

  revision(): number {
    this.#witness.look();
    this.#projection.sweep(this.now());
    return this.#projection.observed();
  }

  now(): number {
    return this.#subject.now();
  }

  has(name: string): boolean {
    return this.#projection.jobs.has(name);
  }

  names(): readonly string[] {
    return [...this.#projection.jobs.keys()];
  }

  overview(sees?: Sees): Overview {
    const [jobs, nowMs] = [this.#jobs(sees), this.now()];
    return overviewOf({
      jobs,
      subject: this.#subject,
      place: this.#place,
      stop: this.#witness.stop,
      projection: this.#projection,
      problems: this.problems(sees).length,
      nowMs,
      sees,
    });
  }

  jobs(query: JobsQuery): JobsPage {
    this.#projection.observed();
    return jobsPage(this.#projection.jobs.values(), query);
  }

  rows(names: readonly string[]): readonly Row[] {
    this.#projection.observed();
    return this.#named(names).map(rowOf);
  }

  changed(since: number): ReadonlySet<string> | undefined {
    return this.#projection.changed(since);
  }

  missed(since: number): ReadonlySet<string> | undefined {
    return this.changed(since);
  }

  job(name: string): JobDetail<unknown> | undefined {
    this.#projection.observed();
    const of = this.#projection.jobs.get(name);
    return of && jobDetail(of, this.now(), this.#near);
  }

  runs(query: RunsQuery): RunsPage {
    return runsPage(this.#projection.jobs.values(), query);
  }

  run(id: string): RunDetail<unknown> | undefined {
    const found = findRun(this.#projection.jobs.values(), id);
    if (found === undefined) return undefined;
    if ('record' in found) return this.detailOf(found.record);
    return progressDetail(found.run, this.now(), this.#projection.retries);
  }

  /** A record in full, also one that is not kept here. */
  detailOf(record: SubjectRecord): RunDetail<unknown> {
    return recordDetail(record, this.#projection.retries, this.#near);
  }

  timeline(query: TimelineQuery): TimelineView {
    const { jobs, sees } = query;
    const asked = jobs === undefined ? this.#jobs(sees) : this.#named(jobs);
    const since = this.#subject.startedAt?.toMillis();
    return timelineOf(asked, this.#marks, this.now(), since, query);
  }

  why(name: string, at: number): Why {
    const { runId, ...why } = this.#subject.explainRun(name, at);
    return { ...why, ...(runId !== undefined && { run: runId }) };
  }

  problems(sees?: Sees): readonly Problem[] {
    const { jobs } = this.#projection;
    return problemsOf(jobs.values(), this.#marks, this.#subject.beyond, this.now(), sees);
  }

  activity(query: ActivityQuery): readonly Act[] {
    this.#witness.look();
    return this.#activity.list(query);
  }

  hosts(sees?: Sees): readonly HostView[] {
    const { host, pid, version } = this.#place;
    const since = this.#subject.startedAt?.toMillis();
    const running = this.#jobs(sees).reduce((sum, { job }) => sum + job.running.length, 0);
    const blocked = this.#marks.recent(this.now()).filter(({ kind }) => kind === 'blocked');
    return [
      {
        name: host,
        pid,
        version,
        ...(since !== undefined && { since }),
        state: this.#subject.state === 'stopped' ? 'gone' : 'alive',
        running,
        loopMs: Math.max(0, ...blocked.map(({ byMs }) => Math.round(byMs))),
      },
    ];
  }

  health(): Health {
    const { state } = this.#subject;
    return { ok: state === 'new' || state === 'running', state };
  }

  metrics(sees?: Sees): readonly JobNumbers[] {
    return this.#jobs(sees).map(numbersOf);
  }

  async do(command: Command): Promise<Reply> {
    const reply = await this.#deeds.do(command);
    // A scheduler doesn't say that a run was cancelled before it has ended.
    this.#projection.touchNamed(command.job ?? '');
    return reply;
  }

  note(refused: Omit<Act, 'id' | 'at' | 'ok'>): void {
    this.#log({ ...refused, ok: false });
  }

  watch(listener: (change: Change) => void): () => void {
    return this.#watchers.add(listener);
  }

  close(): void {
    this.#projection.close();
    this.#witness.close();
    this.#watchers.clear();
  }

  #jobs(sees: Sees | undefined): readonly Tracked[] {
    const all = [...this.#projection.jobs.values()];
    return sees === undefined ? all : all.filter(({ name }) => sees(name));
  }

  #named(names: readonly string[]): readonly Tracked[] {
    return names.map(name => this.#projection.jobs.get(name)).filter(of => of !== undefined);
  }

  #log(act: Omit<Act, 'id' | 'at'>, result?: Promise<string>): void {
    this.#witness.look();
    const added = this.#activity.add({ at: this.now(), ...act });
    this.#watchers.tell({ kind: 'act', act: added });
    void result?.then(text => {
      const ended = this.#activity.came(added.id, text);
      if (ended !== undefined) this.#watchers.tell({ kind: 'act', act: ended });
    });
  }
}
