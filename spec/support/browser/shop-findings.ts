import type { Act, Problem } from '../../../lib/console/findings.js';
import { DAY, time } from './shop-time.js';

/** What Carillon finds in the shop. */
export const SHOP_PROBLEMS: readonly Problem[] = [
  {
    code: 'failing',
    level: 'bad',
    job: 'exchange-rates',
    since: time(20, 30),
    title: 'has failed 4 times in a row',
    cause: 'the bank did not answer',
    remedy: 'Before that it had not failed for 9 days.',
  },
  {
    code: 'slower',
    level: 'warn',
    job: 'search-index',
    since: time(9, 10),
    title: 'takes twice as long as three days ago',
    cause: 'p50 was 2 m 40 s and is 5 m 31 s',
    remedy: 'At this rate it outgrows its hour in about 26 days.',
  },
  {
    code: 'overlap',
    level: 'warn',
    job: 'stock-count',
    since: time(20, 12),
    title: 'skipped 4 of its last 60 occurrences',
    cause: 'its run before was still in progress',
    remedy: 'Runs take 1 m 58 s at the median and 2 m 30 s at p95, of the 3 m between two.',
  },
  {
    code: 'gap',
    level: 'note',
    job: 'backup',
    title: 'meets a clock change on Sunday, 28 March 2027',
    cause: 'clocks skip 02:30: it runs at 03:30, once',
    remedy: 'Say another time, or a zone without clock changes, if that matters.',
  },
];

/** What was done in the shop. */
export const SHOP_ACTIVITY: readonly Act[] = [
  { id: 6, at: time(21, 4, 40), who: 'ana', what: 'ran', job: 'exchange-rates', ok: true, result: 'failed after 33 s' },
  { id: 5, at: time(19, 2, 11), who: 'shop', what: 'started', why: '1.8.2, 12 jobs', ok: true },
  {
    id: 4,
    at: time(19, 2, 3),
    who: 'shop',
    what: 'stopped',
    why: 'SIGTERM; 1 finished, 0 cancelled, 0 abandoned, 812 ms',
    ok: true,
  },
  { id: 3, at: time(3, 11, 55), who: 'ben', what: 'cancelled', job: 'search-index', why: 'deploying 1.8.1', ok: true },
  {
    id: 2,
    at: time(9, 41) - 2 * DAY,
    who: 'ana',
    what: 'paused',
    job: 'legacy-import',
    why: 'vendor outage, see INC-2231',
    ok: true,
  },
  {
    id: 1,
    at: time(9, 40) - 2 * DAY,
    who: 'kim',
    what: 'tried to pause',
    job: 'legacy-import',
    ok: false,
    result: 'may only read',
  },
];
