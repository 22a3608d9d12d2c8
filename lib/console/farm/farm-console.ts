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
import type { LocalConsole } from '../local/local-console.js';
import { runOf } from '../local/run-of.js';
import type { Beyond } from '../local/subject.js';
import type { Overview } from '../overview.js';
import type { Row } from '../row.js';
import type { RunDetail } from '../run-view.js';
import type { TimelineView } from '../timeline-view.js';

/** What one host has told another may learn so much later. */
const LEARNT_WITHIN_MS = 5_000;

/** The runs of the first page of a job. */
const RUNS = 50;

/**
 * A console over a farm: that of this process, which sees what the farm tells as if it happened here, and waits with each
 * answer until that is no older than a moment. What is older than it keeps is asked of the farm itself.
 */
export class FarmConsole implements Console {
  readonly isFarm = true;
  readonly #here: LocalConsole;
  readonly #beyond: Beyond;

  constructor(here: LocalConsole, beyond: Beyond) {
    this.#here = here;
    this.#beyond = beyond;
  }

  get name(): string {
    return this.#here.name;
  }

  /** A page has one farm; which host answers it is all the same. */
  get epoch(): string {
    return 'farm';
  }

  revision(): number {
    this.#beyond.look();
    return this.#here.revision();
  }

  now(): number {
    return this.#here.now();
  }

  has(name: string): boolean {
    return this.#here.has(name);
  }

  names(): readonly string[] {
    return this.#here.names();
  }

  overview(sees?: Sees): Promise<Overview> {
    return this.#fresh(() => this.#here.overview(sees));
  }

  jobs(query: JobsQuery): Promise<JobsPage> {
    return this.#fresh(() => this.#here.jobs(query));
  }

  rows(names: readonly string[]): readonly Row[] {
    return this.#here.rows(names);
  }

  changed(since: number): ReadonlySet<string> | undefined {
    return this.#here.changed(since);
  }

  missed(since: number): ReadonlySet<string> | undefined {
    return this.#here.changed(Math.min(since, this.#here.revision()) - LEARNT_WITHIN_MS);
  }

  /** With the runs that the farm has of it and what is asked of it there; without these while the farm is away. */
  async job(name: string): Promise<JobDetail<unknown> | undefined> {
    const detail = await this.#fresh(() => this.#here.job(name));
    if (detail === undefined) return undefined;
    const page = await this.#runs({ job: name, limit: RUNS })?.catch(() => undefined);
    const asked = await this.#beyond.asked(name);
    const { runs, after, ...rest } = detail;
    const shown = page ?? { runs, ...(after !== undefined && { after }) };
    return { ...rest, ...shown, ...(asked !== undefined && { asked }) };
  }

  runs(query: RunsQuery): Promise<RunsPage> {
    return this.#runs(query) ?? this.#fresh(() => this.#here.runs(query));
  }

  async run(id: string): Promise<RunDetail<unknown> | undefined> {
    const found = await this.#fresh(() => this.#here.run(id));
    if (found !== undefined) return found;
    const record = await this.#beyond.run(id);
    return record && this.#here.detailOf(record);
  }

  /** The farm was there before this process. */
  timeline(query: TimelineQuery): Promise<TimelineView> {
    return this.#fresh(() => {
      const { since: _, ...view } = this.#here.timeline(query);
      return view;
    });
  }

  why(job: string, at: number): Promise<Why> {
    return this.#fresh(() => this.#here.why(job, at));
  }

  problems(sees?: Sees): Promise<readonly Problem[]> {
    return this.#fresh(() => this.#here.problems(sees));
  }

  activity(query: ActivityQuery): readonly Act[] {
    return this.#here.activity(query);
  }

  /** Of this host more is known than the farm knows: how long its event loop was held. */
  hosts(sees?: Sees): Promise<readonly HostView[]> {
    return this.#fresh(() => {
      const here = this.#here.hosts(sees);
      const all = this.#beyond.hosts(sees);
      const more = ({ name, pid }: HostView) => here.find(host => host.name === name && host.pid === pid);
      return all.length === 0 ? here : all.map(host => ({ ...more(host), ...host }));
    });
  }

  health(): Health {
    return this.#here.health();
  }

  metrics(sees?: Sees): readonly JobNumbers[] {
    return this.#here.metrics(sees);
  }

  async do(command: Command): Promise<Reply> {
    await this.#beyond.fresh('now');
    return this.#here.do(command);
  }

  note(refused: Omit<Act, 'id' | 'at' | 'ok'>): void {
    this.#here.note(refused);
  }

  watch(listener: (change: Change) => void): () => void {
    return this.#here.watch(listener);
  }

  close(): void {
    this.#here.close();
    this.#beyond.close();
  }

  #fresh<Answer>(tell: () => Answer | Promise<Answer>): Promise<Answer> {
    return this.#beyond.fresh().then(tell);
  }

  #runs(query: RunsQuery): Promise<RunsPage> | undefined {
    const { limit } = query;
    return this.#beyond.runs({ ...query, limit: limit + 1 })?.then(records => {
      const runs = records.slice(0, limit).map(runOf);
      const after = records.length > limit ? runs.at(-1)?.id : undefined;
      return { runs, ...(after !== undefined && { after }) };
    });
  }
}
