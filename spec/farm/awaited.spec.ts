import { expect } from 'chai';
import { Awaited } from '../../lib/farm/awaited.js';
import type { EndedRow, FarmStore } from '../../lib/farm/store.js';

const DONE = { outcome: { kind: 'succeeded' } };
const FAILED = { outcome: { kind: 'failed' } };

describe('who waits for the end of a row', () => {
  it('is not told by an answer that is older than the question, as after a redrive', async () => {
    const answers: ((rows: readonly EndedRow[]) => void)[] = [];
    const outcomes = () => new Promise<readonly EndedRow[]>(resolve => answers.push(resolve));
    const awaited = new Awaited({ outcomes } as Partial<FarmStore> as FarmStore);
    const first = awaited.outcome('queue', 'row');
    const look = awaited.check();
    awaited.ended('row', FAILED);
    expect(await first).to.deep.equal({ kind: 'ended', output: FAILED });
    const second = awaited.outcome('queue', 'row');
    answers[0]?.([{ id: 'row', state: 'failed', output: FAILED }]);
    await look;
    expect(awaited.size).to.equal(1);
    const lookAgain = awaited.check();
    answers[1]?.([{ id: 'row', state: 'completed', output: DONE }]);
    await lookAgain;
    expect([await second, awaited.size]).to.deep.equal([{ kind: 'ended', output: DONE }, 0]);
  });

  it('is told also where it ended while it was looked for, too late for that look', async () => {
    const answers: ((rows: readonly EndedRow[]) => void)[] = [];
    const outcomes = () => new Promise<readonly EndedRow[]>(resolve => answers.push(resolve));
    const awaited = new Awaited({ outcomes } as Partial<FarmStore> as FarmStore);
    const end = awaited.outcome('queue', 'row');
    const looks = [awaited.check(), awaited.check()];
    answers[0]?.([{ id: 'row', state: 'active', output: undefined }]);
    await new Promise(setImmediate);
    answers[1]?.([{ id: 'row', state: 'completed', output: DONE }]);
    await Promise.all(looks);
    expect(await end).to.deep.equal({ kind: 'ended', output: DONE });
  });

  it('is told that nothing is known of what others have ended, who leave no record', async () => {
    for (const output of [undefined, { value: { message: 'of others' } }]) {
      const outcomes = async () => [{ id: 'row', state: 'cancelled', output }] as const;
      const awaited = new Awaited({ outcomes } as Partial<FarmStore> as FarmStore);
      const end = awaited.outcome('queue', 'row');
      await awaited.check();
      expect(await end).to.deep.equal({ kind: 'gone' });
    }
  });
});
