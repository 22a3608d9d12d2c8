// A tour of the words. Schedules are values: they say when they fire without a scheduler, a clock, or a wait.
import { DayOfWeek, Month, Registry } from 'carillon';

const registry = new Registry({ zone: 'Europe/Berlin' });
const plan = (name: string) => registry.schedule(() => {}).withName(name);

plan('every 20 minutes').toRunEvery(20).minutes();
plan('every second hour, at quarter past').toRunEvery(2).hours().at(15);
plan('every 7 minutes of office hours').toRunEvery(7).minutes().between(9, 0, 17, 0).except(DayOfWeek.Sunday);
plan('daily').toRunEvery(1).days().at(21, 15);
plan('working days, twice').toRunEvery(1).weekdays().at(9).at(17, 30);
plan('weekends').toRunEvery(1).weekends().at(11);
plan('every second week').toRunEvery(2).weeks().on(DayOfWeek.Monday, DayOfWeek.Thursday).at(8);
plan('the 31st, or the last day there is').toRunEvery(1).months().on(31).at(23, 59);
plan('the first Monday').toRunEvery(1).months().onTheFirst(DayOfWeek.Monday).at(3);
plan('the last working day').toRunEvery(1).months().onTheLastWeekday().at(18);
plan('every 29 February').toRunEvery(1).years().in(Month.February).on(29, { ifMissing: 'skip' }).at(12);
plan('once, on Christmas Eve').toRunOnceAt('2026-12-24T18:00');
plan('as cron says it').toRunCron('0 9 * * MON-FRI');

for (const schedule of registry.compile()) {
  const [first, second] = schedule.preview(2, '2026-11-20T12:00').map(at => at.toFormat('ccc d LLL yyyy HH:mm'));
  console.log(`${schedule.name.padEnd(34)}  ${(first ?? '').padEnd(21)}  ${second ?? ''}`.trimEnd());
}

/* prints:
every 20 minutes                    Fri 20 Nov 2026 12:20  Fri 20 Nov 2026 12:40
every second hour, at quarter past  Fri 20 Nov 2026 12:15  Fri 20 Nov 2026 14:15
every 7 minutes of office hours     Fri 20 Nov 2026 12:02  Fri 20 Nov 2026 12:09
daily                               Fri 20 Nov 2026 21:15  Sat 21 Nov 2026 21:15
working days, twice                 Fri 20 Nov 2026 17:30  Mon 23 Nov 2026 09:00
weekends                            Sat 21 Nov 2026 11:00  Sun 22 Nov 2026 11:00
every second week                   Mon 30 Nov 2026 08:00  Thu 3 Dec 2026 08:00
the 31st, or the last day there is  Mon 30 Nov 2026 23:59  Thu 31 Dec 2026 23:59
the first Monday                    Mon 7 Dec 2026 03:00   Mon 4 Jan 2027 03:00
the last working day                Mon 30 Nov 2026 18:00  Thu 31 Dec 2026 18:00
every 29 February                   Tue 29 Feb 2028 12:00  Sun 29 Feb 2032 12:00
once, on Christmas Eve              Thu 24 Dec 2026 18:00
as cron says it                     Mon 23 Nov 2026 09:00  Tue 24 Nov 2026 09:00
*/
