import { mock } from 'node:test';
import { type FakeMethod, withGlobal } from '@sinonjs/fake-timers';
import { expect } from 'chai';
import sinon from 'sinon';
import { Registry, type RunContext, type RunRecord, Scheduler } from '../../lib/index.js';

const START_MS = Date.UTC(2026, 10, 20, 21, 14, 30);

interface FakeTime {
  /** Lets time pass, with promises settled in between. */
  pass(ms: number): Promise<void>;
  restore(): void;
}

const FAKES: Readonly<Record<string, () => FakeTime>> = {
  "sinon's fake timers": () => {
    const clock = sinon.useFakeTimers({ now: START_MS });
    return { pass: async ms => void (await clock.tickAsync(ms)), restore: () => clock.restore() };
  },
  "Jest's fake timers": () => {
    const timers = withGlobal(globalThis);
    // Jest fakes everything there is, `nextTick` and `queueMicrotask` included.
    const toFake = Object.keys(timers.timers) as FakeMethod[];
    const clock = timers.install({ now: START_MS, toFake, loopLimit: 100_000, shouldClearNativeTimers: true });
    return { pass: async ms => void (await clock.tickAsync(ms)), restore: () => clock.uninstall() };
  },
  "Node's mock.timers": () => {
    mock.timers.enable({ apis: ['Date', 'setTimeout'], now: START_MS });
    return { pass: tickBySeconds, restore: () => mock.timers.reset() };
  },
};

describe('the real clock', () => {
  for (const [name, install] of Object.entries(FAKES)) {
    describe(`under ${name}`, () => {
      let time: FakeTime;
      let scheduler: Scheduler;
      let ended: string[];

      beforeEach(() => {
        time = install();
        ended = [];
        scheduler = new Scheduler(jobs(), { handleSignals: false });
        for (const kind of ['succeeded', 'failed', 'cancelled', 'skipped'] as const) {
          scheduler.on(kind, run => void ended.push(shown(run)));
        }
        scheduler.start();
      });

      afterEach(() => time.restore());

      it('runs jobs on time, each to its end', async () => {
        await time.pass(60_000);
        expect(ended).to.deep.equal([
          '21:14:30 steady succeeded after 2000 ms',
          '21:14:45 faulty failed after 0 ms',
          '21:15:00 digest succeeded after 0 ms',
          '21:15:00 steady succeeded after 2000 ms',
          '21:15:15 endless timedOut after 10000 ms',
        ]);
        expect(scheduler.get('steady')?.nextRun?.toISO()).to.equal('2026-11-20T21:16:00.000Z');
        expect(scheduler.get('digest')?.nextRun?.toISO()).to.equal('2026-11-21T21:15:00.000Z');
      });

      it('runs a job by hand, which does not overlap itself', async () => {
        await time.pass(1000);
        const refused = scheduler.get('steady')?.trigger();
        const digest = scheduler.get('digest')?.trigger();
        await time.pass(1000);
        expect(await refused).to.include({ kind: 'skipped', reason: 'overlap' });
        expect(await digest).to.include({ kind: 'succeeded', value: 'manual' });
      });

      it('stops: drains, cancels, and has no timer left', async () => {
        await time.pass(46_000);
        const stopped = scheduler.stop({ drain: { seconds: 3 }, cancel: { seconds: 2 } });
        await time.pass(4000);
        expect(await stopped).to.deep.equal({ finished: [], cancelled: ['endless'], abandoned: [], tookMs: 3000 });
        ended.length = 0;
        await time.pass(3_600_000);
        expect(ended).to.deep.equal([]);
      });
    });
  }
});

function jobs(): Registry {
  const registry = new Registry({ zone: 'UTC' });
  registry.schedule(takingTwoSeconds).withName('steady').toRunEvery(30).seconds();
  registry
    .schedule(({ trigger }) => trigger)
    .withName('digest')
    .toRunEvery(1)
    .days()
    .at(21, 15);
  registry.schedule(failing).withName('faulty').toRunOnceAt('2026-11-20T21:14:45');
  registry.schedule(untilAborted).withName('endless').toRunOnceAt('2026-11-20T21:15:15').withTimeout({ seconds: 10 });
  return registry;
}

async function takingTwoSeconds(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 2000));
}

async function failing(): Promise<void> {
  throw new Error('no letter');
}

async function untilAborted({ signal }: RunContext): Promise<void> {
  await new Promise(resolve => signal.addEventListener('abort', resolve));
  signal.throwIfAborted();
}

/** One tick of `mock.timers` rings every timer that it passes and settles no promise, so time goes by in small steps. */
async function tickBySeconds(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1000) {
    mock.timers.tick(1000);
    await new Promise(resolve => setImmediate(resolve));
  }
}

function shown({ occurrence, jobName, outcome, duration }: RunRecord): string {
  return `${occurrence.toFormat('HH:mm:ss')} ${jobName} ${outcome.kind} after ${duration?.toMillis()} ms`;
}
