import { expect } from 'chai';
import fc from 'fast-check';
import type { Schedule } from '../../lib/recurrence/schedule.js';
import { oracleNext, oracleOccurrences, oraclePrevious } from '../support/oracle/occurrences.js';
import type { OracleSchedule } from '../support/oracle/words.js';
import { Zone } from '../support/oracle/zone.js';
import { askedOf, declaredOf, type RandomCase, randomCases } from '../support/random/random-case.js';
import { itHolds } from '../support/random/runs.js';

const DAY_MS = 86_400_000;
const ELAPSED = ['milliseconds', 'seconds', 'minutes', 'hours'];

/** A part of the stretch of a case. */
const shares = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));

describe('the engine agrees with the slow oracle', () => {
  itHolds('in what it refuses', randomCases, random => {
    const { schedule, asked } = both(random);
    if (schedule !== undefined) return;
    const found = oracleOccurrences(asked, random.fromMs, random.toMs);
    expect(shown(found.filter(at => !isOfLongAgo(at, random.zone)))).to.deep.equal([]);
  });

  // In one, since the oracle's walk is what takes its time.
  itHolds('in what it lists, and backwards', randomCases, random => {
    const { schedule, asked } = both(random);
    if (schedule === undefined) return;
    const expected = oracleOccurrences(asked, random.fromMs, random.toMs);
    const listed = schedule.occurrencesBetween(new Date(random.fromMs), new Date(random.toMs));
    expect(shown(listed.map(at => at.toMillis()))).to.deep.equal(shown(expected));
    expect(shown(backwards(schedule, random, expected.length + 1)), 'backwards').to.deep.equal(shown(expected));
  });

  itHolds('in what it counts', fc.tuple(randomCases, shares), ([random, cuts]) => {
    const { schedule, asked } = both(random);
    if (schedule === undefined) return;
    const [from = 0, to = 0] = cuts.map(share => cutAt(random, share)).sort((a, b) => a - b);
    const expected = oracleOccurrences(asked, from, to);
    expect(schedule.bind(random.fromMs).count(from, to)).to.equal(expected.length);
  });

  itHolds('between occurrences', fc.tuple(randomCases, shares), ([random, [share]]) => {
    const { schedule, asked } = both(random);
    if (schedule === undefined) return;
    const at = cutAt(random, share);
    const expected = oracleOccurrences(asked, random.fromMs, random.toMs);
    const next = expected.find(occurrence => occurrence > at);
    const previous = expected.findLast(occurrence => occurrence < at);
    if (next !== undefined) expect(schedule.nextMs(at)).to.equal(next);
    if (previous !== undefined) expect(schedule.previousMs(at)).to.equal(previous);
  });

  itHolds(
    'in what is far',
    randomCases,
    random => {
      const { schedule, asked } = both(random);
      if (schedule === undefined) return;
      const withinMs = farMs(random);
      const next = within(schedule.nextMs(random.atMs), random.atMs, withinMs);
      const previous = within(schedule.previousMs(random.atMs), random.atMs, withinMs + 1);
      expect(next).to.equal(oracleNext(asked, random.atMs, withinMs));
      expect(previous).to.equal(oraclePrevious(asked, random.atMs, withinMs));
    },
    0.25,
  );
});

function both(random: RandomCase): { readonly schedule: Schedule | undefined; readonly asked: OracleSchedule } {
  const asked = askedOf(random);
  return { schedule: declaredOf(asked), asked };
}

/**
 * Whether clocks were changed in the day before, or run as they have not for many years. What only a change could bring
 * about, or only hours counted by an offset that a zone has left, is refused: Mondays at 00:00 between 00:59 and midnight
 * happen where clocks leave midnight out, as Toronto's did in 1919, and Monrovia was 44 minutes behind until 1972.
 */
function isOfLongAgo(at: number, zone: string): boolean {
  const offsetAt = (ms: number) => Zone.of(zone).offsetAt(ms);
  return offsetAt(at) !== offsetAt(at - 1.1 * DAY_MS) || !OF_LATE.some(ms => offsetAt(ms) === offsetAt(at));
}

/** A day of each month in the twelve years before the default anchor and after it. */
const OF_LATE = Array.from({ length: 2 * 12 * 12 }, (_, month) => Date.UTC(2012, month));

/**
 * As far as the oracle looks: a window or a thin filter makes it walk a dense grid in vain. The engine looks no further
 * than 12 years for what only clock changes bring about.
 */
function farMs({ fromMs, toMs, sentence }: RandomCase): number {
  const isElapsed = sentence.head.some(([word]) => ELAPSED.includes(word));
  return isElapsed ? Math.max(20 * DAY_MS, toMs - fromMs) : 11 * 366 * DAY_MS;
}

/** `at`, unless it is as far from `fromMs` as this. */
function within(at: number | undefined, fromMs: number, withinMs: number): number | undefined {
  return at !== undefined && Math.abs(at - fromMs) < withinMs ? at : undefined;
}

function cutAt({ fromMs, toMs }: RandomCase, share: number): number {
  return fromMs + Math.floor((toMs - fromMs) * share);
}

/** No more than `atMost`, so that an engine that does not move on is no endless loop. */
function backwards(schedule: Schedule, { fromMs, toMs }: RandomCase, atMost: number): readonly number[] {
  const found: number[] = [];
  let at = schedule.previousMs(toMs);
  while (at !== undefined && at >= fromMs && found.length < atMost) {
    found.unshift(at);
    at = schedule.previousMs(at);
  }
  return found;
}

/** ISO texts, which a failure can be read from. */
function shown(instants: readonly number[]): readonly string[] {
  return instants.map(at => new Date(at).toISOString());
}
