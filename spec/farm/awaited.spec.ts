import { expect } from 'chai';
import { Awaited } from '../../lib/farm/awaited.js';
import type { EndedRow, FarmStore } from '../../lib/farm/store.js';

describe('who waits for the end of a row', () => {
  it('is not told by an answer that is older than the question, as after a redrive', async () => {
    const answers: ((rows: readonly EndedRow[]) => void)[] = [];
    const outcomes = () => new Promise<readonly EndedRow[]>(resolve => answers.push(resolve));
    const awaited = new Awaited({ outcomes } as Partial<FarmStore> as FarmStore);
    const first = awaited.outcome('queue', 'row');
    const look = awaited.check();
    awaited.ended('row', 'failed here');
    expect(await first).to.deep.equal({ kind: 'ended', output: 'failed here' });
    const second = awaited.outcome('queue', 'row');
    answers[0]?.([{ id: 'row', state: 'failed', output: 'failed here' }]);
    await look;
    expect(awaited.size).to.equal(1);
    const lookAgain = awaited.check();
    answers[1]?.([{ id: 'row', state: 'completed', output: 'done' }]);
    await lookAgain;
    expect([await second, awaited.size]).to.deep.equal([{ kind: 'ended', output: 'done' }, 0]);
  });

  it('is told also where it ended while it was looked for, too late for that look', async () => {
    const answers: ((rows: readonly EndedRow[]) => void)[] = [];
    const outcomes = () => new Promise<readonly EndedRow[]>(resolve => answers.push(resolve));
    const awaited = new Awaited({ outcomes } as Partial<FarmStore> as FarmStore);
    const end = awaited.outcome('queue', 'row');
    const looks = [awaited.check(), awaited.check()];
    answers[0]?.([{ id: 'row', state: 'active', output: undefined }]);
    await new Promise(setImmediate);
    answers[1]?.([{ id: 'row', state: 'completed', output: 'done' }]);
    await Promise.all(looks);
    expect(await end).to.deep.equal({ kind: 'ended', output: 'done' });
  });
});
