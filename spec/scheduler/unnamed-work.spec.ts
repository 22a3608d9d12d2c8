import { expect } from 'chai';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('work that has no name', () => {
  it('gets the lowest free number behind its words, keeps it, and frees it when it leaves', () => {
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock: new VirtualClock() });
    const add = () =>
      scheduler.add(
        () => {},
        s => s.toRunEvery(1).days(),
      );
    const jobs = [add(), add(), add()];
    expect(jobs.map(({ name }) => name)).to.deep.equal([
      'every day at 00:00',
      'every day at 00:00 (2)',
      'every day at 00:00 (3)',
    ]);
    jobs[1]?.edit(s => s.toRunEvery(2).hours());
    expect(jobs[1]?.name).to.equal('every day at 00:00 (2)');
    jobs[1]?.remove();
    expect(add().name).to.equal('every day at 00:00 (2)');
  });
});
