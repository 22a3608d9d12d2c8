import { expect } from 'chai';
import { JoinedSubject } from '../../lib/console/local/joined-subject.js';
import { LocalConsole } from '../../lib/console/local/local-console.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { itIsAConsole } from '../support/console/console-contract.js';
import { BEGIN, type ConsoleWorld, declareWorld, PLACE } from '../support/console/console-world.js';
import { heeding } from '../support/work.js';

describe('a console over a scheduler of this process', () => {
  itIsAConsole(worldOf);

  it('counts what jobs did that have left, for who sees all', async () => {
    const { clock, scheduler } = declared();
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    scheduler.start();
    await clock.advance({ minutes: 1 });
    const before = console.overview().day;
    const failing = () => {
      throw new Error('no');
    };
    scheduler.add(failing, schedule => schedule.withName('once').toRunOnceIn(1).minutes());
    scheduler.remove('slow');
    await clock.advance({ minutes: 12 });
    expect([console.has('once'), console.has('slow')]).to.deep.equal([false, false]);
    // One of `good`, that of the one that left by itself, and that which went on when its job was taken out.
    expect(console.overview().day).to.deep.equal({ ...before, runs: before.runs + 3, failed: before.failed + 1 });
    expect(console.overview(() => true).day).to.deep.equal({ ...before, runs: before.runs + 1 });
    console.close();
    await Promise.all([scheduler.stop(), clock.advance({ seconds: 10 })]);
  });

  it('tells of each job that is added, also of those that come right after another change', async () => {
    const { scheduler } = declared();
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    const told: string[] = [];
    console.watch(change => change.kind === 'job' && told.push(change.job));
    const before = console.revision();
    scheduler.get('good')?.pause('for now');
    for (const name of ['one', 'two'])
      scheduler.add(
        () => {},
        schedule => schedule.withName(name).toRunEvery(1).hours(),
      );
    expect([...(console.changed(before) ?? [])].sort()).to.deep.equal(['good', 'one', 'two']);
    expect(told).to.deep.equal(['good', 'one', 'two']);
    const [one] = console.rows(['one']);
    expect(one?.rev).to.be.within(before + 1, console.revision());
    console.close();
    await scheduler.stop();
  });

  it('tells what came of a run that somebody began, also where its job was taken out meanwhile', async () => {
    const { clock, scheduler } = declared();
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    scheduler.start();
    await console.do({ do: 'run', job: 'slow', by: 'ana' });
    scheduler.remove('slow');
    await clock.advance({ minutes: 12 });
    expect(console.activity({ limit: 1 })[0]).to.include({ what: 'ran', result: 'succeeded after 12 m' });
    console.close();
    await Promise.all([scheduler.stop(), clock.advance({ seconds: 10 })]);
  });

  it('counts what can be paused: neither what is, though it still runs, nor what is over', async () => {
    const clock = new VirtualClock(BEGIN);
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('over')
      .toRunOnceAt('2020-01-01T00:00:00Z');
    registry
      .schedule(heeding(clock, 5 * 60_000))
      .withName('slow')
      .toRunNow();
    const scheduler = new Scheduler(registry, { clock });
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    scheduler.start();
    await clock.advance({ minutes: 1 });
    expect(console.overview().counts).to.include({ jobs: 2, running: 1, paused: 0, pausable: 1 });
    await console.do({ do: 'pauseAll' });
    expect(console.overview().counts).to.include({ jobs: 2, running: 1, paused: 1, pausable: 0 });
    for (const state of ['running', 'paused'] as const) {
      expect(console.jobs({ sort: 'name', limit: 9, state }).jobs.map(({ name }) => name)).to.deep.equal(['slow']);
    }
    console.close();
    await Promise.all([scheduler.stop(), clock.advance({ minutes: 10 })]);
  });

  it('hears of starts only while somebody looks, and knows what began meanwhile when somebody does', async () => {
    const { clock, scheduler } = declared();
    let heard = 0;
    const on = scheduler.on.bind(scheduler);
    scheduler.on = ((name: 'started', listener: () => void) => {
      const off = on(name, listener);
      if (name !== 'started') return off;
      heard += 1;
      return () => {
        heard -= 1;
        off();
      };
    }) as typeof scheduler.on;
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    const stateOf = async (name: string) => console.rows([name]).find(row => row.name === name)?.state;
    scheduler.start();
    expect(heard).to.equal(0);
    expect(await stateOf('slow')).to.equal('never');
    expect(heard).to.equal(1);
    await clock.advance({ minutes: 13 });
    expect(await stateOf('slow')).to.equal('ok');
    const rev = console.revision();
    // Others end, and nobody has looked for more than a minute; then it begins.
    await clock.advance({ minutes: 8 });
    expect(heard).to.equal(0);
    expect(await stateOf('slow')).to.equal('running');
    expect(console.changed(rev)?.has('slow')).to.equal(true);
    for (let minute = 0; minute < 40; minute += 1) {
      await clock.advance({ minutes: 1 });
      console.revision();
    }
    expect(heard).to.equal(1);
    console.close();
    expect(heard).to.equal(0);
    await Promise.all([scheduler.stop({ drain: 0 }), clock.advance({ seconds: 10 })]);
  });

  it('knows what became of a job that has left, whichever of several schedulers had it', async () => {
    const clock = new VirtualClock(BEGIN);
    const [one, other] = ['one', 'other'].map(name => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => {})
        .withName(name)
        .toRunEvery(10)
        .minutes();
      return new Scheduler(registry, { clock, handleSignals: false }).start();
    }) as [Scheduler, Scheduler];
    await clock.advance({ minutes: 15 });
    other.remove('other');
    const console = new LocalConsole(new JoinedSubject([one, other], () => {}), PLACE, 'e1');
    expect(console.why('other', BEGIN + 600_000)).to.include({ verdict: 'ran', code: 'succeeded' });
    expect(console.why('nobody', BEGIN)).to.include({ verdict: 'unknown', code: 'noSuchJob' });
    console.close();
    await Promise.all([one.stop(), other.stop()]);
  });

  it('tells nobody of anything once it is closed', async () => {
    const console = new LocalConsole(declared().scheduler, PLACE, 'e1');
    const heard: unknown[] = [];
    console.watch(change => heard.push(change));
    const refused = { who: 'ana', what: 'tried to run', job: 'good' };
    console.note(refused);
    console.close();
    console.note(refused);
    expect(heard).to.have.length(1);
  });

  it('shows on its drum, in the minute that goes on, both what has started in it and what is still to come', async () => {
    const clock = new VirtualClock(BEGIN);
    const registry = new Registry({ zone: 'UTC' });
    for (const second of [10, 50]) {
      registry
        .schedule(() => {})
        .withName(`at ${second}`)
        .toRunEvery(1)
        .days()
        .at(20, 0, second);
    }
    const scheduler = new Scheduler(registry, { clock }).start();
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    await clock.advance({ seconds: 30 });
    expect(console.overview().drum.slots[59]?.pins).to.deep.equal([
      { job: 'at 10', kind: 'succeeded' },
      { job: 'at 50' },
    ]);
    console.close();
    await scheduler.stop();
  });

  it('keeps once what it does by name, though a busy scheduler tells of it later, and what others do meanwhile', async () => {
    const { scheduler } = declared();
    scheduler.start();
    const told: (() => void)[] = [];
    const on = scheduler.on.bind(scheduler);
    const isLate = (name: string) => ['paused', 'resumed', 'skipping'].includes(name);
    scheduler.on = ((name: 'paused', listener: (event: unknown) => void) =>
      on(name, event => (isLate(name) ? void told.push(() => listener(event)) : listener(event)))) as typeof on;
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    await console.do({ do: 'skip', job: 'rare', by: 'ana' });
    await console.do({ do: 'pause', job: 'good', by: 'ana' });
    scheduler.get('bad')?.pause('a deploy', { by: 'ben' });
    await console.do({ do: 'pauseAll', by: 'ana' });
    for (const tell of told) tell();
    const acts = console.activity({ limit: 10 }).map(({ who, what, job }) => [who, what, job]);
    expect(acts.slice(0, -1)).to.deep.equal([
      ['ben', 'paused', 'bad'],
      ['ana', 'paused all', undefined],
      ['ana', 'paused', 'good'],
      ['ana', 'skipped', 'rare'],
    ]);
    console.close();
    await scheduler.stop();
  });

  it('leaves a job where it is that a listener takes out while all are paused or resumed', async () => {
    const registry = new Registry({ zone: 'UTC' });
    for (const name of ['a', 'b', 'c', 'd'])
      registry
        .schedule(() => {})
        .toRunEvery(1)
        .hours()
        .withName(name);
    const scheduler = new Scheduler(registry, { clock: new VirtualClock(BEGIN) }).start();
    const console = new LocalConsole(scheduler, PLACE, 'e1');
    scheduler.once('paused', () => void scheduler.remove('b'));
    expect(await console.do({ do: 'pauseAll' })).to.deep.equal({ ok: true, count: 3 });
    scheduler.once('resumed', () => void scheduler.remove('c'));
    expect(await console.do({ do: 'resumeAll' })).to.deep.equal({ ok: true, count: 2 });
    await scheduler.stop();
  });
});

function declared() {
  const clock = new VirtualClock(BEGIN);
  const registry = new Registry({ zone: 'UTC' });
  declareWorld(registry, clock);
  const scheduler = new Scheduler(registry, { clock, name: 'shop' });
  scheduler.on('failed', () => {});
  return { clock, scheduler };
}

async function worldOf(): Promise<ConsoleWorld> {
  const { clock, scheduler } = declared();
  const console = new LocalConsole(scheduler, PLACE, 'e1');
  const ledger: string[] = [];
  scheduler.on('ended', ({ jobName, outcome }) => void ledger.push(`${jobName} ${outcome.kind}`));
  scheduler.start();
  return {
    console,
    since: BEGIN,
    ledger,
    advance: minutes => clock.advance({ minutes }),
    async stop() {
      const stopped = scheduler.stop();
      await clock.advance({ seconds: 10 });
      await stopped;
    },
  };
}
