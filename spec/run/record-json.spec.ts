import { deepStrictEqual } from 'node:assert';
import { expect } from 'chai';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

describe('plain data', () => {
  it('is there of an outcome alone, of a run or of background work', async () => {
    const error = new Error('no digest');
    const fail = () => Promise.reject(error);
    const { scheduler } = rigOf([definitionOf(fail, { every: 60 })]);
    scheduler.start();
    for (const outcome of [await scheduler.get('job')?.trigger(), await scheduler.background.run(fail)]) {
      expect(JSON.parse(JSON.stringify(outcome)).error).to.deep.include({ name: 'Error', message: 'no digest' });
      deepStrictEqual(outcome, { kind: 'failed', error });
    }
    const counted = await scheduler.background.run(() => 12n);
    expect(JSON.stringify(counted)).to.equal('{"kind":"succeeded","value":"12n"}');
  });
});
