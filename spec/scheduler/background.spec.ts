import { expect } from 'chai';
import { rigOf } from '../support/scheduler-rig.js';

describe('background work', () => {
  it('starts in order of arrival, also what comes while others run', async () => {
    const { scheduler } = rigOf([], { background: { concurrency: 1 } });
    const seen: string[] = [];
    const note = (label: string) => void scheduler.background.run(async () => void seen.push(label));
    note('a');
    note('b');
    void scheduler.background.run(() => {
      seen.push('c');
      note('e');
    });
    note('d');
    await scheduler.background.onIdle();
    expect(seen).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });

  it('begins nothing more once a stop has given it up', async () => {
    const { clock, scheduler } = rigOf([], { background: { concurrency: 1 } });
    let release = () => {};
    const seen: string[] = [];
    void scheduler.background.run(() => new Promise<void>(resolve => (release = resolve)), { label: 'stuck' });
    void scheduler.background.run(() => seen.push('ran'), { label: 'waiting' });
    const stopped = scheduler.stop({ drain: 10, cancel: 10 });
    await clock.advance(30);
    expect((await stopped).abandoned).to.deep.equal(['stuck', 'waiting']);
    release();
    await scheduler.background.onIdle();
    expect(seen).to.deep.equal([]);
  });

  it('has its turn although the piece before it waits for the stop', async () => {
    const { clock, scheduler } = rigOf([], { background: { concurrency: 1 } });
    const seen: string[] = [];
    void scheduler.background.run(async () => {
      await Promise.resolve();
      await scheduler.stop();
    });
    void scheduler.background.run(() => seen.push('ran'), { label: 'waiting' });
    await clock.advance(10);
    const report = await scheduler.stop();
    expect(seen).to.deep.equal(['ran']);
    expect(report, 'which waits for the one that stopped, as everybody does but itself').to.deep.include({
      finished: ['waiting', 'background work'],
      abandoned: [],
      tookMs: 0,
    });
  });

  it('costs the same however much of it waits', async () => {
    const { scheduler } = rigOf([], { background: { concurrency: 1, maxPending: 250_000 } });
    let done = 0;
    for (let count = 0; count < 250_000; count += 1) {
      void scheduler.background.run(() => {
        done += 1;
      });
    }
    await scheduler.background.onIdle();
    expect(done).to.equal(250_000);
  }).timeout(10_000);
});
