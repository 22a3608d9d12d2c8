import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { plainData } from '../../lib/run/plain-data.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

describe('plain data', () => {
  it('tells maps and sets of another realm entry by entry', () => {
    const [map, set] = runInNewContext("[new Map([['a', 1]]), new Set([1, 2])]") as [unknown, unknown];
    expect(plainData({ map, set })).to.deep.equal({ map: { a: 1 }, set: [1, 2] });
    expect(plainData({ [Symbol.toStringTag]: 'Map' })).to.match(/^\[threw: TypeError/);
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
