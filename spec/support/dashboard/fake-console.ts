import type { Command, Reply } from '../../../lib/console/action.js';
import type {
  ActivityQuery,
  Change,
  Console,
  JobsQuery,
  RunsQuery,
  Sees,
  TimelineQuery,
} from '../../../lib/console/console.js';
import type { Act, Problem } from '../../../lib/console/findings.js';
import type { JobDetail } from '../../../lib/console/job-detail.js';
import type { Overview } from '../../../lib/console/overview.js';
import type { Row } from '../../../lib/console/row.js';
import type { RunDetail } from '../../../lib/console/run-view.js';

/** A console of a few jobs whose answers a spec sets: what is asked of the HTTP interface needs no scheduler. */
export class FakeConsole implements Console {
  readonly name = 'shop';
  readonly epoch = 'e1';
  readonly isFarm = false;
  nowMs = Date.UTC(2026, 10, 20, 20, 14, 18);
  rev = 1;
  state: 'running' | 'stopping' | 'stopped' = 'running';
  readonly rowsByName = new Map<string, Row>();
  readonly runsById = new Map<string, RunDetail<unknown>>();
  readonly acts: Act[] = [];
  readonly commands: Command[] = [];
  /** What was asked of the list of the jobs. */
  readonly questions: JobsQuery[] = [];
  problemsFound: readonly Problem[] = [];
  whyText = 'it ran';
  reply: Reply = { ok: true };
  isClosed = false;
  readonly #changed = new Map<string, number>();
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(...names: readonly string[]) {
    for (const name of names) this.put({ name });
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  put(row: Partial<Row> & { readonly name: string }): Row {
    this.rev += 1;
    const made: Row = { ...BLANK, ...this.rowsByName.get(row.name), ...row, rev: this.rev };
    this.rowsByName.set(row.name, made);
    this.#changed.set(row.name, this.rev);
    this.tell({ kind: 'job', job: row.name });
    return made;
  }

  remove(name: string): void {
    this.rev += 1;
    this.rowsByName.delete(name);
    this.#changed.set(name, this.rev);
    this.tell({ kind: 'job', job: name });
  }

  putRun(run: Partial<RunDetail<unknown>> & { readonly id: string; readonly job: string }): void {
    const key = `${run.job}@2026-11-20T20:00:00.000Z`;
    const blank = { key, at: this.nowMs, lateMs: 0, kind: 'succeeded', trigger: 'schedule', attempts: 1 } as const;
    this.runsById.set(run.id, { ...blank, tries: [], lines: [], ...run });
  }

  tell(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  revision(): number {
    return this.rev;
  }

  now(): number {
    return this.nowMs;
  }

  has(name: string): boolean {
    return this.rowsByName.has(name);
  }

  names(): readonly string[] {
    return [...this.rowsByName.keys()];
  }

  overview(sees: Sees = () => true): Overview {
    const jobs = this.names().filter(sees).length;
    return {
      scheduler: {
        name: this.name,
        state: this.state,
        zone: 'UTC',
        host: 'web-1',
        pid: 4182,
        version: '0.2.0',
        node: '22',
        tz: '2026b',
        keeps: false,
      },
      counts: { jobs, running: 0, failing: 0, look: 0, paused: 0, pausable: jobs },
      day: { runs: 0, failed: 0, skipped: 0, missed: 0 },
      drum: { from: this.nowMs, slotMs: 60_000, slots: [] },
      problems: this.problemsFound.length,
    };
  }

  jobs(question: JobsQuery) {
    this.questions.push(question);
    const { sees = () => true, limit } = question;
    const all = [...this.rowsByName.values()].filter(({ name }) => sees(name));
    return { total: all.length, matching: all.length, jobs: all.slice(0, limit) };
  }

  rows(names: readonly string[]): readonly Row[] {
    return names.flatMap(name => this.rowsByName.get(name) ?? []);
  }

  changed(since: number): ReadonlySet<string> | undefined {
    if (this.rev - since > 1_000) return undefined;
    return new Set([...this.#changed].filter(([, rev]) => rev > since).map(([name]) => name));
  }

  missed(since: number) {
    return since > this.revision() ? undefined : this.changed(since);
  }

  job(name: string): JobDetail<unknown> | undefined {
    const row = this.rowsByName.get(name);
    if (row === undefined) return undefined;
    const counts = {
      runs: 0,
      succeeded: 0,
      failed: 0,
      timedOut: 0,
      cancelled: 0,
      abandoned: 0,
      lost: 0,
      missed: 0,
      skipped: 0,
    };
    const runs = [...this.runsById.values()].filter(({ job }) => job === name);
    const error = runs.at(-1)?.error;
    return {
      job: { ...row, rules: [], notes: [], upcoming: [], stats: counts, recent: [] },
      running: [],
      waiting: [],
      runs,
      ...(error !== undefined && { error, failures: 1 }),
    };
  }

  runs({ sees = () => true, job, limit }: RunsQuery) {
    const runs = [...this.runsById.values()].filter(run => sees(run.job) && (job === undefined || run.job === job));
    return { runs: runs.slice(0, limit) };
  }

  run(id: string) {
    return this.runsById.get(id);
  }

  timeline({ from, to }: TimelineQuery) {
    return { from, to, rows: [], marks: [], load: { slotMs: 60_000, seen: [], expected: [] } };
  }

  why() {
    return { verdict: 'ran', code: 'succeeded', text: this.whyText };
  }

  problems(sees: Sees = () => true): readonly Problem[] {
    return this.problemsFound.filter(({ job }) => job === undefined || sees(job));
  }

  activity({ limit, sees = () => true }: ActivityQuery): readonly Act[] {
    return this.acts.filter(({ job }) => job === undefined || sees(job)).slice(0, limit);
  }

  hosts() {
    return [];
  }

  health() {
    return { ok: this.state === 'running', state: this.state };
  }

  metrics() {
    return [];
  }

  async do(command: Command): Promise<Reply> {
    this.commands.push(command);
    return this.reply;
  }

  note(refused: Omit<Act, 'id' | 'at' | 'ok'>): void {
    this.acts.unshift({ ...refused, id: this.acts.length + 1, at: this.nowMs, ok: false });
  }

  watch(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.isClosed = true;
  }
}

const BLANK: Omit<Row, 'name'> = {
  words: 'every hour',
  zone: 'UTC',
  state: 'ok',
  phase: 'idle',
  streak: 0,
  strip: '',
  rev: 0,
};
