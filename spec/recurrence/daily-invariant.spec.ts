import { expect } from 'chai';
import fc from 'fast-check';
import { type Moment, moments } from '../support/random/moments.js';
import { itHolds } from '../support/random/runs.js';
import { spoken } from '../support/spoken.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const clockTimes = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });

describe('a daily schedule', () => {
  itHolds(
    'has one occurrence on each local day of a year',
    fc.tuple(moments, clockTimes),
    ([moment, { hour, minute }]) => {
      // Clocks that jump over midnight, as in 1919, move a time of one date to the next.
      fc.pre(moment.zone !== 'America/Toronto' || hour < 23);
      const schedule = spoken({ zone: moment.zone, words: [['toRunEvery', 1], ['days'], ['at', hour, minute]] });
      const dates = datesOfYear(moment);
      const listed = schedule
        .occurrencesBetween(new Date(dates.fromMs), new Date(dates.toMs))
        .map(at => dates.dateOf(at.toMillis()));
      expect(listed).to.deep.equal(dates.all);
    },
    0.05,
  );
});

interface Dates {
  readonly fromMs: number;
  readonly toMs: number;
  /** Every date that clocks in the zone showed in that time, in order. */
  readonly all: readonly string[];
  readonly dateOf: (instant: number) => string;
}

/** The local dates of the year around a moment, as `Intl` tells them, asked for every sixth hour. */
function datesOfYear({ zone, atMs }: Moment): Dates {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const dateOf = (instant: number) => format.format(instant);
  const fromMs = midnightAfter(atMs - 183 * DAY_MS, dateOf);
  const toMs = midnightAfter(atMs + 183 * DAY_MS, dateOf);
  const all = new Set<string>();
  for (let at = fromMs; at < toMs; at += 6 * HOUR_MS) all.add(dateOf(at));
  return { fromMs, toMs, all: [...all], dateOf };
}

/** The first instant of the next local date, to the minute. */
function midnightAfter(instant: number, dateOf: (instant: number) => string): number {
  let low = instant;
  let high = instant + DAY_MS + 2 * HOUR_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dateOf(middle) === dateOf(low)) low = middle;
    else high = middle;
  }
  return high;
}
