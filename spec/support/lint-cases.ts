import type { LintCode } from '../../lib/recurrence/lint/severity.js';
import type { Words } from './declared.js';

/** A code, words in Berlin that have it, words that have not, and what the finding says. */
export const LINT_CASES: readonly (readonly [code: LintCode, has: Words, hasNot: Words, message: string])[] = [
  [
    'neverFires',
    s => s.toRunEvery(1).days().at(12).until('2025-01-01'),
    s => s.toRunEvery(1).days().at(12).until('2026-01-02'),
    'it has no occurrence from 1 January 2026 at 00:00 on',
  ],
  [
    'rare',
    s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }).at(12).onlyOn(1),
    s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }).at(12),
    'after 29 February 2044 at 12:00 it does not run again until 29 February 2072 at 12:00',
  ],
  [
    'gap',
    s => s.toRunEvery(1).days().at(2, 30),
    s => s.toRunEvery(1).days().at(1, 30),
    'clocks skip 29 March 2026 at 02:30: it runs on 29 March 2026 at 03:30, once',
  ],
  [
    'gap',
    s => s.toRunCron('*/30 * * * *'),
    s => s.toRunEvery(30).minutes(),
    'clocks skip 29 March 2026 at 02:00: it goes on after the gap',
  ],
  [
    'overlap',
    s => s.toRunEvery(1).weeks().on(7).at(2),
    s => s.toRunEvery(1).weeks().on(6).at(2),
    'clocks show 25 October 2026 at 02:00 twice: it runs the first time only',
  ],
  [
    'overlap',
    s => s.toRunCron('*/30 * * * *'),
    s => s.toRunCron('*/30 9-17 * * *'),
    'clocks show 25 October 2026 at 02:00 twice: it runs both times',
  ],
  [
    'cronEitherDay',
    s => s.toRunCron('0 0 13 * FRI'),
    s => s.toRunCron('0 0 */2 * FRI'),
    "cron '0 0 13 * FRI' runs on the days of the month 13 and on the days of the week FRI, too: either may match",
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 15,31 * *'),
    s => s.toRunCron('0 0 31 1,3 *'),
    "cron '0 0 15,31 * *' runs on day 31 only in months that have it: a missing day is skipped",
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 29 2 *'),
    s => s.toRunCron('0 0 1-31 * *'),
    "cron '0 0 29 2 *' runs on day 29 only in months that have it: a missing day is skipped",
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 29-31 * *'),
    s => s.toRunCron('0 0 27-28 * *'),
    "cron '0 0 29-31 * *' runs on days 29, 30 and 31 only in months that have them: a missing day is skipped",
  ],
  [
    'timeoutOverInterval',
    s => s.toRunEvery(5).minutes().withTimeout({ minutes: 6 }),
    s => s.toRunEvery(5).minutes().withTimeout({ minutes: 6 }).whenOverlapping('runAfter'),
    'a run may take 6 minutes, but the next is due 5 minutes later and would be skipped',
  ],
  [
    'timeoutOverInterval',
    s => s.toRunEvery(1).days().at(9).at(9, 30).withTimeout({ hours: 1 }),
    s => s.toRunEvery(1).days().at(9).at(10).withTimeout({ hours: 1 }),
    'a run may take 1 hour, but the next is due 30 minutes later and would be skipped',
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 31W * *'),
    s => s.toRunCron('0 0 28W * *'),
    "cron '0 0 31W * *' runs on day 31W only in months that have it: a missing day is skipped",
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 L-29 * *'),
    s => s.toRunCron('0 0 L-27 * *'),
    "cron '0 0 L-29 * *' runs on day L-29 only in months that have it: a missing day is skipped",
  ],
  [
    'cronEveryMinute',
    s => s.toRunCron('* 2 * * *'),
    s => s.toRunCron('* 9-17 * * *'),
    "cron '* 2 * * *' runs every minute of the hour 2, sixty times in each",
  ],
  [
    'cronWrappedRange',
    s => s.toRunCron('0 22-3 * * *'),
    s => s.toRunCron('0 3-22 * * *'),
    "cron '0 22-3 * * *' has 22-3 for the hour, which goes over the end: 22, 23, 0, 1, 2, 3",
  ],
  [
    'cronWrappedRange',
    s => s.toRunCron('0 9 * * FRI-MON'),
    s => s.toRunCron('0 9 * * FRI-SUN'),
    "cron '0 9 * * FRI-MON' has FRI-MON for the day of week, which goes over the end: 5, 6, 0, 1",
  ],
  [
    'unevenStep',
    s => s.toRunCron('*/45 * * * *'),
    s => s.toRunCron('*/15 * * * *'),
    "cron '*/45 * * * *' steps by */45 through the minute, which does not divide it: the last step of each hour is 15 instead of 45 minutes",
  ],
  [
    'unevenStep',
    s => s.toRunCron('0 */5 * * *'),
    s => s.toRunCron('0 8-20/5 * * *'),
    "cron '0 */5 * * *' steps by */5 through the hour, which does not divide it: the last step of each day is 4 instead of 5 hours",
  ],
  [
    'unevenStep',
    s => s.toRunCron('0 0 */2 * *'),
    s => s.toRunCron('0 0 1-31 * *'),
    "cron '0 0 */2 * *' steps by */2 through the day of month, which does not divide it: steps anew on the 1st of each month",
  ],
  [
    'neverLeaps',
    s => s.toRunEvery(2).years().in(2).on(29).at(12).startingAt('2025-01-01'),
    s => s.toRunEvery(2).years().in(2).on(29).at(12).startingAt('2024-01-01'),
    'none of its years is a leap year, so 29 February never comes, and it always runs on the 28th',
  ],
  [
    'jitterCut',
    s => s.toRunEvery(10).minutes().withJitter({ minutes: 15 }),
    s => s.toRunEvery(10).minutes().withJitter({ minutes: 9 }),
    'its jitter is up to 15 minutes, but the next is due 10 minutes later, so it is cut to less than that',
  ],
  [
    'cancelledByNext',
    s => s.toRunEvery(5).minutes().withTimeout({ minutes: 6 }).whenOverlapping('cancelPrevious'),
    s => s.toRunEvery(5).minutes().withTimeout({ minutes: 5 }).whenOverlapping('cancelPrevious'),
    'a run may take 6 minutes, but the next is due 5 minutes later and cancels it: work that always takes so long never ends',
  ],
  [
    'emptyWindow',
    s => s.toRunEvery(1).days().at(2, 30).between(3, 0, 4, 0),
    s => s.toRunEvery(1).days().at(3, 30).between(3, 0, 4, 0),
    'none of its times lies between 03:00 and 04:00 in the period',
  ],
  [
    'relative',
    s => s.toRunNow().andEvery(1).days().at(12).times(3),
    s => s.toRunEvery(1).days().at(12),
    'toRunNow() and times(…) depend on when a process starts, so two of them, or a restart, disagree on when it runs',
  ],
  [
    'relative',
    s => s.toRunOnceIn(5).minutes(),
    s => s.toRunOnceAt('2026-05-01T12:00'),
    'toRunOnceIn(…) depends on when a process starts, so two of them, or a restart, disagree on when it runs',
  ],
];
