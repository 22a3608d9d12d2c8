import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import type { ErrorJson } from '../../lib/job/outcome.js';
import { errorData } from '../../lib/run/error-data.js';

describe('an error as plain data', () => {
  it('tells of those that it gathers, also where they are no errors, or of another realm', () => {
    const both = new AggregateError([new TypeError('left'), 'right'], 'both', { cause: new Error('first') });
    expect(told(errorData(both))).to.deep.equal(['both', ['first'], ['left'], ['right']]);
    const strange = runInNewContext("new AggregateError([new Error('left')], 'one')");
    expect(told(errorData(strange))).to.deep.equal(['one', ['left']]);
  });

  it('tells of both errors where one was suppressed by the other, as await using does', () => {
    const suppressed = Object.assign(new Error('suppressed'), {
      error: new Error('late'),
      suppressed: new Error('early'),
    });
    expect(told(errorData(suppressed))).to.deep.equal(['suppressed', ['late'], ['early']]);
  });

  it('tells of 20 in all, however wide and deep they lie in one another, and how many are left out', () => {
    const wide = new AggregateError(
      Array.from({ length: 1000 }, (_, i) => new Error(`${i}`)),
      'wide',
    );
    const data = errorData(wide);
    expect([data.errors?.length, data.moreErrors]).to.deep.equal([19, 981]);
    const deep = (depth: number): Error =>
      new AggregateError(depth === 0 ? [] : [deep(depth - 1), deep(depth - 1)], 'one');
    expect(JSON.stringify(errorData(deep(6))).match(/"one"/g)).to.have.length(20);
    const caused = Array.from({ length: 15 }, () => new Error('one', { cause: new Error('one') }));
    expect(JSON.stringify(errorData(new AggregateError(caused, 'one'))).match(/"one"/g)).to.have.length(20);
  });

  it('tells what an object holds that is no error, as clients of databases reject with', () => {
    const rejected = { message: 'no row', code: 'PGRST116', request: { headers: {} } };
    expect(errorData(rejected)).to.deep.equal({ name: 'Error', message: '{"message":"no row","code":"PGRST116"}' });
    expect(errorData({ text: 'x'.repeat(5000) }).message).to.have.length.below(1100);
    const cyclic = { ...rejected, own: {} };
    cyclic.own = cyclic;
    expect(errorData(cyclic).message).to.contain('PGRST116');
  });

  // Each was told again and again, up to that bound.
  it('marks one that lies in itself, as a value that does', () => {
    const own = new AggregateError([], 'own');
    own.errors.push(own);
    own.cause = new Error('cause', { cause: own });
    expect(told(errorData(own))).to.deep.equal(['own', ['cause', ['[circular]']], ['[circular]']]);
    const twin = new Error('twin');
    expect(told(errorData(new AggregateError([twin, twin], 'both')))).to.deep.equal(['both', ['twin'], ['twin']]);
  });

  it('tells what can be read of one whose other parts throw', () => {
    const parts = { name: 'TypeError', message: 'no row', stack: '', code: 'ENOROW', cause: 'gone' };
    for (const part of Object.keys(parts)) {
      const error = Object.defineProperties(new Error(), Object.getOwnPropertyDescriptors(parts));
      Object.defineProperty(error, part, {
        get() {
          throw new Error('no');
        },
      });
      const { name, message, code, cause } = errorData(error);
      const read = [name, message, code, cause?.message].filter(text => Object.values(parts).includes(text ?? 'none'));
      expect(read, part).to.have.length(part === 'stack' ? 4 : 3);
    }
  });

  it('keeps the first 50 frames that are none of Node’s, and says how many are left out', () => {
    const frames = Array.from({ length: 52 }, (_, index) => `at step${index} (file:///shop/jobs.js:${index + 1}:7)`);
    const lines = [
      ...frames.slice(0, 1),
      'at new Promise (<anonymous>)',
      'at node:internal/timers:1:2',
      ...frames.slice(1),
    ];
    const error = Object.assign(new Error('no\nrow'), { stack: ['Error: no', 'row', ...lines].join('\n    ') });
    const own = [frames[0], 'at new Promise (<anonymous>)', ...frames.slice(1, 49)];
    expect(errorData(error)).to.deep.include({ frames: own, hidden: 4 });
    error.stack = `Error: no\n    ${frames[0]}`;
    expect(errorData(error)).to.deep.equal({ name: 'Error', message: 'no\nrow', frames: [frames[0]] });
  });

  it('takes a list of something else for no errors, and refuses none that can not be read', () => {
    expect(errorData(Object.assign(new Error('invalid'), { errors: ['name', 'age'] }))).not.to.have.property('errors');
    const errors = new Proxy([], {
      get() {
        throw new Error('no');
      },
    });
    expect(told(errorData(Object.assign(new Error('hidden'), { errors })))).to.deep.equal([
      'hidden',
      ['errors that can not be read'],
    ]);
  });
});

/** The messages, as they lie in one another. */
function told({ message, cause, errors = [] }: ErrorJson): readonly unknown[] {
  return [message, ...(cause === undefined ? [] : [told(cause)]), ...errors.map(told)];
}
