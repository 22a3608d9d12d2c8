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

  it('finds it at once, where twenty thousand one-offs of the same words wait', async () => {
    const clock = new VirtualClock();
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock }).start();
    const remind = () =>
      scheduler.add(
        () => {},
        s => s.toRunOnceIn(30).minutes(),
      );
    const { name } = remind();
    for (let count = 2; count < 20_000; count += 1) remind();
    expect(remind().name).to.equal(`${name} (20000)`);
    await clock.advance({ hours: 1 });
    expect(remind().name).to.equal(name);
  });

  it('gets a name that no other registry has taken, nor a job that was named so', () => {
    const registries = [new Registry({ zone: 'UTC' }), new Registry({ zone: 'UTC' })];
    for (const registry of registries)
      registry
        .schedule(() => {})
        .toRunEvery(1)
        .days();
    registries[1]
      ?.schedule(() => {})
      .withName('every day at 00:00')
      .toRunEvery(1)
      .hours();
    const scheduler = new Scheduler(registries, { clock: new VirtualClock() });
    expect(scheduler.jobs.map(({ name }) => name)).to.have.members([
      'every day at 00:00',
      'every day at 00:00 (2)',
      'every day at 00:00 (3)',
    ]);
  });
});
