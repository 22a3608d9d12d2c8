import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { oracleCronNext, oracleCronPrevious } from './cron.js';
import { oracleNext, oracleOccurrences, oraclePrevious } from './occurrences.js';
import { type OracleSchedule, parseChain } from './words.js';
import { Zone } from './zone.js';

interface Case {
  readonly id: string;
  readonly words: string;
  readonly cron: string;
  readonly zone: string;
  readonly startingAt?: string;
  readonly after: string;
  readonly expected?: readonly string[];
  readonly expectedNot?: string;
  readonly note?: string;
}

describe('oracle', () => {
  describe('agrees with every line of words.jsonl', () => {
    for (const line of cases('words.jsonl')) {
      it(`${line.id} ${line.words} in ${line.zone}`, () => {
        const schedule = { words: parseChain(line.words), zone: line.zone, startingAt: line.startingAt };
        agrees(
          line,
          afterMs => oracleNext(schedule, afterMs),
          beforeMs => oraclePrevious(schedule, beforeMs),
        );
      });
    }
  });

  describe('agrees with every line of cron.jsonl', () => {
    for (const line of cases('cron.jsonl')) {
      it(`${line.id} ${line.cron} in ${line.zone}`, () => {
        agrees(
          line,
          afterMs => oracleCronNext(line.cron, line.zone, afterMs),
          beforeMs => oracleCronPrevious(line.cron, line.zone, beforeMs),
        );
      });
    }
  });

  describe('moves what a gap skips, and takes the first of what an overlap shows twice', () => {
    const table: readonly (readonly [chain: string, zone: string, from: string, to: string, expected: string[]])[] = [
      // A gap moves 02:30 to 03:30, and both times of the day are then one occurrence.
      ['toRunEvery(1).days().at(2, 30).at(3, 30)', 'America/New_York', '2026-03-08', '2026-03-09', ['03-08T07:30Z']],
      // An overlap is lived once by a wall time, at the first …
      ['toRunEvery(1).days().at(1, 30)', 'America/New_York', '2026-11-01', '2026-11-02', ['11-01T05:30Z']],
      // … and twice by physical time, also when it is moved to a minute of its hour.
      [
        'toRunEvery(1).hours().at(30)',
        'America/New_York',
        '2026-11-01T00:00',
        '2026-11-01T03:00',
        ['11-01T04:30Z', '11-01T05:30Z', '11-01T06:30Z', '11-01T07:30Z'],
      ],
      // A gap of 30 minutes, and one at midnight.
      ['toRunEvery(1).days().at(2, 15)', 'Australia/Lord_Howe', '2025-10-05', '2025-10-06', ['10-04T15:45Z']],
      ['toRunEvery(1).days()', 'America/Santiago', '2025-09-07', '2025-09-08', ['09-07T04:00Z']],
      // Filters look at the occurrence where the gap has put it.
      ['toRunEvery(1).days().at(2, 30).between(2, 0, 3, 0)', 'America/New_York', '2026-03-08', '2026-03-09', []],
      // A window whose opening falls into a gap opens right after it, one whose end does ends where the gap begins.
      [
        'toRunEvery(20).minutes().between(2, 30, 3, 30)',
        'America/New_York',
        '2026-03-08',
        '2026-03-09',
        ['03-08T07:00Z', '03-08T07:20Z'],
      ],
      [
        'toRunEvery(20).minutes().between(1, 30, 2, 30)',
        'America/New_York',
        '2026-03-08',
        '2026-03-09',
        ['03-08T06:30Z', '03-08T06:50Z'],
      ],
      // One grid from the first 01:30 on; the second pass of 01:00 to 01:30 is outside the window.
      [
        'toRunEvery(20).minutes().between(1, 30, 2, 10)',
        'America/New_York',
        '2026-11-01',
        '2026-11-02',
        ['11-01T05:30Z', '11-01T05:50Z', '11-01T06:30Z', '11-01T06:50Z'],
      ],
      // It closes at its last: the second 01:30. The first pass of 01:30 to 02:00 is outside the window.
      [
        'toRunEvery(20).minutes().between(1, 0, 1, 30)',
        'America/New_York',
        '2026-11-01',
        '2026-11-02',
        ['11-01T05:00Z', '11-01T05:20Z', '11-01T06:00Z', '11-01T06:20Z'],
      ],
    ];
    for (const [chain, zone, from, to, expected] of table) {
      it(`${chain} in ${zone} from ${from}`, () => {
        const schedule: OracleSchedule = { words: parseChain(chain), zone };
        expect(shown(oracleOccurrences(schedule, local(zone, from), local(zone, to)))).to.deep.equal(expected);
      });
    }
  });

  describe("takes Apia's missing 30 December 2011 as a gap of a day", () => {
    const table: readonly (readonly [chain: string, expected: string[]])[] = [
      ['toRunEvery(1).days().at(9)', ['12-29T19:00Z', '12-30T19:00Z', '12-31T19:00Z']],
      // The Friday that is not there becomes a Saturday, and filters see a Saturday.
      ['toRunEvery(1).weeks().on(DayOfWeek.Friday).at(9)', ['12-30T19:00Z']],
      ['toRunEvery(1).weeks().on(DayOfWeek.Friday).at(9).onlyOn(DayOfWeek.Friday)', []],
      ['toRunEvery(1).days().at(9).weekdaysOnly()', ['12-29T19:00Z']],
      ["toRunEvery(1).days().at(9).exceptOn(['2011-12-30'])", ['12-29T19:00Z', '12-30T19:00Z', '12-31T19:00Z']],
      // No window is open on a day that is not there; one over midnight goes on after it.
      [
        'toRunEvery(6).hours().between(9, 0, 17, 0)',
        ['12-29T19:00Z', '12-30T01:00Z', '12-30T19:00Z', '12-31T01:00Z', '12-31T19:00Z'],
      ],
    ];
    for (const [chain, expected] of table) {
      it(chain, () => {
        const schedule: OracleSchedule = { words: parseChain(chain), zone: 'Pacific/Apia' };
        const found = oracleOccurrences(schedule, Date.UTC(2011, 11, 29, 12), Date.UTC(2011, 11, 31, 22));
        expect(shown(found)).to.deep.equal(expected);
      });
    }
  });

  describe('reads what the tables of cases do not hold', () => {
    const table: readonly (readonly [chain: string, from: string, to: string, expected: string[]])[] = [
      ["toRunOnceAt('2026-05-02T10:00')", '2026-01-01', '2027-01-01', ['05-02T10:00Z']],
      [
        "toRunOnceAt('2026-05-02T10:00').andEvery(2).days()",
        '2026-01-01',
        '2026-05-06',
        ['05-02T10:00Z', '05-04T00:00Z'],
      ],
      [
        "toRunEvery(12).hours().startingAt('2026-05-02T10:00').until('2026-05-03T10:00')",
        '2026-05-01',
        '2026-05-09',
        ['05-02T10:00Z', '05-02T22:00Z', '05-03T10:00Z'],
      ],
      [
        'toRunEvery(1).months().on(1, 31)',
        '2026-02-01',
        '2026-03-02',
        ['02-01T00:00Z', '02-28T00:00Z', '03-01T00:00Z'],
      ],
      ['toRunEvery(1).months().on(31).weekdaysOnly()', '2026-02-01', '2026-03-05', ['02-02T00:00Z', '03-02T00:00Z']],
      [
        "toRunEvery(1).days().exceptOn(['2026-05-02', '2026-05-03'])",
        '2026-05-01',
        '2026-05-05',
        ['05-01T00:00Z', '05-04T00:00Z'],
      ],
      [
        'toRunEvery(250).milliseconds().between(9, 0, 9, 1)',
        '2026-05-01T09:00:59.500',
        '2026-05-02T09:00',
        ['05-01T09:00:59.500Z', '05-01T09:00:59.750Z'],
      ],
    ];
    for (const [chain, from, to, expected] of table) {
      it(chain, () => {
        const schedule: OracleSchedule = { words: parseChain(chain), zone: 'UTC' };
        expect(shown(oracleOccurrences(schedule, local('UTC', from), local('UTC', to)))).to.deep.equal(expected);
      });
    }
  });
});

function cases(file: string): readonly Case[] {
  const lines = readFileSync(new URL(`../../../../spec/conformance/${file}`, import.meta.url), 'utf8').split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line) as Case);
}

type Asked = (atMs: number) => number | undefined;

function agrees(line: Case, next: Asked, previous: Asked): void {
  if (line.note?.startsWith('refused')) {
    expect(() => next(Date.parse(line.after))).to.throw(RangeError);
    return;
  }
  const first = next(Date.parse(line.after));
  if (line.expectedNot !== undefined) expect(first).to.not.equal(Date.parse(line.expectedNot));
  if (line.expected === undefined) return;
  if (line.expected.length === 0) expect(first).to.equal(undefined);
  const expected = line.expected.map(text => Date.parse(text));
  const found: (number | undefined)[] = [];
  for (const _ of expected) found.push(next(found.at(-1) ?? Date.parse(line.after)));
  expect(found).to.deep.equal(expected);
  for (const [index, atMs] of expected.entries()) if (index > 0) expect(previous(atMs)).to.equal(expected[index - 1]);
}

function local(zone: string, text: string): number {
  return Zone.of(zone).resolve(Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`));
}

function shown(instants: readonly number[]): string[] {
  return instants.map(atMs =>
    new Date(atMs)
      .toISOString()
      .slice(5)
      .replace(/(:00)?\.000Z$/, 'Z'),
  );
}
