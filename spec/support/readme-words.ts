import type { DateTime } from 'luxon';
import { DayOfWeek, Month, Registry, Scheduler, type StandardSchema, type Words } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { said, table } from './readme-table.js';

/** A Friday; half a minute after noon, so that no grid but one of seconds has a point at the start itself. */
const START = '2026-11-20T12:00:30Z';

/** The table of every word: a sentence, the runs that a scheduler which starts at `START` makes of it, what to know. */
export async function wordsTable(): Promise<string> {
  const rows = SENTENCES.map(async ([words, note]) => [`\`${said(words)}\``, await nextTwo(words), note]);
  return table(['words', 'next two runs', 'what they say'], await Promise.all(rows));
}

/** All sentences of the table, as text. */
export function sentences(): string {
  return SENTENCES.map(([words]) => said(words)).join('\n');
}

async function nextTwo(words: Words): Promise<string> {
  const clock = new VirtualClock(START);
  await using scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock });
  const runs: DateTime[] = [];
  scheduler.on('started', run => {
    if (run.trigger === 'startup') runs.push(run.occurrence);
  });
  scheduler.add(report, words);
  const [job] = scheduler.start().jobs;
  await clock.advance(0);
  runs.push(...(job?.preview(2 - runs.length) ?? []));
  return runs.map(shown).join('<br>');
}

function shown(at: DateTime): string {
  const fraction = at.millisecond > 0 ? '.SSS' : '';
  const seconds = at.second > 0 || at.millisecond > 0 ? `:ss${fraction}` : '';
  return at.toFormat(`ccc d LLL yyyy, HH:mm${seconds}${at.zoneName === 'UTC' ? '' : ' ZZ'}`, { locale: 'en' });
}

function report(): void {}
const order: StandardSchema = { '~standard': { version: 1, validate: value => ({ value }) } };

function cleanUp(): void {}
function note(): void {}
function isOpen(): boolean {
  return true;
}

const { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday } = DayOfWeek;

const SENTENCES: readonly (readonly [words: Words, note: string])[] = [
  [s => s.toRunNow(), 'Once, when the scheduler starts.'],
  [s => s.toRunNow().andEvery(2).hours(), 'At the start as well; the grid stays where `toRunEvery` puts it.'],
  [s => s.toRunNow().delayFor(10).seconds(), 'The start itself is moved.'],
  [s => s.toRunOnceIn(30).minutes(), 'Once, this long after the start; days and longer keep the wall time.'],
  [s => s.toRunOnceAt(21, 15), 'Once, at the first such wall time after the start.'],
  [s => s.toRunOnceAt('2026-12-24T18:00'), 'Once, at an instant; nothing, when it has passed.'],
  [s => s.toRunOnceAt('2026-12-24T18:00').andEvery(12).hours(), 'And on from there.'],
  [s => s.toRunEvery(500).milliseconds(), 'Elapsed time: a grid from Monday, 1 January 2024, that never drifts.'],
  [s => s.toRunEvery(20).seconds(), 'Every n is counted from then, never from the start of the process.'],
  [s => s.toRunEvery(7).minutes(), 'Not at the same minutes of every hour, since 7 does not divide 60.'],
  [s => s.toRunEvery(6).hours(), 'Six hours have passed; 24 hours are not a day when clocks change.'],
  [s => s.toRunEvery(2).hours().at(15), 'Each point of the grid, at this minute of its hour.'],
  [s => s.toRunEvery(1).days().at(21, 15), 'Calendar time: this wall time, each day. Hour, minute, second.'],
  [s => s.toRunEvery(1).days().at(9).weekdaysOnly(), 'Drops Saturdays and Sundays, which are counted.'],
  [s => s.toRunEvery(2).weekdays().at(9), 'Every second working day: Saturdays and Sundays are not counted.'],
  [s => s.toRunEvery(1).weekends().at(11), 'Saturdays and Sundays.'],
  [s => s.toRunEvery(1).weeks().on(Monday, Thursday).at(9).at(17, 30), '`on` and `at` may be said more than once.'],
  [s => s.toRunEvery(2).weeks().on(Friday), 'Every second ISO week, Monday first. Without a time: midnight.'],
  [s => s.toRunEvery(1).months().on(1, 15), 'Days of the month; without a day, the 1st.'],
  [s => s.toRunEvery(1).months().on(31).at(23, 59), 'The 31st, or the last day that there is.'],
  [s => s.toRunEvery(1).months().on(31, { ifMissing: 'skip' }), 'Only months that have one.'],
  [s => s.toRunEvery(1).months().on(-3), 'Counted from the end of the month.'],
  [s => s.toRunEvery(1).months().on(5).weekdaysOnly(), 'A Saturday or Sunday rolls forward to Monday.'],
  [
    s => s.toRunEvery(1).months().onTheFirst(Monday).at(3),
    'The first, the second … the last of its kind in the month.',
  ],
  [s => s.toRunEvery(1).months().onTheSecond(Tuesday), ''],
  [s => s.toRunEvery(1).months().onTheThird(Wednesday), ''],
  [s => s.toRunEvery(1).months().onTheFourth(Thursday), ''],
  [s => s.toRunEvery(1).months().onTheFifth(Monday), 'Only months that have five.'],
  [s => s.toRunEvery(1).months().onTheLast(Friday).at(18), ''],
  [s => s.toRunEvery(1).months().onTheLastDay().at(23, 59), ''],
  [s => s.toRunEvery(1).months().onTheFirstWeekday(), 'The first Monday to Friday.'],
  [s => s.toRunEvery(1).months().onTheLastWeekday(), 'The last Monday to Friday.'],
  [s => s.toRunEvery(1).years().in(Month.April).on(6).at(9), 'Months, then days; without a month, January.'],
  [
    s => s.toRunEvery(1).months().on(25).weekdaysOnly().skippingDays('2026-12-25'),
    "Working days: rolls over a weekend and over holidays, or to the last one before with `weekdaysOnly({ roll: 'back' })`.",
  ],
  [s => s.toRunCron('0 9 * * MON-FRI'), 'Cron text: five fields, six with seconds first, or `@daily`.'],
  [s => s.toRunEvery(7).minutes().between(9, 0, 17, 0), 'From, up to; an elapsed grid starts anew at each opening.'],
  [
    s => s.toRunEvery(1).hours().between(22, 0, 3, 0).onlyOn(DayOfWeek.Saturday),
    'A window over midnight belongs to the day on which it opens: Saturday night, until Sunday 03:00.',
  ],
  [
    s => s.toRunEvery(45).minutes().unlessBetween(12, 0, 14, 0),
    'Only removes, and starts no grid anew. Both may be said more than once.',
  ],
  [s => s.toRunEvery(1).days().at(9).except(Saturday), 'Not on these days of the week.'],
  [s => s.toRunEvery(6).hours().onlyOn(Saturday), 'On these days of the week only.'],
  [
    s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn('2026-11-21', date => date.month === 12),
    'Not on these dates: a holiday list.',
  ],
  [s => s.toRunEvery(90).minutes().startingAt('2026-12-01T08:00'), 'Counts from here, and runs nothing before.'],
  [s => s.toRunEvery(6).hours().until('2026-11-20T18:00'), 'Nothing later; this instant itself still runs.'],
  [s => s.toRunEvery(1).minutes().times(2), 'Ends after so many runs of this process.'],
  [s => s.toRunEvery(5).minutes().delayFor(1).hours(), 'Nothing before the start plus this; the grid stays.'],
  [s => s.toRunEvery(30).seconds().afterCompletion(), 'From the end of each run; the first, from the start.'],
  [s => s.toRunEvery(1).hours().withJitter({ minutes: 5 }), 'Up to this much later, the same on every host.'],
  [s => s.inZone('America/New_York').toRunEvery(1).days().at(21, 15), "Wall time of another zone than the registry's."],
  [s => s.withName('hourly-report').toRunEvery(1).hours(), 'The name; else that of the job, class or function.'],
  [s => s.toRunEvery(1).hours().andThen(cleanUp), 'Further work in the same run; the first failure ends it.'],
  [s => s.toRunEvery(1).hours().nonReentrant(), 'Skips an occurrence while the last run goes on: the default.'],
  [s => s.toRunEvery(1).hours().whenOverlapping('runAfter'), 'Or it waits, or `cancelPrevious` aborts the last run.'],
  [s => s.toRunEvery(1).hours().reentrant(), 'Runs may overlap.'],
  [s => s.toRunEvery(1).hours().inGroup('mail'), 'No two jobs of a group overlap.'],
  [
    s => s.toRunEvery(1).hours().withTimeout({ minutes: 5 }),
    "Aborts the run's signal; it keeps its place until it ends.",
  ],
  [s => s.toRunEvery(1).hours().abandonAfter({ minutes: 1 }), 'Frees the place of an aborted run that does not end.'],
  [s => s.toRunEvery(1).hours().withRetry({ attempts: 3 }), 'After 1 s, then 2 s, inside the run.'],
  [s => s.toRunEvery(1).hours().when(isOpen), 'Skipped, and recorded so, unless this holds.'],
  [s => s.toRunEvery(1).hours().skip(isOpen), 'Skipped if this holds.'],
  [
    s => s.toRunEvery(1).hours().whenMissed('runAll', { max: 24 }),
    'After sleep; `runOnce` is the default, `skip` runs none.',
  ],
  [s => s.toRunEvery(1).hours().before(note).after(note), 'Called around each run.'],
  [s => s.toRunEvery(1).hours().onSuccess(note).onFailure(note), 'Called after it, by outcome.'],
  [s => s.toRunEvery(1).hours().describedAs('Mails the day').tagged('mail'), 'For those who look at it later.'],
  [s => s.whenAsked().withRetry({ attempts: 5 }), 'No schedule: run by `trigger`, or in a farm by `enqueue`.'],
  [s => s.whenAsked().taking(order), 'What its data has to be: a Standard Schema, as Zod makes them.'],
  [s => s.toRunEvery(1).hours().onEveryHost(), 'In a farm: each host for itself.'],
  [s => s.toRunEvery(1).hours().atLeastOnce(), 'In a farm: run again where its host went away; the default.'],
  [s => s.toRunEvery(1).hours().atMostOnce(), 'In a farm: then recorded as lost, and not run again.'],
];
