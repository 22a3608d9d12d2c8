import { expect } from 'chai';
import { parseChain } from '../support/oracle/words.js';
import { spoken } from '../support/spoken.js';

interface Found {
  readonly chain: string;
  readonly zone: string;
  readonly startingAt?: string;
  readonly from: string;
  readonly expected: readonly string[];
}

/** What the random properties have found in the engine, kept since chance may take long to come upon it again. */
const cases: Readonly<Record<string, Found>> = {
  'a window of 23 hours opens in the overlap in which its last hours pass again': {
    chain: 'toRunEvery(1).hours().at(0).between(23, 45, 23, 1)',
    zone: 'America/Sao_Paulo',
    from: '2018-02-18T00:00Z',
    expected: ['2018-02-18T00:00:00.000Z', '2018-02-18T02:00:00.000Z', '2018-02-18T03:00:00.000Z'],
  },
  'an excepted date has its first hour twice': {
    chain: "toRunEvery(6).hours().between(11, 30, 0, 15).exceptOn('2026-11-01', '2026-11-02')",
    zone: 'America/Havana',
    from: '2026-10-31T21:00Z',
    expected: ['2026-10-31T21:30:00.000Z', '2026-11-01T03:30:00.000Z', '2026-11-03T16:30:00.000Z'],
  },
  'only a gap of two hours moves the opening to where the minute is inside': {
    chain: 'toRunEvery(3).hours().at(1).between(1, 2, 3, 0)',
    zone: 'America/St_Johns',
    startingAt: '1988-04-01T15:33:00Z',
    from: '1988-04-01T00:00Z',
    expected: ['1988-04-03T03:31:00.000Z'],
  },
  'a gap of three hours that begins behind the full hour moves a minute by all of them': {
    chain: 'toRunEvery(2).hours().at(0).between(0, 30, 0, 15)',
    zone: 'Antarctica/Casey',
    from: '2020-10-03T18:30Z',
    expected: ['2020-10-03T19:00:00.000Z', '2020-10-03T20:00:00.000Z'],
  },
  'the last one lies further back than the calendar takes to come again': {
    chain: 'toRunEvery(1000).years()',
    zone: 'Europe/Berlin',
    from: '2024-01-02T00:00Z',
    expected: ['3023-12-31T23:00:00.000Z', '4023-12-31T23:00:00.000Z'],
  },
  'the next one lies further ahead than that, behind many that a filter takes': {
    chain:
      'toRunEvery(69849).weekends().at(1, 30).at(2).at(3).at(4).at(5).at(6).at(7).at(8).at(9).at(10).unlessBetween(2, 0, 1, 0)',
    zone: 'Europe/Berlin',
    from: '2024-01-08T00:00Z',
    expected: ['2693-05-06T23:30:00.000Z'],
  },
  'a step of a year and an hour comes to the hour that is left only after 24 years': {
    chain: 'toRunEvery(8761).hours().at(15).unlessBetween(22, 0, 21, 0)',
    zone: 'UTC',
    from: '2021-01-01T00:00Z',
    expected: ['2044-12-26T21:15:00.000Z'],
  },
  'a date of every fifth year is on the Sunday of a gap only after 30 years': {
    chain: 'toRunEvery(5).years().in(Month.March).on(29).at(2, 30).between(3, 0, 4, 0)',
    zone: 'Europe/Berlin',
    from: '2024-01-01T00:00Z',
    expected: ['2054-03-29T01:30:00.000Z'],
  },
  'every 38th Sunday is that of a gap only after 24 years': {
    chain: 'toRunEvery(38).weeks().on(DayOfWeek.Sunday).unlessBetween(0, 0, 1, 0)',
    zone: 'America/Santiago',
    from: '2011-08-22T00:00Z',
    expected: ['2035-09-02T04:00:00.000Z'],
  },
  'of those that lie further apart than that several in a row are excepted': {
    chain: "toRunEvery(500).years().exceptOn('2524-01-01', '3024-01-01', '3524-01-01')",
    zone: 'Europe/Berlin',
    from: '2023-12-31T00:00Z',
    expected: ['2023-12-31T23:00:00.000Z', '4023-12-31T23:00:00.000Z'],
  },
};

describe('what chance has found', () => {
  for (const [name, { chain, zone, startingAt, from, expected }] of Object.entries(cases)) {
    it(name, () => {
      const schedule = spoken({ zone, startingAt, words: parseChain(chain) });
      const last = Date.parse(expected.at(-1) ?? '');
      const forward = schedule.occurrencesBetween(from, last + 1).map(at => at.toUTC().toISO());
      expect(forward).to.deep.equal(expected);

      const backward: (string | undefined)[] = [];
      for (let before = last + 1; backward.length < expected.length; before = Date.parse(backward[0] ?? ''))
        backward.unshift(schedule.previous(before)?.toUTC().toISO());
      expect(backward).to.deep.equal(expected);
    });
  }
});
