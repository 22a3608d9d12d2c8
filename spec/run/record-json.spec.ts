import { deepStrictEqual } from 'node:assert';
import { expect } from 'chai';
import type { RunContext } from '../../lib/job/context.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { untilAborted } from '../support/work.js';

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

  it('tells what was thrown once the time of a run was over, beside that it was', async () => {
    const work = async ({ signal }: RunContext) => {
      await untilAborted(signal).catch(() => {});
      throw new TypeError('half a digest');
    };
    const { scheduler, clock, records } = rigOf([definitionOf(work, { every: 60, timeoutMs: 100 })]);
    scheduler.start();
    await clock.advance(100);
    const { kind, error, thrown } = records[0]?.toJSON().outcome ?? {};
    expect(kind).to.equal('timedOut');
    expect(error).to.include({ name: 'RunTimeoutError' });
    expect(thrown).to.include({ name: 'TypeError', message: 'half a digest' });
  });

  it('is there of what was missed, with the first and the last of it as text', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { zone: 'Asia/Tokyo' })]);
    scheduler.start();
    await clock.advance(500);
    await clock.block(3000);
    const missed = scheduler.get('job')?.history.find(({ outcome }) => outcome.kind === 'missed');
    expect(JSON.parse(JSON.stringify(missed)).outcome).to.deep.equal({
      kind: 'missed',
      count: 2,
      first: '2026-01-01T09:00:01.000+09:00',
      last: '2026-01-01T09:00:02.000+09:00',
      into: 'job@2026-01-01T00:00:03.000Z',
    });
  });

  it('is there of what was skipped, of which one record may stand for many', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { unit: 'milliseconds' })]);
    scheduler.start();
    await clock.advance(9);
    void clock.block(120);
    scheduler.remove('job');
    expect(records.at(-1)?.toJSON().outcome).to.deep.equal({
      kind: 'skipped',
      reason: 'removed',
      detail: 'the job was removed',
      count: 20,
      first: '2026-01-01T00:00:00.110Z',
      last: '2026-01-01T00:00:00.129Z',
    });
    expect(records.at(-2)?.toJSON().outcome).to.have.all.keys('kind', 'reason', 'detail');
  });
});
