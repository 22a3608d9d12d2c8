import { expect } from 'chai';
import type { RunContext } from '../../lib/job/context.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

const never = () => new Promise<never>(() => {});

describe('conditions', () => {
  const cases: readonly [string, boolean, () => boolean | Promise<boolean>, string | undefined][] = [
    ['when it holds', true, () => true, undefined],
    ['when it does not hold', true, async () => false, "its 'when' predicate said false"],
    ['skip that does not hold', false, async () => false, undefined],
    ['skip that holds', false, () => true, "its 'skip' predicate said true"],
    ['one that throws', true, () => fail(), "its 'when' predicate threw: Error: no"],
    ['one that rejects', true, async () => fail(), "its 'when' predicate threw: Error: no"],
  ];
  for (const [name, expect_, test, detail] of cases) {
    it(name, async () => {
      const { clock, scheduler, records } = rigOf([
        definitionOf(() => {}, { conditions: [{ expect: expect_, test }] }),
      ]);
      const seen = noted(scheduler, 'started');
      scheduler.start();
      await clock.advance(0);
      const { outcome } = records[0] ?? {};
      if (detail === undefined) expect(outcome).to.include({ kind: 'succeeded' });
      else expect(outcome).to.deep.equal({ kind: 'skipped', reason: 'condition', detail });
      expect(seen).to.have.length(detail === undefined ? 1 : 0);
      expect(clock.pendingAlarms, 'only the alarm of the loop is left').to.equal(1);
    });
  }

  it('are what their run is told to wait for, and nobody who has the place beside it', async () => {
    const conditions = [{ expect: true, test: never }];
    const { clock, scheduler } = rigOf(
      [definitionOf(never, { name: 'beside', every: 60 }), definitionOf(() => {}, { every: 60, conditions })],
      { maxConcurrency: 2 },
    );
    scheduler.start();
    await clock.advance(1000);
    expect(scheduler.explainRun('job', '2026-01-01T00:00Z')).to.deep.equal({
      verdict: 'waits',
      code: 'starting',
      text: "job 'job' has not run at 2026-01-01T00:00:00Z yet: its conditions are being asked.",
      runId: scheduler.get('job')?.waiting[0]?.runId,
    });
  });

  it('are told how late the run is, which has not begun', async () => {
    const lates: number[] = [];
    const test = ({ lateBy }: RunContext) => lates.push(lateBy.toMillis()) > 0;
    const { clock, scheduler } = rigOf([definitionOf(test, { every: 10, conditions: [{ expect: true, test }] })]);
    scheduler.start();
    await clock.advance(0);
    await clock.block(13_000);
    expect(lates, 'the predicate and the run, twice').to.deep.equal([0, 0, 3000, 3000]);
  });

  it('refuses what it throws, also where that has no text', async () => {
    const test = () => {
      throw Object.create(null);
    };
    const { clock, scheduler, outcomes, records } = rigOf([
      definitionOf(() => {}, { conditions: [{ expect: true, test }] }),
    ]);
    scheduler.start();
    await clock.advance(1000);
    expect(outcomes).to.deep.equal(['0 skipped', '1 skipped']);
    expect(records[0]?.outcome).to.include({ detail: "its 'when' predicate threw: a thrown object that has no text" });
  });

  it('asks a thenable once, however it answers', async () => {
    let asked = 0;
    const query = {
      // biome-ignore lint/suspicious/noThenProperty: so query builders do.
      then(resolve: (answer: boolean) => void) {
        asked += 1;
        resolve(true);
      },
    };
    const test = () => query as unknown as Promise<boolean>;
    const { clock, scheduler, outcomes } = rigOf([definitionOf(() => {}, { conditions: [{ expect: true, test }] })]);
    scheduler.start();
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 succeeded']);
    expect(asked).to.equal(1);
  });

  it('hold the place while they are asked, and are given up after their limit', async () => {
    const { clock, scheduler, records } = rigOf([
      definitionOf(() => {}, { every: 20, conditions: [{ expect: true, test: never }] }),
    ]);
    scheduler.start();
    await clock.advance(30_000);
    expect(records.map(({ outcome }) => outcome)).to.deep.equal([
      { kind: 'skipped', reason: 'overlap', detail: 'the run job@2026-01-01T00:00:00.000Z was in its way' },
      { kind: 'skipped', reason: 'condition', detail: "its 'when' predicate did not answer within 30000 ms" },
    ]);
  });

  it('are asked in vain when the job is paused or stopped meanwhile', async () => {
    for (const deed of ['pause', 'stop'] as const) {
      const clock = new VirtualClock();
      const test = async () => {
        await taking(clock, 500)();
        return true;
      };
      const { scheduler, records } = rigOf([definitionOf(() => {}, { conditions: [{ expect: true, test }] })], {
        clock,
      });
      const seen = noted(scheduler, 'started');
      scheduler.start();
      await clock.advance(0);
      if (deed === 'pause') scheduler.get('job')?.pause('maintenance');
      else void scheduler.stop();
      await clock.advance(500);
      expect(records[0]?.outcome).to.include({ kind: 'skipped', reason: deed === 'pause' ? 'paused' : 'stopping' });
      expect(seen).to.deep.equal([]);
    }
  });

  it('are cut short by cancel and by a stop', async () => {
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(() => {}, { conditions: [{ expect: true, test: never }] }),
    ]);
    scheduler.start();
    await clock.advance(0);
    scheduler.get('job')?.cancel();
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 cancelled']);
  });

  it('are asked for the first, and once for the newest of those that come at once under cancelPrevious', async () => {
    let asked = 0;
    const test = async () => {
      asked += 1;
      return true;
    };
    const newest = definitionOf(() => {}, {
      name: 'newest',
      every: 60,
      overlap: 'cancelPrevious',
      conditions: [{ expect: true, test }],
    });
    const thrice = () => [1, 2, 3].forEach(() => void scheduler.get('newest')?.trigger());
    const { clock, scheduler, outcomes } = rigOf([newest, definitionOf(thrice, { unit: 'hours' })]);
    scheduler.start();
    await clock.advance(10);
    expect([asked, outcomes.filter(line => line === '0 skipped').length]).to.deep.equal([2, 3]);
  });

  it('are told when their run alone is cancelled, and leave no alarm behind', async () => {
    const clock = new VirtualClock();
    const reasons: unknown[] = [];
    const test = ({ signal }: RunContext) =>
      new Promise<boolean>(() => signal.addEventListener('abort', () => reasons.push(signal.reason)));
    const { scheduler, outcomes } = rigOf(
      [definitionOf(() => {}, { unit: 'hours', conditions: [{ expect: true, test }] })],
      { clock },
    );
    scheduler.start();
    await clock.advance(10);
    const job = scheduler.get('job');
    job?.cancel('it alone', { runId: job.waiting[0]?.runId ?? '' });
    expect(outcomes).to.deep.equal(['0 cancelled']);
    expect(reasons.map(String)).to.deep.equal([`RunCancelledError: job 'job' was cancelled: it alone`]);
    await scheduler.stop();
    expect(clock.pendingAlarms).to.equal(0);
  });
});

describe('a run that is taken back while its conditions are asked', () => {
  it('has left its place when that is told, so that who then cancels all finds what waited behind it', async () => {
    const ran: string[] = [];
    const cancelsAll = ({ signal, trigger }: RunContext) =>
      trigger !== 'schedule' ||
      new Promise<boolean>(resolve => {
        signal.addEventListener('abort', () => resolve(scheduler.get('job')?.cancel('all') === false));
      });
    const definition = definitionOf(({ trigger }) => void ran.push(trigger), {
      overlap: 'runAfter',
      conditions: [{ expect: true, test: cancelsAll }],
    });
    const { clock, scheduler, records } = rigOf([definition], { clock: new VirtualClock() });
    scheduler.start();
    await clock.advance(10);
    void scheduler.get('job')?.trigger();
    await clock.advance(10);
    scheduler.get('job')?.cancel('one', { runId: scheduler.get('job')?.waiting[0]?.runId as string });
    await clock.advance(10);
    expect(ran).to.deep.equal([]);
    expect(records.map(({ outcome }) => outcome.kind)).to.deep.equal(['cancelled', 'cancelled']);
  });
});

function fail(): never {
  throw new Error('no');
}
