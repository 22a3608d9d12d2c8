import { expect } from 'chai';
import { rigOf } from '../support/scheduler-rig.js';

describe('background work', () => {
  it('starts in order of arrival, also what comes while others run', async () => {
    const { scheduler } = rigOf([], { background: { concurrency: 1 } });
    const seen: string[] = [];
    const note = (label: string) => scheduler.background.run(async () => void seen.push(label));
    note('a');
    note('b');
    scheduler.background.run(() => {
      seen.push('c');
      note('e');
    });
    note('d');
    await scheduler.background.onIdle();
    expect(seen).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });

  it('costs the same however much of it waits', async () => {
    const { scheduler } = rigOf([], { background: { concurrency: 1 } });
    let done = 0;
    for (let count = 0; count < 250_000; count += 1) {
      scheduler.background.run(() => {
        done += 1;
      });
    }
    await scheduler.background.onIdle();
    expect(done).to.equal(250_000);
  }).timeout(10_000);
});
