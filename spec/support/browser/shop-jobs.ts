import type { EndKind } from '../../../lib/console/row.js';
import { daily, every, isLastWeekday, weekday } from './shop-grids.js';
import { BERLIN, chanceOf, DAY, HOUR, MINUTE, NEW_YORK, SECOND, time } from './shop-time.js';

// Twelve jobs of a shop on a Friday evening, made up: everything follows from their grids and one hash, so that a picture
// is the same each time.

/** One job of the shop. */
export interface ShopJob {
  readonly name: string;
  readonly purpose: string;
  readonly group?: string;
  readonly zone: string;
  readonly words: string;
  readonly cron?: string;
  readonly noCron?: string;
  readonly asCron?: string;
  readonly source: string;
  /** The first occurrence after an instant. */
  readonly next: (after: number) => number;
  readonly typical: number;
  readonly spread: number;
  readonly grows?: true;
  readonly attempts?: number;
  readonly retry?: string;
  readonly timeoutMs?: number;
  readonly overlap: string;
  readonly never?: true;
  readonly note?: string;
  readonly running?: { readonly at: number; readonly done: number; readonly total: number; readonly message: string };
  readonly paused?: { readonly by: string; readonly reason: string; readonly at: number; readonly skipped: number };
  /** What its runs give back. */
  readonly value?: string;
  readonly fate: (at: number) => EndKind | 'retried';
}

const good = (): EndKind => 'succeeded';
const LATER_SKIPPED = 'the later one is skipped';

/** The jobs of the shop. */
export const SHOP_JOBS: readonly ShopJob[] = [
  {
    name: 'exchange-rates',
    purpose: 'Asks the bank for the rates of the day',
    group: 'outside',
    zone: 'Europe/Berlin',
    words: 'every 15 minutes between 07:00 and 22:00',
    noCron: 'can’t be said',
    source: 'src/shop-jobs.ts:31',
    next: every(15 * MINUTE, 0, at => ((at + BERLIN) % DAY) / HOUR >= 7 && ((at + BERLIN) % DAY) / HOUR < 22),
    typical: 1_150,
    spread: 0.5,
    value: '31 currencies',
    attempts: 3,
    retry: '3 attempts, after 1 s and 2 s',
    timeoutMs: 40 * SECOND,
    overlap: LATER_SKIPPED,
    fate: at => (at >= time(20, 30) ? 'failed' : chanceOf(`x${at}`) > 0.97 ? 'retried' : 'succeeded'),
  },
  {
    name: 'price-feed',
    purpose: 'Follows the prices of the wholesaler',
    zone: 'Europe/Berlin',
    words: 'every 30 seconds',
    noCron: 'can’t be said',
    source: 'src/shop-jobs.ts:44',
    next: every(30 * SECOND),
    typical: 6_400,
    spread: 0.8,
    timeoutMs: 20 * SECOND,
    overlap: LATER_SKIPPED,
    fate: at => ([time(20, 58), time(21, 6, 30)].includes(at) ? 'timedOut' : 'succeeded'),
  },
  {
    name: 'stock-count',
    purpose: 'Counts the warehouse, shelf by shelf',
    group: 'warehouse',
    zone: 'Europe/Berlin',
    words: 'every 3 minutes',
    value: '12 shelves',
    asCron: '*/3 * * * *',
    source: 'src/shop-jobs.ts:18',
    next: every(3 * MINUTE),
    typical: 118_000,
    spread: 0.35,
    timeoutMs: 5 * MINUTE,
    overlap: LATER_SKIPPED,
    fate: at => ([time(20, 12), time(20, 33), time(20, 36), time(21, 9)].includes(at) ? 'skipped' : 'succeeded'),
    running: { at: time(21, 12), done: 7, total: 12, message: 'shelf 7: wine' },
  },
  {
    name: 'search-index',
    purpose: 'Writes the search index anew',
    group: 'warehouse',
    zone: 'Europe/Berlin',
    words: 'every hour at minute 10',
    source: 'src/search/jobs.ts:9',
    next: every(HOUR, 10 * MINUTE),
    typical: 262_000,
    spread: 0.2,
    grows: true,
    overlap: 'the later one waits, further ones are skipped',
    fate: at => (at === time(3, 10) ? 'cancelled' : 'succeeded'),
    running: { at: time(21, 10), done: 41_220, total: 58_104, message: 'writing segment 5 of 7' },
  },
  {
    name: 'digest',
    purpose: 'Mails the day to the manager',
    group: 'mail',
    zone: 'Europe/Berlin',
    words: 'every weekday at 21:15',
    asCron: '15 21 * * MON-FRI',
    source: 'src/shop-jobs.ts:52',
    next: daily(21 * 60 + 15, BERLIN, day => weekday(day) % 6 !== 0),
    typical: 8_300,
    spread: 0.3,
    attempts: 2,
    retry: '2 attempts, after 1 s',
    overlap: LATER_SKIPPED,
    fate: at => (chanceOf(`d${at}`) > 0.94 ? 'failed' : 'succeeded'),
  },
  {
    name: 'heartbeat',
    purpose: 'Tells the monitor that we are alive',
    zone: 'UTC',
    words: 'at the start and then every 10 seconds',
    source: 'src/shop-jobs.ts:12',
    next: every(10 * SECOND),
    typical: 38,
    spread: 0.6,
    overlap: LATER_SKIPPED,
    fate: good,
  },
  {
    name: 'session-cleanup',
    purpose: 'Deletes the sessions of last week',
    zone: 'UTC',
    words: 'every week on Sunday at 03:00',
    cron: '0 3 * * SUN',
    source: 'src/shop-jobs.ts:70',
    next: daily(180, 0, day => weekday(day) === 0),
    typical: 22_000,
    spread: 0.25,
    overlap: LATER_SKIPPED,
    fate: good,
  },
  {
    name: 'backup',
    purpose: 'Copies the database',
    group: 'warehouse',
    zone: 'Europe/Berlin',
    words: 'every day at 02:30',
    source: 'src/backup/job.ts:15',
    next: daily(150, BERLIN),
    typical: 664_000,
    spread: 0.12,
    timeoutMs: 30 * MINUTE,
    overlap: LATER_SKIPPED,
    note: 'On Sunday, 28 March 2027, clocks skip 02:30: it runs at 03:30, once.',
    fate: at => (chanceOf(`b${at}`) > 0.97 ? 'retried' : 'succeeded'),
  },
  {
    name: 'newsletter',
    purpose: 'Sends the newsletter to America',
    group: 'mail',
    zone: 'America/New_York',
    words: 'every second week on Thursday at 10:00',
    source: 'src/shop-jobs.ts:61',
    next: daily(600, NEW_YORK, day => weekday(day) === 4 && Math.floor((day + 3) / 7) % 2 === 0),
    typical: 94_000,
    spread: 0.2,
    overlap: LATER_SKIPPED,
    fate: at => (chanceOf(`n${at}`) > 0.985 ? 'missed' : 'succeeded'),
  },
  {
    name: 'invoices',
    purpose: 'Sends the bills of the month',
    group: 'mail',
    zone: 'Europe/Berlin',
    words: 'every month on the last weekday at 18:00',
    source: 'src/shop-jobs.ts:66',
    next: daily(18 * 60, BERLIN, isLastWeekday),
    typical: 51_000,
    spread: 0.15,
    overlap: LATER_SKIPPED,
    fate: good,
  },
  {
    name: 'tax-report',
    purpose: 'Writes the report of the quarter',
    zone: 'Europe/Berlin',
    words: 'every third month on the 1st at 06:00',
    source: 'src/shop-jobs.ts:80',
    next: daily(
      360,
      BERLIN,
      day => new Date(day * DAY).getUTCDate() === 1 && new Date(day * DAY).getUTCMonth() % 3 === 0,
    ),
    typical: 0,
    spread: 0,
    never: true,
    overlap: LATER_SKIPPED,
    fate: good,
  },
  {
    name: 'legacy-import',
    purpose: 'Fetches the orders of the old shop',
    zone: 'Europe/Berlin',
    words: 'every hour',
    source: 'src/legacy/import.ts:22',
    next: every(HOUR),
    typical: 4_900,
    spread: 0.4,
    overlap: LATER_SKIPPED,
    paused: { by: 'ana', reason: 'vendor outage, see INC-2231', at: time(9, 41) - 2 * DAY, skipped: 60 },
    fate: at => (chanceOf(`l${at}`) > 0.96 ? 'failed' : 'succeeded'),
  },
];
