import { createContext, runInContext } from 'node:vm';
import { expect } from 'chai';
import pino from 'pino';
import { Registry } from '../../lib/index.js';
import type { RunRecord } from '../../lib/job/outcome.js';
import type { AnyEvent, EventName } from '../../lib/scheduler/events.js';
import { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said, sourceOf } from '../support/schedules.js';
import { taking, untilAborted } from '../support/work.js';

describe('events', () => {
  it('of any kind are heard in order, numbered without a gap, also those that a listener brings about', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 1 })]);
    const heard: AnyEvent[] = [];
    scheduler.on('any', event => heard.push(event));
    scheduler.once('succeeded', () => scheduler.get('job')?.pause('by a listener'));
    scheduler.start();
    await clock.advance(2000);
    await scheduler.stop();
    expect(heard.map(({ seq }) => seq)).to.deep.equal(heard.map((_, index) => index + 1));
    const names = heard.map(({ name }) => name);
    expect(names.slice(0, 4)).to.deep.equal(['started', 'succeeded', 'ended', 'paused']);
    expect(names.slice(-2)).to.deep.equal(['stopping', 'stopped']);
  });

  it('tell each bad end as failed, between the finer one and ended, with one record and its error', async () => {
    for (const [kind, work, names] of [
      ['failed', () => Promise.reject(new Error('no')), ['failed', 'ended']],
      ['timedOut', ({ signal }: { signal: AbortSignal }) => untilAborted(signal), ['timedOut', 'failed', 'ended']],
      ['abandoned', () => new Promise(() => {}), ['abandoned', 'failed', 'ended']],
    ] as const) {
      const clock = new VirtualClock();
      const words = { every: 3600, timeoutMs: 100, abandonAfterMs: 100 };
      const rig = rigOf([definitionOf(work, words)], { clock, listens: false });
      const heard: [EventName, unknown][] = [];
      let once = 0;
      for (const name of ['failed', 'timedOut', 'abandoned', 'ended'] as const) {
        rig.scheduler.on(name, record => heard.push([name, record]));
      }
      rig.scheduler.once('failed', () => (once += 1));
      rig.scheduler.start();
      await clock.advance(1000);
      expect(
        heard.map(([name]) => name),
        kind,
      ).to.deep.equal(names);
      expect(new Set(heard.map(([, record]) => record)).size).to.equal(1);
      expect((heard as readonly [EventName, RunRecord][])[0]?.[1].error, kind).to.be.an('error');
      expect(once).to.equal(1);
      expect(rig.printed.filter(line => /failed|timed out|abandoned/.test(line))).to.deep.equal([]);
      await rig.scheduler.stop({ drain: 0, cancel: 0 });
    }
  });

  it('print a failure that only any, or ended, is heard for', async () => {
    const { scheduler, clock, printed } = rigOf(
      [definitionOf(() => Promise.reject(new Error('unheard')), { every: 60 })],
      {
        listens: false,
      },
    );
    scheduler.on('any', () => {});
    scheduler.on('ended', () => {});
    scheduler.start();
    await clock.advance(10);
    expect(printed.join('\n')).to.include('unheard');
  });

  it('are taken off one by one: once beside on, and by what either gave back', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 1 })]);
    let calls = 0;
    const listener = () => (calls += 1);
    scheduler.on('succeeded', listener);
    const off = scheduler.once('succeeded', listener);
    scheduler.start();
    await clock.advance(500);
    expect(calls).to.equal(2);
    off();
    await clock.advance(1000);
    expect(calls).to.equal(3);
    scheduler.off('succeeded', listener);
    await clock.advance(1000);
    expect(calls).to.equal(3);
  });
});

describe('a scheduler', () => {
  it('says how far it is', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 1000), { every: 60 })], { clock });
    expect([scheduler.state, scheduler.startedAt]).to.deep.equal(['new', undefined]);
    scheduler.start();
    await clock.advance(10);
    expect(scheduler.state).to.equal('running');
    const report = scheduler.stop();
    expect(scheduler.state).to.equal('stopping');
    await clock.advance(2000);
    await report;
    expect(scheduler.state).to.equal('stopped');
  });

  it('takes several registries, and adds to the first or to the one that is named', async () => {
    const [a, b] = [new Registry({ zone: 'Europe/Berlin' }), new Registry({ zone: 'Asia/Kathmandu', serial: true })];
    a.schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('a');
    b.schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('b');
    const scheduler = new Scheduler([a, b], { clock: new VirtualClock() });
    scheduler.start();
    scheduler.add(
      () => {},
      s => s.toRunEvery(1).days().at(12, 0).withName('first'),
    );
    scheduler.add(
      () => {},
      s => s.toRunEvery(1).days().at(12, 0).withName('second'),
      { registry: b },
    );
    expect(scheduler.jobs.map(({ name, zone }) => [name, zone])).to.deep.equal([
      ['a', 'Europe/Berlin'],
      ['b', 'Asia/Kathmandu'],
      ['first', 'Europe/Berlin'],
      ['second', 'Asia/Kathmandu'],
    ]);
    expect(scheduler.get('second')?.rules.group).to.equal(scheduler.get('b')?.rules.group);
    expect(() =>
      b
        .schedule(() => {})
        .toRunEvery(1)
        .hours(),
    ).to.throw(/scheduler\.add/);
    await scheduler.stop();
  });

  it('is as new as before when its start is refused for a name that is used twice', () => {
    const registry = new Registry();
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('twice');
    const scheduler = new Scheduler(registry, { clock: new VirtualClock() });
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('twice');
    expect(() => scheduler.start()).to.throw(/twice/);
    expect(scheduler.state).to.equal('new');
    expect(() => scheduler.start(), 'and says so again').to.throw(/twice/);
  });

  it('says where a run is in time: ended, running, waiting or to come; and how well it keeps up', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 2500), { every: 2, overlap: 'runAfter' })], { clock });
    scheduler.start();
    await clock.advance(4500);
    const items = scheduler.timeline(clock.now() - 4500, clock.now() + 4000);
    expect(items.map(({ state }) => state)).to.deep.equal(['ended', 'running', 'waiting', 'toCome', 'toCome']);
    expect(scheduler.health()).to.deep.include({ running: 1, waiting: 1, oldestOverdue: undefined });
    const explained = scheduler.explainRun('job', clock.now() - 500);
    expect(explained).to.deep.include({ verdict: 'waits', runId: scheduler.get('job')?.running[0]?.runId });
    expect(scheduler.explainRun('job', clock.now() + 1).verdict).to.equal('noOccurrence');
    expect(scheduler.explainRun('nobody', clock.now()).verdict).to.equal('unknown');
  });
});

describe('a logger', () => {
  for (const logger of [null, {}, 'a logger', { info() {} }]) {
    it(`is refused where it is none: ${JSON.stringify(logger)}`, () => {
      const options = { clock: new VirtualClock(), logger: logger as never };
      expect(() => new Scheduler(sourceOf([]), options)).to.throw(/logger/);
    });
  }

  it('that rejects with a promise of another realm changes nothing', async () => {
    const foreign = createContext({});
    const reject = () => runInContext('Promise.reject(new Error("foreign"))', foreign);
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', onUnhandled);
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => Promise.reject(new Error('no')), { every: 60 })], {
      logger: { debug: reject, info: reject, warn: reject, error: reject },
    });
    scheduler.start();
    await clock.advance(10);
    await new Promise(setImmediate);
    process.off('unhandledRejection', onUnhandled);
    expect(outcomes).to.deep.equal(['0 failed']);
    expect(unhandled).to.deep.equal([]);
  });

  it('may be pino, which gets errors under err, with message, stack and causes', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
    const error = new Error('no digest', { cause: new TypeError('no row') });
    const { scheduler, clock } = rigOf([definitionOf(() => Promise.reject(error), { every: 60 })], {
      logger,
      listens: false,
    });
    scheduler.start();
    await clock.advance(10);
    const line = JSON.parse(lines.find(one => one.includes('no digest')) ?? '{}');
    expect(line.err).to.deep.include({ type: 'Error' });
    expect(line.err.message).to.include('no digest').and.to.include('no row');
    expect(line.err.stack).to.include('told.spec');
  });
});

describe('slices', () => {
  it('hold for a catch-up of a thousand runs that burn two milliseconds each before their first await', async () => {
    const clock = new VirtualClock();
    let burnt = 0;
    let most = 0;
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(
          async () => {
            void clock.block(2);
            burnt += 2;
            most = Math.max(most, burnt);
            await Promise.resolve();
          },
          { every: 1, overlap: 'allow', missed: { kind: 'runAll', withinMs: undefined, max: 1000 } },
        ),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(500);
    clock.sleep({ seconds: 1000 });
    for (let tick = 0; tick < 4000; tick += 1) clock.alarm(clock.monotonic() + tick, () => (burnt = 0));
    await clock.advance(10_000);
    expect(outcomes.filter(line => line.includes('succeeded')).length).to.be.greaterThan(900);
    expect(most).to.be.lessThan(50);
    scheduler.add(() => {}, said({ name: 'other', every: 60 }));
    await scheduler.stop();
  });
});
