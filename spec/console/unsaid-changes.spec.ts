import { expect } from 'chai';
import { JoinedSubject } from '../../lib/console/local/joined-subject.js';
import { LocalConsole } from '../../lib/console/local/local-console.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { BEGIN, PLACE } from '../support/console/console-world.js';

/** No event of a scheduler says that it starts, or that a run is cancelled and has not ended yet. */
describe('what a scheduler does not say', () => {
  const end: (() => void)[] = [];
  let clock: VirtualClock;
  let scheduler: Scheduler;
  let console: LocalConsole;

  beforeEach(() => {
    const registry = new Registry({ zone: 'UTC' });
    const deaf = () => new Promise<void>(ended => end.push(ended));
    for (const name of ['one', 'other']) registry.schedule(deaf).withName(name).toRunNow().andEvery(1).hours();
    registry.schedule(deaf).withName('daily').toRunEvery(1).days();
    clock = new VirtualClock(BEGIN);
    scheduler = new Scheduler(registry, { clock });
    console = new LocalConsole(scheduler, PLACE, 'e1');
  });
  afterEach(async () => {
    console.close();
    for (const ended of end) ended();
    await Promise.all([scheduler.stop(), clock.advance({ seconds: 10 })]);
  });

  it('is seen: that it starts, and what is next then of jobs that were looked at before', () => {
    const before = console.revision();
    for (const row of console.rows(console.names())) expect(row).not.to.have.property('next');
    scheduler.start();
    console.revision();
    expect(console.rows(['one'])[0]?.next).to.equal(clock.now());
    expect([...(console.changed(before) ?? [])]).to.have.members(['one', 'other', 'daily']);
  });

  it('is seen: that another starts, which is shown with it, and later', async () => {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('later')
      .toRunEvery(1)
      .days();
    const second = new Scheduler(registry, { clock });
    const both = new LocalConsole(new JoinedSubject([scheduler, second], () => {}), PLACE, 'e2');
    scheduler.start();
    const before = both.revision();
    expect(both.rows(['later'])[0]).not.to.have.property('next');
    second.start();
    await clock.advance({ seconds: 1 });
    both.revision();
    expect([...(both.changed(before) ?? [])]).to.include('later');
    expect(both.rows(['later'])[0]).to.have.property('next');
    both.close();
    await Promise.all([second.stop(), clock.advance({ seconds: 10 })]);
  });

  it('is seen: that it has stopped, and nothing is next', async () => {
    scheduler.start();
    console.revision();
    expect(console.rows(['daily'])[0]).to.have.property('next');
    await scheduler.stop();
    expect(console.rows(['daily'])[0])
      .to.include({ phase: 'ended' })
      .and.not.have.property('next');
  });

  it('is seen: that a run is being cancelled, whoever cancels it', async () => {
    scheduler.start();
    await clock.advance({ seconds: 2 });
    const states = () => console.rows(['one', 'other']).map(({ state, phase }) => `${state} ${phase}`);
    const before = console.revision();
    expect(states()).to.deep.equal(['running running', 'running running']);
    await console.do({ do: 'cancel', job: 'one' });
    expect(states()).to.deep.equal(['cancelling cancelling', 'running running']);
    scheduler.get('other')?.cancel();
    await clock.advance({ seconds: 1 });
    console.revision();
    expect(states()).to.deep.equal(['cancelling cancelling', 'cancelling cancelling']);
    expect([...(console.changed(before) ?? [])]).to.have.members(['one', 'other']);
  });
});
