import type { Command, Reply } from '../../../lib/console/action.js';
import type {
  ActivityQuery,
  Change,
  Console,
  JobsPage,
  JobsQuery,
  RunsQuery,
  TimelineQuery,
} from '../../../lib/console/console.js';
import type { Act, HostView, Problem, Why } from '../../../lib/console/findings.js';
import type { JobDetail } from '../../../lib/console/job-detail.js';
import type { Overview } from '../../../lib/console/overview.js';
import type { Row, RowState } from '../../../lib/console/row.js';
import type { LineView, RunDetail } from '../../../lib/console/run-view.js';
import type { TimelineView } from '../../../lib/console/timeline-view.js';
import { afterDeed } from './shop-deeds.js';
import { SHOP_ACTIVITY, SHOP_PROBLEMS } from './shop-findings.js';
import { SHOP_JOBS } from './shop-jobs.js';
import { shopDetail, shopRow } from './shop-rows.js';
import { shopGoing, shopJob, shopRun } from './shop-runs.js';
import { NOW, STARTED } from './shop-time.js';
import { shopDrum, shopTimeline } from './shop-timeline.js';

const RANK: readonly RowState[] = [
  ...(['broken', 'failing', 'due', 'running', 'waiting', 'cancelling'] as const),
  ...(['ok', 'never', 'paused', 'ended'] as const),
];

/** The console of a shop whose day is made up: what is looked at is the page, and a picture of it is the same each time. */
export class ShopConsole implements Console {
  readonly name = 'shop';
  readonly epoch = 'shop';
  readonly isFarm: boolean;
  nowMs = NOW;
  state: 'new' | 'running' | 'stopping' | 'stopped' = 'running';
  stopping: { readonly jobs: readonly string[]; readonly until: number } | undefined;
  readonly commands: Command[] = [];
  /** What runs in progress have logged since. */
  readonly extraLines: LineView[] = [];
  readonly #rows: Map<string, Row>;
  readonly #changed = new Map<string, number>();
  readonly #listeners = new Set<(change: Change) => void>();
  #rev = 1;

  constructor({ isEmpty = false, isFarm = false } = {}) {
    this.isFarm = isFarm;
    this.#rows = new Map(isEmpty ? [] : SHOP_JOBS.map(job => [job.name, shopRow(job)]));
  }

  revision(): number {
    return this.#rev;
  }

  now(): number {
    return this.nowMs;
  }

  has(name: string): boolean {
    return this.#rows.has(name);
  }

  names(): readonly string[] {
    return [...this.#rows.keys()];
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Changes a row, or adds one, and tells of it. */
  put(row: Row): void {
    this.#rev += 1;
    this.#rows.set(row.name, { ...row, rev: this.#rev });
    this.#changed.set(row.name, this.#rev);
    this.tell({ kind: 'job', job: row.name });
  }

  row(name: string): Row {
    const row = this.#rows.get(name);
    if (row === undefined) throw new Error(`the shop has no job '${name}'`);
    return row;
  }

  tell(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  overview(): Overview {
    const rows = [...this.#rows.values()];
    const count = (...states: readonly RowState[]): number => rows.filter(({ state }) => states.includes(state)).length;
    return {
      scheduler: {
        name: this.name,
        state: this.state,
        zone: 'Europe/Berlin',
        startedAt: STARTED,
        host: 'web-1',
        pid: 4182,
        version: '0.2.0',
        node: '22.18.0',
        tz: '2026b',
        keeps: this.isFarm,
        ...(this.stopping !== undefined && { stopping: this.stopping }),
      },
      counts: {
        jobs: rows.length,
        running: count('running', 'cancelling'),
        failing: count('failing'),
        look: count('failing', 'broken', 'due'),
        paused: count('paused'),
        pausable: rows.length - count('paused', 'ended'),
      },
      day:
        rows.length === 0
          ? { runs: 0, failed: 0, skipped: 0, missed: 0 }
          : { runs: 12_086, failed: 27, skipped: 4, missed: 1 },
      lateP99: 6,
      nextAt: Math.min(...rows.map(({ next }) => next ?? Number.MAX_SAFE_INTEGER)),
      drum: shopDrum(),
      problems: rows.length === 0 ? 0 : SHOP_PROBLEMS.length,
    };
  }

  jobs({ q = '', state, sort, limit }: JobsQuery): JobsPage {
    const all = [...this.#rows.values()];
    const text = q.toLowerCase();
    const matching = all
      .filter(
        row =>
          state === undefined ||
          (state === 'look' ? ['failing', 'broken', 'due'].includes(row.state) : row.state === state),
      )
      .filter(({ name, purpose = '', group = '', words }) =>
        `${name} ${purpose} ${group} ${words}`.toLowerCase().includes(text),
      )
      .sort(ORDERS[sort]);
    return { total: all.length, matching: matching.length, jobs: matching.slice(0, limit) };
  }

  rows(names: readonly string[]): readonly Row[] {
    return names.flatMap(name => this.#rows.get(name) ?? []);
  }

  changed(since: number): ReadonlySet<string> {
    return new Set([...this.#changed].filter(([, rev]) => rev > since).map(([name]) => name));
  }

  missed(since: number): ReadonlySet<string> {
    return this.changed(since);
  }

  job(name: string): JobDetail | undefined {
    const row = this.#rows.get(name);
    if (row === undefined) return undefined;
    const detail = shopDetail(row, this.nowMs);
    if (!this.isFarm) return detail;
    const asked = { waiting: 12, oldest: this.nowMs - 60_000, dead: 2 };
    return { ...detail, asked, runs: detail.runs.map(run => ({ ...run, host: 'web-1:4182' })) };
  }

  runs({ job = '', outcome, before, limit }: RunsQuery) {
    const all = (this.job(job)?.runs ?? []).filter(({ kind }) => outcome === undefined || kind === outcome);
    const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
    return { runs: all.slice(from, from + limit) };
  }

  run(id: string): RunDetail | undefined {
    const [name = '', at = ''] = id.split('@');
    const job = shopJob(name);
    const instant = Date.parse(at);
    if (job === undefined || Number.isNaN(instant)) return undefined;
    const going = job.running?.at === instant ? shopGoing(job, this.nowMs) : undefined;
    return going === undefined ? shopRun(job, instant) : { ...going, lines: [...going.lines, ...this.extraLines] };
  }

  timeline(query: TimelineQuery): TimelineView {
    const { jobs } = this.jobs({ sort: 'attention', limit: 100 });
    return shopTimeline(query, jobs, this.nowMs);
  }

  why(job: string, at: number): Why {
    if (job === 'stock-count') {
      return {
        verdict: 'skipped',
        code: 'overlap',
        text: 'It was skipped (overlap): its run before was still in progress. That one had started at 20:30:00 and took 4 m 02 s.',
      };
    }
    return { verdict: 'notDue', code: 'notDue', text: `It was not due then (${new Date(at).toISOString()}).` };
  }

  problems(): readonly Problem[] {
    return this.#rows.size === 0 ? [] : SHOP_PROBLEMS;
  }

  activity({ limit }: ActivityQuery): readonly Act[] {
    return this.#rows.size === 0 ? [] : SHOP_ACTIVITY.slice(0, limit);
  }

  hosts(): readonly HostView[] {
    const common = { version: '0.2.0', since: STARTED };
    const here: HostView = { ...common, name: 'web-1', pid: 4182, state: 'alive', running: 2, loopMs: 12 };
    const heartbeat = this.nowMs - 40_000;
    const there: HostView = { ...common, name: 'web-2', pid: 911, state: 'silent', heartbeat, running: 0, skewMs: -12 };
    return this.isFarm ? [here, there] : [here];
  }

  health() {
    return { ok: this.state === 'running', state: this.state };
  }

  metrics() {
    return [];
  }

  async do(command: Command): Promise<Reply> {
    this.commands.push(command);
    const rows = command.job === undefined ? [...this.#rows.values()] : this.rows([command.job]);
    for (const row of rows) this.put(afterDeed(row, command, this.nowMs));
    return command.job === undefined ? { ok: true, count: rows.length } : { ok: true };
  }

  note(): void {}

  watch(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
  }
}

type Order = (one: Row, other: Row) => number;

const byNext: Order = (one, other) => (one.next ?? Number.MAX_SAFE_INTEGER) - (other.next ?? Number.MAX_SAFE_INTEGER);

const ORDERS: Readonly<Record<JobsQuery['sort'], Order>> = {
  attention: (one, other) => RANK.indexOf(one.state) - RANK.indexOf(other.state) || byNext(one, other),
  next: byNext,
  name: (one, other) => one.name.localeCompare(other.name),
  slowest: (one, other) => (other.p50 ?? 0) - (one.p50 ?? 0),
};
