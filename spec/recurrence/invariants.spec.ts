import { expect } from 'chai';
import fc from 'fast-check';
import type { ScheduleClause } from '../../lib/grammar/schedule-clause.js';
import type { CalendarDate } from '../../lib/recurrence/recurrence.js';
import { Schedule } from '../../lib/recurrence/schedule.js';
import { isEpochSeconds } from '../../lib/time/instant.js';
import { declared } from '../support/declared.js';
import type { Word } from '../support/oracle/words.js';
import { Zone } from '../support/oracle/zone.js';
import { askedOf, declaredOf, type RandomCase, randomCases } from '../support/random/random-case.js';
import { itHolds } from '../support/random/runs.js';
import { isBetween, reordered, wordsOf } from '../support/random/sentences.js';

const DAY_MS = 86_400_000;
const share = fc.double({ min: 0, max: 1, noNaN: true });
const numbers = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });

describe('the invariants of a schedule', () => {
  it('whatever it tells it can be asked about: nothing lies beyond the years 1 to 9999', () => {
    for (const words of [
      (s: ScheduleClause) => s.toRunEvery(1).years(),
      (s: ScheduleClause) => s.toRunEvery(6).hours(),
      (s: ScheduleClause) => s.toRunCron('0 0 1 1 *'),
    ]) {
      const { schedule } = declared(words);
      const last = schedule.previous('9999-12-31T23:59:59.999Z');
      expect(last?.year).to.equal(9999);
      expect(schedule.next(last ?? 0)).to.equal(undefined);
      expect(schedule.preview(2, '9999-01-01').map(({ year }) => year)).not.to.include(10_000);
    }
  });

  itHolds('next comes later, and is the same until it comes', fc.tuple(randomCases, share), ([random, part]) => {
    const at = random.atMs;
    const schedule = declaredOf(askedOf(random));
    const next = schedule?.nextMs(at);
    if (next === undefined) return;
    expect(next).to.be.above(at);
    expect(schedule?.nextMs(at + Math.floor((next - 1 - at) * part))).to.equal(next);
    expect(schedule?.nextMs(next - 1)).to.equal(next);
    expect(schedule?.nextMs(next - 0.5), 'of a clock that counts fractions').to.equal(next);
    expect(schedule?.nextMs(next)).to.not.equal(next);
  });

  itHolds('previous comes earlier, and is the same since it came', fc.tuple(randomCases, share), ([random, part]) => {
    const at = random.atMs;
    const schedule = declaredOf(askedOf(random));
    const previous = schedule?.previousMs(at);
    if (previous === undefined) return;
    expect(previous).to.be.below(at);
    expect(schedule?.previousMs(previous + 1 + Math.floor((at - previous - 1) * part))).to.equal(previous);
    expect(schedule?.previousMs(previous + 1)).to.equal(previous);
    expect(schedule?.previousMs(previous + 0.5), 'of a clock that counts fractions').to.equal(previous);
    const seen = schedule?.previous(isEpochSeconds(previous + 0.5) ? new Date(previous + 1) : previous + 0.5);
    expect(seen?.toMillis()).to.equal(previous);
  });

  itHolds('the next of the previous of the next is the next', randomCases, random => {
    const schedule = declaredOf(askedOf(random));
    const next = schedule?.nextMs(random.atMs);
    const previous = next === undefined ? undefined : schedule?.previousMs(next);
    if (schedule === undefined || next === undefined || previous === undefined) return;
    expect(previous).to.be.at.most(random.atMs);
    expect(schedule.nextMs(previous)).to.equal(next);
    expect(schedule.previousMs(next)).to.equal(previous);
  });

  itHolds('no occurrence is outside of its filters and bounds', randomCases, random => {
    const schedule = declaredOf(askedOf(random));
    const words = wordsOf(random.sentence);
    const windows = words.filter(([word]) => word === 'between').map(([, ...said]) => said as readonly number[]);
    for (const at of around(schedule, random)) {
      const wall = Zone.of(random.zone).wallAt(at);
      const owner = Math.floor(wall / DAY_MS) - (isAfterMidnight(wall, windows) ? 1 : 0);
      const isInWindow = windows.length === 0 || windows.some(said => isBetween(minuteOf(wall), said));
      expect(isInWindow, `between of ${at}`).to.equal(true);
      for (const word of words)
        expect(isAllowed(word, owner, wall, at, random.zone), `${word.join(' ')} of ${at}`).to.equal(true);
    }
  });

  itHolds('until is a bound that may itself be an occurrence', randomCases, random => {
    const words = wordsOf(random.sentence).filter(([word]) => word !== 'until');
    const next = declaredOf({ zone: random.zone, words })?.nextMs(random.atMs);
    if (next === undefined || words.every(([word]) => word === 'toRunOnceAt')) return;
    const bounded = declaredOf({ zone: random.zone, words, until: new Date(next).toISOString() });
    expect(bounded?.nextMs(random.atMs)).to.equal(next);
    expect(bounded?.nextMs(next)).to.equal(undefined);
  });

  itHolds('any order of the same words gives the same set', fc.tuple(randomCases, numbers), ([random, order]) => {
    const schedule = declaredOf(askedOf(random));
    const other = declaredOf({ zone: random.zone, words: reordered(random.sentence, order) });
    expect(around(other, random)).to.deep.equal(around(schedule, random));
    expect(other?.plan).to.deep.equal(schedule?.plan);
  });

  itHolds('a function of the date excepts what the dates themselves do', randomCases, random => {
    const words = wordsOf(random.sentence);
    const asFunctions = words.map(([word, ...args]): Word => {
      if (word !== 'exceptOn' && word !== 'skippingDays') return [word, ...args];
      return [word, (date: CalendarDate) => args.includes(date.iso)];
    });
    const schedule = declaredOf({ zone: random.zone, words });
    expect(around(declaredOf({ zone: random.zone, words: asFunctions }), random)).to.deep.equal(
      around(schedule, random),
    );
  });

  itHolds(
    'what is counted at once is what is counted day by day',
    fc.tuple(randomCases, fc.integer({ min: 1, max: 60 * 24 })),
    ([random, hours]) => {
      const bound = declaredOf(askedOf(random))?.bind(random.atMs);
      if (bound === undefined) return;
      const from = random.atMs - hours * 3_600_000;
      let [sum, at] = [0, from];
      for (; at < random.atMs + 20 * DAY_MS; at += 0.7 * DAY_MS) sum += bound.count(at, at + 0.7 * DAY_MS);
      expect(bound.count(from, at)).to.equal(sum);
    },
    0.5,
  );

  itHolds('a written and read schedule is the same set', randomCases, random => {
    const schedule = declaredOf(askedOf(random));
    if (schedule === undefined) return;
    const read = Schedule.fromJSON(JSON.parse(JSON.stringify(schedule)));
    expect(around(read, random)).to.deep.equal(around(schedule, random));
    expect(read.equals(schedule)).to.equal(true);
  });
});

/** The occurrences just before and after the instant of a case. */
function around(schedule: Schedule | undefined, { atMs }: RandomCase): readonly number[] {
  const previous = schedule?.previousMs(atMs);
  const found = [previous, previous === undefined ? undefined : schedule?.previousMs(previous)];
  let at = schedule?.nextMs(atMs - 1);
  while (at !== undefined && found.length < 6) {
    found.push(at);
    at = schedule?.nextMs(at);
  }
  return found.filter(instant => instant !== undefined);
}

/** Whether one word that narrows lets an instant through, by what clocks show and the day to which it belongs. */
function isAllowed([word, ...args]: Word, owner: number, wall: number, at: number, zone: string): boolean {
  const dayOfWeek = ((((owner + 3) % 7) + 7) % 7) + 1;
  switch (word) {
    case 'except':
      return !args.includes(dayOfWeek);
    case 'onlyOn':
      return args.includes(dayOfWeek);
    case 'exceptOn':
      return !args.includes(new Date(owner * DAY_MS).toISOString().slice(0, 10));
    case 'unlessBetween':
      return !isBetween(minuteOf(wall), args as readonly number[]);
    case 'startingAt':
      return at >= instantOf(String(args[0]), zone);
    case 'until':
      return at <= instantOf(String(args[0]), zone);
    default:
      return true;
  }
}

/** Whether every minute since midnight, and the last one before it, lies in a window. */
function isAfterMidnight(wall: number, windows: readonly (readonly number[])[]): boolean {
  const isIn = (minute: number) => windows.some(said => isBetween(minute, said));
  return isIn(1439) && Array.from({ length: Math.floor(minuteOf(wall)) + 1 }, (_, minute) => minute).every(isIn);
}

function minuteOf(wall: number): number {
  return (wall - Math.floor(wall / DAY_MS) * DAY_MS) / 60_000;
}

function instantOf(text: string, zone: string): number {
  return text.endsWith('Z') ? Date.parse(text) : Zone.of(zone).resolve(Date.parse(`${text}Z`));
}
