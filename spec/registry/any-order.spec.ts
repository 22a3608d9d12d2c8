import { expect } from 'chai';
import fc from 'fast-check';
import { ScheduleError } from '../../lib/errors.js';
import { declared, type Untyped, untyped } from '../support/declared.js';
import { shuffled } from '../support/random/shuffled.js';

const RUNS = 1000;

/** A word and what it is given. */
type Said = readonly [word: string, ...args: readonly unknown[]];

/** A sentence: how it begins, what only its clause offers, and what may be said anywhere. */
interface Sentence {
  readonly head: readonly Said[];
  readonly own: readonly Said[];
  readonly common: readonly Said[];
}

const isHoliday = () => false;
const isOpen = () => true;
const count = fc.integer({ min: 1, max: 400 });
const dayOfWeek = fc.integer({ min: 1, max: 7 });
const dayOfMonth = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }));

const at = count.map((n): Said => ['at', n % 24, n % 60, n % 7]);
const atMinute = count.map((n): Said => ['at', n % 60]);
const onDayOfWeek = dayOfWeek.map((day): Said => ['on', day]);
const weekdaysOnly = fc.constant<Said>(['weekdaysOnly']);
const inMonth = fc.integer({ min: 1, max: 12 }).map((month): Said => ['in', month]);
const onDays = fc.oneof(
  dayOfMonth.map((day): Said => ['on', day]),
  dayOfMonth.map((day): Said => ['on', day, { ifMissing: 'skip' }]),
  dayOfWeek.map((day): Said => ['onTheThird', day]),
  dayOfWeek.map((day): Said => ['onTheLast', day]),
  fc.constantFrom<Said>(['onTheLastDay'], ['onTheFirstWeekday'], ['onTheLastWeekday']),
);

/** Words that are said once at most, and some that may be repeated. */
const common = fc
  .tuple(
    once(['between', 23, 30, 23, 0]),
    repeated(fc.constantFrom<Said>(['except', 6], ['except', 7], ['onlyOn', 1, 2, 3, 7])),
    repeated(fc.constantFrom<Said>(['exceptOn', '2026-12-24'], ['exceptOn', '2027-01-01', '2026-12-24'])),
    once(['exceptOn', isHoliday]),
    once(['startingAt', '2026-10-25T02:30'], ['startingAt', 0]),
    once(['until', '2030-03-31T02:30'], ['until', Date.UTC(2040, 1)]),
    once(['times', 7]),
    once(['withJitter', 50]),
    once(['inZone', 'Europe/Berlin'], ['inZone', 'Pacific/Apia']),
    once(['withName', 'renamed']),
    once(['when', isOpen]),
    once(['withTimeout', 5]),
    once(['nonReentrant'], ['whenOverlapping', 'runAfter']),
    once(['inGroup', 'mail']),
  )
  .map(words => words.flat());

const sentences: fc.Arbitrary<Sentence> = fc.oneof(
  sentence('minutes', fc.constantFrom<Said>(['onFailure', isOpen])),
  sentence('hours', atMinute),
  sentence('days', fc.oneof(at, weekdaysOnly)),
  sentence('weekdays', at),
  sentence('weeks', fc.oneof(at, onDayOfWeek)),
  sentence('months', fc.oneof(at, onDays, weekdaysOnly)),
  sentence('years', fc.oneof(at, onDays, weekdaysOnly, inMonth)),
);

describe('the order of words', () => {
  it('does not change what they mean', () => {
    const property = fc.property(sentences, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (spoken, numbers) => {
      const { head, own } = spoken;
      const plain = [...head, ...own, ...spoken.common];
      const [first = 0, ...rest] = numbers;
      const common = shuffled(spoken.common, rest);
      const before = common.splice(0, first % (common.length + 1));
      const other = [...before, ...head, ...shuffled([...own, ...common], rest)];
      expect(meaningOf(other)).to.deep.equal(meaningOf(plain));
    });
    fc.assert(property, { numRuns: RUNS });
  });
});

/** What the words make of a job or, where they leave it no occurrence, the error that says so. */
function meaningOf(words: readonly Said[]): unknown {
  try {
    const { schedule, ...behaviour } = declared(begun => {
      let clause: Untyped = untyped(begun);
      for (const [word, ...args] of words) clause = clause.say(word, ...args);
    });
    return { plan: schedule.plan, ...behaviour };
  } catch (error) {
    if (error instanceof ScheduleError && error.message.includes('can never fire')) return error.message;
    throw error;
  }
}

function sentence(unit: string, own: fc.Arbitrary<Said>): fc.Arbitrary<Sentence> {
  const head = fc.tuple(fc.boolean(), count).map(([now, n]): readonly Said[] => {
    return now ? [['toRunNow'], ['andEvery', n], [unit]] : [['toRunEvery', n], [unit]];
  });
  const hooksAside = fc.array(own, { maxLength: unit === 'minutes' ? 1 : 5 });
  return fc.record({ head, own: hooksAside, common });
}

function once(...choices: readonly Said[]): fc.Arbitrary<readonly Said[]> {
  return fc.array(fc.constantFrom(...choices), { maxLength: 1 });
}

function repeated(word: fc.Arbitrary<Said>): fc.Arbitrary<readonly Said[]> {
  return fc.array(word, { maxLength: 3 });
}
