import sinon from 'sinon';
import type { OracleSchedule } from '../../support/oracle/words.js';

/** Schedules whose answers could hang on the host's zone or date, if any did: those that clock changes make awkward. */
const CHAINS = [
  'toRunEvery(1).days().at(1, 30)',
  'toRunEvery(1).days().at(2, 30)',
  'toRunEvery(2).weeks().on(DayOfWeek.Sunday).at(2, 15)',
  'toRunEvery(1).months().on(-1).at(23, 59)',
  'toRunEvery(90).minutes().between(22, 0, 6, 0)',
  'toRunEvery(5).hours().at(45)',
  "toRunCron('30 1 * * *')",
  "toRunCron('*/20 1-2 * * SUN')",
];
const ZONES = ['America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/Sao_Paulo', 'UTC'];
const INSTANTS = ['2011-12-29T12:00:00Z', '2018-11-03T12:00:00Z', '2026-03-07T12:00:00Z', '2026-11-01T05:15:00Z'];

// Before anything of the library is there, so that nothing could have read the true date.
const [date] = process.argv.slice(2);
if (date !== undefined) sinon.useFakeTimers({ now: Date.parse(date), toFake: ['Date'] });
const { spoken } = await import('../../support/spoken.js');
const { parseChain } = await import('../../support/oracle/words.js');

for (const zone of ZONES) {
  for (const chain of CHAINS) {
    const asked: OracleSchedule = { zone, words: parseChain(chain) };
    const schedules = [spoken(asked), spoken({ ...asked, startingAt: '2011-03-13T02:30' })];
    for (const schedule of schedules) {
      for (const instant of INSTANTS) {
        const answers = [schedule.previous(instant), ...schedule.preview(4, instant)].map(at => at?.toISO());
        console.log(`${chain} ${zone} ${instant} ${answers.join(' ')}`);
      }
    }
  }
}
// What the process made of these is shown too, so that a spec can tell that they were set.
console.error(`${new Date(2026, 0).getTimezoneOffset()} ${new Date().getUTCMonth() + 1}`);
