import { expect } from 'chai';
import * as errors from '../lib/errors.js';
import { NeverFiresError, ScheduleRangeError, shown, UnknownZoneError } from '../lib/errors.js';
import { Registry } from '../lib/registry/registry.js';
import { durationMs } from '../lib/time/duration.js';
import { report } from './support/declared.js';

class Thing {}

const SHOWN: readonly (readonly [value: unknown, text: string])[] = [
  ['5', "'5'"],
  ['', "''"],
  [-0.5, '-0.5'],
  [5n, '5'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('s'), 'Symbol(s)'],
  [{ minutes: -1 }, '{"minutes":-1}'],
  [[], '[]'],
  [Object.create(null), '{}'],
  [new Thing(), '[object Object]'],
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
    expect(at).to.throw(ScheduleRangeError, "job 'report': the hour of at(…)");
    expect(() => new Registry({ zone: 5n as unknown as string })).to.throw(UnknownZoneError, 'zone 5');
    expect(() => durationMs(5n as unknown as number, 'the wait')).to.throw('the wait must be');
  });
});

describe('an error', () => {
  it('is named by its class, whatever a minifier calls that', () => {
    for (const [name, exported] of Object.entries(errors)) {
      if (!(exported.prototype instanceof Error)) continue;
      expect(Object.getOwnPropertyDescriptor(exported.prototype, 'name')).to.include({
        value: name,
        enumerable: false,
      });
    }
  });

  it('has a code of its own where it is the more special one', () => {
    expect(new NeverFiresError('report').code).to.equal('ERR_NEVER_FIRES');
  });
});
