import { expect } from 'chai';
import { RunTimeoutError } from '../../lib/errors.js';
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
});

describe('hooks', () => {
  it('are called around the run, and what they throw changes nothing', async () => {
    const trail: string[] = [];
    const say = (word: string) => () => {
      trail.push(word);
      throw new Error(word);
    };
    const hooks = [
      { before: say('before'), after: say('after'), onSuccess: say('onSuccess'), onFailure: say('onFailure') },
    ];
    let fails = false;
    const work = () => {
      trail.push('work');
      if (fails) throw new Error('work');
    };
    const { clock, scheduler, outcomes, printed } = rigOf([definitionOf(work, { hooks })]);
    scheduler.start();
    await clock.advance(0);
    fails = true;
    await clock.advance(1000);
    expect(trail).to.deep.equal(['before', 'work', 'onSuccess', 'after', 'before', 'work', 'onFailure', 'after']);
    expect(outcomes).to.deep.equal(['0 succeeded', '1 failed']);
    expect(printed).to.have.length(6);
  });
});

describe('the context of a run', () => {
  it('tells what the run is for, and keeps what is logged and how far it is', async () => {
    const seen: unknown[] = [];
    const lines: unknown[] = [];
    const log = (_: object, message: string) => void lines.push(message);
    const { clock, scheduler, records } = rigOf(
      [
        definitionOf(
          context => {
            const { jobName, key, occurrence, lateBy, attempt, trigger } = context;
            seen.push(jobName, key, occurrence.toISO(), lateBy.toMillis(), attempt, trigger);
            context.log.info('hello', { to: 'you' });
            context.progress(1, 2, 'half');
            return 'value';
          },
          { every: 1, unit: 'hours', zone: 'Asia/Kathmandu' },
        ),
      ],
      { logger: { debug: log, info: log, warn: log, error: log } },
    );
    const progressed: unknown[] = [];
    scheduler.on('progressed', ({ progress }) => void progressed.push(progress));
    scheduler.start();
    await clock.advance(3_600_000);
    expect(seen).to.deep.equal([
      'job',
      'job@2026-01-01T00:15:00.000Z',
      '2026-01-01T06:00:00.000+05:45',
      0,
      1,
      'schedule',
    ]);
    expect(records[0]?.lines).to.deep.equal([
      { level: 'info', message: 'hello', data: { to: 'you' }, atMs: records[0]?.startedAtMs },
    ]);
    expect(records[0]?.progress).to.deep.equal({ done: 1, total: 2, message: 'half' });
    expect(progressed).to.have.length(1);
    expect(lines).to.deep.equal(['hello']);
    expect(records[0]?.outcome).to.deep.equal({ kind: 'succeeded', value: 'value' });
  });

  it('takes no number that JSON does not know for how far it is', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(({ progress }) => {
        progress(0 / 0, Infinity);
        progress('5' as never, 10n as never);
      }),
    ]);
    const told: unknown[] = [];
    scheduler.on('progressed', ({ progress }) => void told.push(JSON.parse(JSON.stringify(progress))));
    scheduler.start();
    await clock.advance(1);
    expect(told).to.deep.equal([{ done: 0 }, { done: 0, total: 10 }]);
  });

  it('gives a signal that is aborted already to who asks late', async () => {
    const clock = new VirtualClock();
    let reason: unknown;
    const work = async (context: RunContext) => {
      await taking(clock, 500)();
      reason = context.signal.reason;
    };
    const { scheduler } = rigOf([definitionOf(work, { timeoutMs: 100 })], { clock });
    scheduler.start();
    await clock.advance(600);
    expect(reason).to.be.instanceOf(RunTimeoutError);
  });
});

function fail(): never {
  throw new Error('no');
}
