import type { Row } from '../../../lib/console/row.js';
import type { ErrorView, LineView, Run, RunDetail } from '../../../lib/console/run-view.js';
import { SHOP_JOBS, type ShopJob } from './shop-jobs.js';
import { chanceOf, DAY, HOUR, MINUTE, NOW, time } from './shop-time.js';

/** What became of one occurrence. */
export function shopRun(job: ShopJob, at: number): RunDetail {
  const chance = chanceOf(job.name + at);
  const fate = job.fate(at);
  const growth = job.grows === true ? Math.max(0.45, 1 - (NOW - at) / (70 * HOUR)) * 1.35 : 1;
  const base = Math.round(
    job.typical * growth * (1 - job.spread / 2 + job.spread * chance * (chance > 0.93 ? 1.9 : 1)),
  );
  const lateMs = 1 + Math.round(chance * 5 + (chance > 0.98 ? 180 : 0));
  const attempts = fate === 'retried' ? 2 : fate === 'failed' ? (job.attempts ?? 1) : 1;
  const kind = fate === 'retried' ? 'succeeded' : fate;
  const ms =
    fate === 'failed' && attempts === 3
      ? 33_012
      : fate === 'timedOut'
        ? 20_002
        : fate === 'cancelled'
          ? base * 0.4
          : base;
  const isRun = kind !== 'skipped' && kind !== 'missed';
  const detail = DETAILS[kind];
  const error = kind === 'failed' || kind === 'timedOut' ? ERRORS[job.name] : undefined;
  return {
    id: `${job.name}@${new Date(at).toISOString()}`,
    key: `${job.name}@${new Date(at).toISOString()}`,
    job: job.name,
    at,
    lateMs: isRun ? lateMs : 0,
    kind,
    trigger: 'schedule',
    attempts: isRun ? attempts : 0,
    tries: isRun ? triesOf(attempts, ms) : [],
    lines: isRun ? linesOf(job.name, at) : [],
    ...(isRun && { startedAt: at + lateMs, ms, settledAt: at + lateMs + ms }),
    ...(detail !== undefined && { detail }),
    ...(error !== undefined && { error, message: `${error.name}: ${error.message}` }),
    ...(kind === 'succeeded' && job.value !== undefined && { value: job.value }),
  };
}

/** The run in progress. */
export function shopGoing(job: ShopJob, now: number): RunDetail | undefined {
  if (job.running === undefined) return undefined;
  const { at, done, total, message } = job.running;
  const made = shopRun({ ...job, fate: () => 'succeeded' }, at);
  const { settledAt: _, value: __, ...run } = made;
  return { ...run, kind: 'running', ms: now - at, startedAt: at, progress: { done, total, message } };
}

/** The occurrences of a job within a stretch, oldest first, at most so many. */
export function occurrences(job: ShopJob, from: number, to: number, limit = 20_000): readonly number[] {
  const all: number[] = [];
  for (let at = job.next(from - 1); at < to && all.length < limit; at = job.next(at)) all.push(at);
  return all;
}

/** The last runs that have ended, oldest first. */
export function lastRuns(job: ShopJob, count: number): readonly RunDetail[] {
  if (job.never === true) return [];
  const end = job.paused?.at ?? job.running?.at ?? NOW;
  for (let back = 4 * MINUTE; ; back *= 2) {
    const found = occurrences(job, end - back, end);
    if (found.length < count && back < 1_200 * DAY) continue;
    const runs = found.slice(-count).map(at => shopRun(job, at));
    return job.name === 'exchange-rates' ? [...runs.slice(1), byHand(job)] : runs;
  }
}

/** Runs as a row's strip tells them. */
export function stripOf(runs: readonly Run[]): string {
  return runs.map(run => letterOf(run) + Math.round(Math.log2((run.ms ?? 0) + 1)).toString(36)).join('');
}

/** The job of a name. */
export function shopJob(name: string): ShopJob | undefined {
  return SHOP_JOBS.find(job => job.name === name);
}

/** How a finished run is told by a row. */
export function lastOf(runs: readonly RunDetail[]): Row['last'] {
  const run = runs.findLast(({ settledAt }) => settledAt !== undefined);
  if (run?.settledAt === undefined || run.kind === 'running' || run.kind === 'waiting') return undefined;
  const { id, settledAt: at, ms = 0, kind, error } = run;
  return { id, at, ms, kind, ...(error !== undefined && { message: error.message }) };
}

function byHand(job: ShopJob): RunDetail {
  const at = time(21, 4, 40);
  return { ...shopRun(job, at), trigger: 'manual', by: 'ana', lateMs: 0 };
}

function letterOf(run: Run): string {
  if (run.kind === 'succeeded' && run.attempts > 1) return 'r';
  return (
    { skipped: 'k', missed: 'm', timedOut: 't', running: 's', waiting: 's' }[run.kind as 'skipped'] ??
    run.kind.charAt(0)
  );
}

/** After the first there is a wait of a second, after the next of two. */
function triesOf(attempts: number, ms: number): RunDetail['tries'] {
  const waitedMs = (before: number) => (2 ** before - 1) * 1_000;
  const each = (ms - waitedMs(attempts - 1)) / attempts;
  return Array.from({ length: attempts }, (_, index) => ({
    n: index + 1,
    startMs: index * each + waitedMs(index),
    ms: each,
  }));
}

const DETAILS: Readonly<Partial<Record<string, string>>> = {
  skipped: 'the run of 3 minutes before was still in progress',
  missed: 'the host slept from 15:58:40 to 16:04:12 UTC',
  cancelled: 'cancelled by ben: deploying 1.8.1',
};

function errorOf(name: string, message: string, own: readonly string[], hidden: number, cause?: ErrorView): ErrorView {
  const frames = own.map(text => ({ text, own: true }));
  return { name, message, frames, hidden, ...(cause !== undefined && { cause }) };
}

const TIMEOUT = errorOf(
  'ConnectTimeoutError',
  'Connect Timeout Error (attempted address: rates.bank.example:443, timeout: 10000ms)',
  [],
  2,
);
const FETCH = errorOf('TypeError', 'fetch failed', ['fetchRates (src/rates/bank.ts:41:21)'], 2, TIMEOUT);
const ERRORS: Readonly<Record<string, ErrorView>> = {
  'exchange-rates': errorOf(
    'RatesUnavailableError',
    'the bank did not answer',
    ['fetchRates (src/rates/bank.ts:47:11)', 'RunScope.execute (src/shop-jobs.ts:33:5)'],
    1,
    FETCH,
  ),
  'price-feed': errorOf('RunTimeoutError', "job 'price-feed' ran longer than its timeout of 20000 ms", [], 0),
  digest: errorOf(
    'Error',
    'SMTP 421: try again later',
    ['send (src/mail/smtp.ts:88:13)', 'sendDigest (src/shop-jobs.ts:55:9)'],
    0,
  ),
  'legacy-import': errorOf(
    'Error',
    'HTTP 503 from orders.old-shop.example',
    ['readOrders (src/legacy/import.ts:31:11)'],
    0,
  ),
};

const LOGS: Readonly<Record<string, readonly (readonly [number, LineView['level'], string])[]>> = {
  'exchange-rates': [
    [3, 'info', 'asking rates.bank.example for 31 currencies'],
    [10_014, 'warn', 'attempt 1: no answer within 10 s'],
    [11_020, 'info', 'asking again'],
    [21_031, 'warn', 'attempt 2: no answer within 10 s'],
    [23_036, 'info', 'asking again'],
    [33_009, 'error', 'attempt 3: no answer within 10 s; giving up'],
  ],
  'stock-count': [
    [2, 'info', '12 shelves to count'],
    [18_300, 'info', 'shelf 1: bread, 412'],
    [36_110, 'info', 'shelf 2: milk, 209'],
    [54_200, 'info', 'shelf 3: fruit, 871'],
    [71_900, 'warn', 'shelf 4: 3 labels can’t be read'],
    [90_020, 'info', 'shelf 5: tea, 155'],
    [108_400, 'info', 'shelf 6: coffee, 240'],
    [126_300, 'debug', 'scanner 2 reconnected'],
  ],
  'search-index': [
    [4, 'info', '58 104 documents in 7 segments'],
    [41_000, 'info', 'segment 1 of 7'],
    [82_400, 'info', 'segment 2 of 7'],
    [127_300, 'info', 'segment 3 of 7'],
    [188_100, 'info', 'segment 4 of 7'],
    [236_800, 'info', 'segment 5 of 7'],
  ],
};

function linesOf(job: string, at: number): readonly LineView[] {
  return (LOGS[job] ?? []).map(([afterMs, level, text], index) => ({ seq: index + 1, at: at + afterMs, level, text }));
}
