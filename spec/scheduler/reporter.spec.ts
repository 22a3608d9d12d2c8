import { expect } from 'chai';
import { Reporter } from '../../lib/scheduler/reporter.js';
import { revokedProxy } from '../support/work.js';

describe('what is printed of an error', () => {
  const circular = new Error('first', { cause: new Error('second') });
  (circular.cause as Error).cause = circular;
  const selfish = new AggregateError([], 'itself');
  selfish.errors.push(selfish);
  const silent = new Error('silent');
  Object.defineProperty(silent, 'stack', {
    get() {
      throw new Error('no stack');
    },
  });

  const errors: readonly (readonly [string, unknown, string])[] = [
    ['a chain of causes', circular, 'caused by Error: second'],
    ['one that leads back', circular, 'caused by [circular]'],
    ['one whose stack can not be read', silent, 'Error: silent'],
    ['several in one', new AggregateError([new Error('left'), 'right'], 'both'), 'one of 2: Error: left'],
    ['what is no error among them', new AggregateError([new Error('left'), 'right'], 'both'), 'one of 2: right'],
    ['one that is its own part', selfish, 'one of 1: [circular]'],
    ['an object without text', Object.create(null), 'a thrown object that has no text'],
    ['a revoked proxy', revokedProxy(), 'a thrown object that has no text'],
    ['a symbol', Symbol('sign'), 'Symbol(sign)'],
    ['one that turns its direction', new Error('\u200fevil\u061c'), '\\u200fevil\\u061c'],
  ];
  for (const [name, error, expected] of errors) {
    it(`is there for ${name}`, () => {
      const printed: string[] = [];
      new Reporter(undefined, line => printed.push(line)).complain('it failed', error);
      expect(printed).to.have.length(1);
      expect(printed[0]).to.contain('it failed: ').and.to.contain(expected);
    });
  }
});
