import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { plainData, shortForm } from '../../lib/run/plain-data.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

describe('plain data', () => {
  it('tells maps and sets of another realm entry by entry', () => {
    const [map, set] = runInNewContext("[new Map([['a', 1]]), new Set([1, 2])]") as [unknown, unknown];
    expect(plainData({ map, set })).to.deep.equal({ map: { a: 1 }, set: [1, 2] });
    expect(plainData({ [Symbol.toStringTag]: 'Map' })).to.match(/^\[threw: TypeError/);
  });

  it('keeps 100 entries of what is larger, and says how many more there are', () => {
    const numbers = Array.from({ length: 103 }, (_, number) => number);
    const entries = numbers.map(number => [`key ${number}`, number] as const);
    const of = (list: typeof entries) => Object.fromEntries(list);
    for (const many of [new Map(entries), of(entries)])
      expect(plainData(many)).to.deep.equal({ ...of(entries.slice(0, 100)), '…': '[3 more]' });
    for (const many of [new Set(numbers), numbers])
      expect(plainData(many)).to.deep.equal([...numbers.slice(0, 100), '[3 more]']);
    expect(plainData(new Set(numbers.slice(0, 100)))).to.deep.equal(numbers.slice(0, 100));
  });

  it('is in the history a text of 200 characters at most, with how many were cut off', () => {
    for (const length of [200, 201, 291, 1_199, 10_198, 1_000_000]) {
      const [, kept = '', more = '0'] = /^(x+)(?:… (\d+) more)?$/.exec(String(shortForm('x'.repeat(length)))) ?? [];
      expect(kept.length + Number(more)).to.equal(length);
      expect(shortForm('x'.repeat(length)))
        .to.have.property('length')
        .within(180, 200);
    }
  });

  it('says as much of an error of another realm, as those of Node are in Jest', async () => {
    const thrown = runInNewContext(
      "Object.assign(new TypeError('no row', { cause: new Error('gone') }), { code: 'ENOROW' })",
    ) as Error;
    const work = () => Promise.reject(thrown);
    const { scheduler, printed } = rigOf([definitionOf(work, { every: 60 })], { listens: false });
    scheduler.start();
    await scheduler.get('job')?.trigger();
    const error = scheduler.get('job')?.lastRun?.toJSON().outcome.error;
    expect(error).to.deep.include({ name: 'TypeError', code: 'ENOROW', message: 'no row' });
    expect(error?.cause).to.deep.include({ name: 'Error', message: 'gone' });
    expect(error?.frames).to.have.length.at.least(1);
    expect(plainData({ thrown })).to.have.nested.property('thrown.message', 'no row');
    expect(printed.join()).to.include('TypeError: no row\n').and.to.include('caused by Error: gone\n');
  });
});
