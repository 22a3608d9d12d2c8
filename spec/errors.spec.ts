import { expect } from 'chai';
import * as errors from '../lib/errors.js';
import { NeverFiresError, ScheduleRangeError, shown, UnknownZoneError } from '../lib/errors.js';
import { Registry } from '../lib/registry/registry.js';
import { durationMs } from '../lib/time/duration.js';
import { report } from './support/declared.js';

class Thing {}

/** By the names under which they are exported. */
const CLASSES = Object.entries(errors).filter(([, exported]) => exported.prototype instanceof Error) as readonly [
  string,
  typeof errors.ScheduleError,
][];

const SHOWN: readonly (readonly [value: unknown, text: string])[] = [
  ['5', "'5'"],
  ['', "''"],
  [-0.5, '-0.5'],
  [5n, '5n'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('s'), 'Symbol(s)'],
  [{ minutes: -1 }, '{"minutes":-1}'],
  [[], '[]'],
  [Object.create(null), '{}'],
  [new Thing(), 'a Thing'],
  [Promise.resolve(), 'a Promise'],
  [Thing, 'class Thing'],
  [Math.max, 'function max'],
  [() => 5, 'function without a name'],
  [new (class Order {})(), 'an Order'],
  [new (class {})(), '{}'],
  [(function* () {})(), '{}'],
  [new Date(Number.NaN), 'Invalid Date'],
  [{ toJSON: () => 5n }, 'an unprintable object'],
  ['x'.repeat(200), `'${'x'.repeat(79)}…`],
];

describe('a value in an error', () => {
  for (const [value, text] of SHOWN) {
    it(`is shown as ${text.slice(0, 30)}`, () => {
      expect(shown(value)).to.equal(text);
    });
  }

  it('never hides the error behind one of its own', () => {
    const unprintable = Object.create(null) as number;
    const at = () => new Registry().schedule(report).toRunEvery(1).days().at(unprintable);
    expect(at).to.throw(ScheduleRangeError, "job 'report': at(…) takes the hour, the minute");
    expect(() => new Registry({ zone: 5n as unknown as string })).to.throw(UnknownZoneError, 'zone 5n');
    expect(() => durationMs(5n as unknown as number, 'the wait')).to.throw('the wait must be');
  });
});

describe('an error', () => {
  it('is named by its class, whatever a minifier calls that', () => {
    for (const [name, errorClass] of CLASSES) {
      expect(Object.getOwnPropertyDescriptor(errorClass.prototype, 'name')).to.include({
        value: name,
        enumerable: false,
      });
    }
  });

  it('is a SchedulerError, whichever it is, and one of a number out of its range a RangeError, too', () => {
    const special = CLASSES.filter(([name]) => name !== 'SchedulerError');
    const made: readonly Error[] = special.map(([, errorClass]) => Reflect.construct(errorClass, ['x', 1]));
    expect(made).to.have.lengthOf.above(10);
    for (const error of made) {
      expect(error).to.be.instanceOf(errors.SchedulerError).and.to.be.instanceOf(Error);
      expect((error as errors.SchedulerError).code).to.match(/^ERR_[A-Z_]+$/);
    }
    const codes = made.map(error => (error as errors.SchedulerError).code);
    expect(new Set(codes)).to.have.property('size', codes.length);
    expect(new ScheduleRangeError('x')).to.be.instanceOf(RangeError);
    expect(new NeverFiresError('x'))
      .to.be.instanceOf(errors.ScheduleError)
      .and.not.to.be.instanceOf(ScheduleRangeError);
    expect(new RangeError('x')).not.to.be.instanceOf(errors.SchedulerError);
    for (const value of [undefined, null, 5, 'x', {}]) expect(value instanceof errors.SchedulerError).to.equal(false);
  });

  it('of a class that an application derives is known by that class', () => {
    class OwnError extends errors.ScheduleError {}
    expect(new OwnError('x')).to.be.instanceOf(OwnError).and.to.be.instanceOf(errors.SchedulerError);
    expect(new errors.ScheduleError('x')).not.to.be.instanceOf(OwnError);
  });

  it('of another copy of this package is known, too', () => {
    class NeverFires extends Error {}
    for (const name of ['SchedulerError', 'ScheduleError', 'NeverFiresError']) {
      Object.defineProperty(NeverFires.prototype, Symbol.for(`carillon.${name}`), { value: true });
    }
    const foreign = new NeverFires('x');
    expect(
      [errors.SchedulerError, NeverFiresError, UnknownZoneError].map(kind => foreign instanceof kind),
    ).to.deep.equal([true, true, false]);
  });

  it('has a code of its own where it is the more special one', () => {
    expect(new NeverFiresError('report').code).to.equal('ERR_NEVER_FIRES');
  });
});
