import { expect } from 'chai';
import { Complaint } from '../../lib/cli/complaint.js';
import { looksLikeWords, readWords } from '../../lib/cli/words/read-words.js';
import { CODE_WORDS, PLAIN_WORDS, scheduleOfCron, scheduleOfWords } from '../../lib/cli/words/speak.js';
import * as core from '../../lib/index.js';

const NAMES = { DayOfWeek: core.DayOfWeek, Month: core.Month };

describe('words that are typed', () => {
  it('are the words of the grammar, all of them', () => {
    const clause: object = new core.Registry({ zone: 'UTC' }).schedule(() => {});
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(clause)).filter(name => name !== 'constructor');
    expect([...PLAIN_WORDS, ...CODE_WORDS].sort()).to.deep.equal(methods.sort());
  });

  const spoken: Readonly<Record<string, string>> = {
    'toRunEvery(2).weeks().on(Friday).at(9)': 'every second week on Friday at 09:00',
    'toRunEvery(2).weeks().on(DayOfWeek.Friday, Monday).at(9);': 'every second week on Monday and Friday at 09:00',
    '.toRunEvery(1).days().at(2, 30)': 'every day at 02:30',
    's => s.toRunEvery(5).minutes()': 'every 5 minutes',
    'registry.schedule(new Digest(mailer, { at: [1, 2] })).toRunEvery(1).days()': 'every day at 00:00',
    'jobs.schedule(async ({ log }) => { log.info("(hm"); }).toRunEvery(1).hours()': 'every hour',
    'jobs.schedule(() => (a ? b + 1 : !c)).toRunEvery(1).hours()': 'every hour',
    'jobs\n  .schedule(async () => { await db.query("x"); n += 1; })\n  .toRunEvery(1)\n  .hours();': 'every hour',
    'scheduler.add(work, s => s.toRunEvery(5).minutes());': 'every 5 minutes',
    'scheduler.add(() => db.tidy("all"), (s: Words) => s.toRunEvery(5).minutes())': 'every 5 minutes',
    'job.edit((s) => s.toRunEvery(5).minutes().between(9, 0, 17, 0))': 'every 5 minutes between 09:00',
    's.toRunEvery(5).minutes()': 'every 5 minutes',
    "toRunCron('0 9 * * 1-5')": 'every week on Monday to Friday at 09:00',
    'toRunEvery(1).years().in(Month.March).on(29, { ifMissing: "skip" })': 'every year on 29 March at 00:00',
    'toRunEvery(10).minutes().between(7,0,22,0).exceptOn(["2026-12-24"]).withTimeout({ seconds: 20 })':
      'every 10 minutes between 07:00 and 22:00, anew each day',
    'toRunEvery(1_000).milliseconds().withName("a")': 'every 1000 milliseconds',
  };
  for (const [words, english] of Object.entries(spoken)) {
    it(`are read: ${words}`, () => {
      expect(looksLikeWords(words)).to.equal(true);
      expect(scheduleOfWords(core, words, 'UTC').describe()).to.contain(english);
    });
  }

  const refused: Readonly<Record<string, string>> = {
    'toRunEvery(5)': 'toRunEvery(5) is unfinished',
    'toRunEvery(1).days().at(25)': 'from 0 to 23',
    'toRunEvery(1).dayz()': "there is no word 'dayz'",
    'toRunEvery(1).days().when(() => true)': 'when(…) takes code',
    'toRunEvery(process.exit(3)).days()': "at 'process', character 12",
    'toRunEvery(1).days().constructor("return 1")()': "there is no word 'constructor'",
    'toRunEvery(1).__proto__()': "there is no word '__proto__'",
    'toRunEvery(1).days().on(DayOfWeek.__proto__)': "at '__proto__'",
    'toRunEvery(1).days().on(toString)': "at 'toString'",
    'toRunEvery(1).days': 'at the end of these words',
    'toRunEvery(1).days() and more': "at 'and'",
    'toRunEvery(1).days().at(`${1}`)': 'hour',
    'toRunEvery(1 + 1).days()': "at '+', character 14",
    'toRunEvery(5).minutes())': "at ')', character 24",
    's => s.toRunEvery(5).minutes())': "at ')', character 31",
    'toRunEvery(1).days().exceptOn(date => date.month === 12)':
      "at 'date', character 31 of these words there should be",
    's => s.torunevery(1).hours()': "there is no word 'torunevery'",
    's => s.toRunEvery(1).hours().when(run => run.isOpen)': 'when(…) takes code',
    "toRunOnceAt('2026-12-24": "from ''2026-12-24' on",
    "inZone('UTC')": 'this schedule does not say when it runs',
    'toRunEvery(1': 'at the end of these words',
  };
  for (const [words, message] of Object.entries(refused)) {
    it(`are refused: ${words}`, () => {
      expect(() => scheduleOfWords(core, words, 'UTC'))
        .to.throw(Complaint, message)
        .with.property('status', 1);
    });
  }

  it('name what makes no sense without a name that nobody gave', () => {
    expect(() => scheduleOfCron(core, '0 25 * * *', 'UTC')).to.throw(
      Complaint,
      /^cron text '0 25 \* \* \*': the hour field/,
    );
    const never = 'toRunEvery(1).years().in(February).on(30, { ifMissing: "skip" })';
    expect(() => scheduleOfWords(core, never, 'UTC')).to.throw(Complaint, /^this schedule can never fire/);
  });

  it('hold values of every kind', () => {
    const [word] = readWords(
      "on(-1.5, 'it\\'s', true, undefined, [Friday, [2]], { a: { 'b-c': 3 } })",
      NAMES,
      () => {},
    );
    expect(word?.args).to.deep.equal([-1.5, "it's", true, undefined, [5, [2]], { a: { 'b-c': 3 } }]);
  });

  it('are told from names and cron text', () => {
    expect(['backup', '0 9 * * 1-5', 'every day at 21:15', '@daily', 'a (1)'].filter(looksLikeWords)).to.deep.equal([]);
  });
});
