import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { heeding, taking } from '../support/work.js';

describe('overlap policies', () => {
  const tables: readonly ['skip' | 'runAfter' | 'cancelPrevious' | 'allow', readonly number[]][] = [
    ['skip', [0, 3, 6]],
    ['runAfter', [0, 2.5, 5]],
    ['cancelPrevious', [0, 1, 2, 3, 4, 5, 6]],
    ['allow', [0, 1, 2, 3, 4, 5, 6]],
  ];
  for (const [overlap, expected] of tables) {
    it(`${overlap}: a job of 2.5 seconds, every second`, async () => {
      const clock = new VirtualClock();
      const startMs = clock.now();
      const starts: number[] = [];
      const work = heeding(clock, 2500);
      const { scheduler, outcomes } = rigOf(
        [
          definitionOf(
            context => {
              starts.push((clock.now() - startMs) / 1000);
              return work(context);
            },
            { overlap },
          ),
        ],
        { clock },
      );
      scheduler.start();
      await clock.advance(6000);
      expect(starts).to.deep.equal(expected);
      scheduler.get('job')?.cancel();
      const stop = scheduler.stop();
      await clock.advance(10_000);
      await stop;
      expect(new Set(outcomes).size, 'each occurrence has one outcome').to.equal(outcomes.length);
      expect(outcomes).to.have.length(7);
    });
  }

  it('allow: tells the runs in progress, and those that wait, oldest first', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 2500), { overlap: 'allow' })], {
      clock,
      maxConcurrency: 2,
    });
    scheduler.start();
    await clock.advance(4500);
    const job = scheduler.get('job');
    const seconds = [job?.running, job?.waiting].map(runs => runs?.map(({ occurrence }) => occurrence.second));
    expect(seconds).to.deep.equal([[2, 3], [4]]);
  });

  it('cancelPrevious starts after the run that it aborts has settled', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 1700), { overlap: 'cancelPrevious' })], {
      clock,
    });
    scheduler.start();
    await clock.advance(3600);
    expect(outcomes).to.deep.equal(['0 cancelled', '2 skipped', '1 cancelled']);
  });

  it('cancelPrevious runs nothing older after the newest, which takes the turn of all that wait', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    const missed = { kind: 'runAll', withinMs: undefined, max: 3 } as const;
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(taking(clock, 3500), { name: 'hold', group: 'g', every: 86_400 }),
        definitionOf(({ key }) => void ran.push(key), { name: 'job', group: 'g', overlap: 'cancelPrevious', missed }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(500);
    clock.sleep({ seconds: 10 });
    await clock.advance(500);
    expect(scheduler.get('job')?.waiting.map(({ occurrence }) => occurrence.second)).to.deep.equal([0, 9, 10, 11]);
    await clock.advance(2800);
    expect(ran).to.deep.equal(['job@2026-01-01T00:00:13.000Z']);
    expect(outcomes.filter(line => line.endsWith('skipped'))).to.deep.equal(
      [0, 9, 10, 11, 12].map(at => `${at} skipped`),
    );
  });

  it('cancelPrevious begins the newest instead of one whose conditions are still asked', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    let asked = 0;
    const isWanted = async () => {
      asked += 1;
      if (asked < 3) await taking(clock, 1500)();
      return true;
    };
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(({ occurrence }) => void ran.push(`${occurrence.second} at ${clock.monotonic()}`), {
          overlap: 'cancelPrevious',
          conditions: [{ test: isWanted, expect: true }],
        }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(2600);
    expect(ran).to.deep.equal(['2 at 2000']);
    expect(outcomes).to.deep.equal(['0 skipped', '1 skipped', '2 succeeded']);
  });

  it('allow: the job does what the busiest of its runs does', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 2500), { overlap: 'allow' })], {
      clock,
      maxConcurrency: 2,
    });
    const job = () => scheduler.get('job');
    scheduler.start();
    await clock.advance(2100);
    expect([job()?.running.length, job()?.waiting.length, job()?.phase]).to.deep.equal([2, 1, 'running']);
    const [first, second] = job()?.running ?? [];
    job()?.cancel('it alone', { runId: second?.runId ?? '' });
    expect(job()?.phase).to.equal('running');
    job()?.cancel('it, too', { runId: first?.runId ?? '' });
    expect(job()?.phase).to.equal('cancelling');
  });

  it('lets jobs of a group take turns in order of their due time', async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    const inGroup = (name: string, every: number) =>
      definitionOf(
        async () => {
          order.push(name);
          await taking(clock, 400)();
        },
        { name, every, group: 'g' },
      );
    const { scheduler } = rigOf([inGroup('a', 2), inGroup('b', 2), inGroup('c', 1)], { clock });
    scheduler.start();
    await clock.advance(900);
    expect(order).to.deep.equal(['a', 'b', 'c']);
    expect(scheduler.get('c')?.phase).to.equal('running');
    await clock.advance(2000);
    expect(order.slice(3)).to.deep.equal(['a', 'b', 'c']);
  });

  it('may be cancelled by a listener in the middle of a step, and leaves its group free', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf(
      [definitionOf(taking(clock, 1200), { overlap: 'runAfter', group: 'g', relative: { times: 3 } })],
      { clock },
    );
    scheduler.on('succeeded', () => void scheduler.get('job')?.cancel());
    scheduler.start();
    await clock.advance(6000);
    expect(outcomes).to.deep.equal(['0 succeeded', '1 cancelled', '2 succeeded', '3 cancelled', '4 succeeded']);
  });

  it('bounds the runs of the whole scheduler by maxConcurrency', async () => {
    const clock = new VirtualClock();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { scheduler } = rigOf(
      names.map(name => definitionOf(taking(clock, 300), { name, every: 1, unit: 'hours' })),
      { clock, maxConcurrency: 2 },
    );
    const told: string[] = [];
    scheduler.on('waiting', ({ jobName }) => void told.push(jobName));
    scheduler.start();
    await clock.advance(0);
    expect(told).to.deep.equal(['c', 'd', 'e']);
    expect(names.map(name => scheduler.get(name)?.phase)).to.deep.equal([
      'running',
      'running',
      'waiting',
      'waiting',
      'waiting',
    ]);
    await clock.advance(650);
    expect(names.map(name => scheduler.get(name)?.phase)).to.deep.equal(['idle', 'idle', 'idle', 'idle', 'running']);
  });

  it('waits for all that a removed job of its name still runs, however it was allowed', async () => {
    const clock = new VirtualClock();
    const others = definitionOf(() => {}, { name: 'comes and goes' });
    const { scheduler } = rigOf([definitionOf(taking(clock, 2500), { overlap: 'allow' }), others], { clock });
    scheduler.start();
    await clock.advance(1000);
    scheduler.remove('job');
    const job = scheduler.add(() => {}, said({ every: 1, unit: 'hours', overlap: 'runAfter' }));
    const waiting = job.trigger();
    await clock.advance(1600);
    expect(job.phase, 'the second still runs').to.equal('running');
    await clock.advance(1000);
    expect(job.phase).to.equal('idle');
    expect(await waiting).to.include({ kind: 'succeeded' });
  });

  it('costs the same in any crowd under allow', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => new Promise(() => {}), { overlap: 'allow' })]);
    for (let count = 0; count < 40_000; count += 1) void scheduler.get('job')?.trigger();
    // They begin in slices.
    await clock.advance(0);
    const stopped = scheduler.stop({ drain: 0, cancel: 0 });
    await clock.advance(0);
    expect((await stopped).abandoned).to.have.length(40_000);
  });
});

describe('a job that was edited from allow to cancelPrevious', () => {
  it('waits for all of its runs, also where the newer run replaces one that is only asked for its conditions', async () => {
    const clock = new VirtualClock();
    let inProgress = 0;
    let isEdited = false;
    const beside: number[] = [];
    const tookMs = [1500, 20_000];
    const work = async () => {
      if (isEdited) beside.push(inProgress);
      inProgress += 1;
      await taking(clock, tookMs.shift() ?? 10)();
      inProgress -= 1;
    };
    const answers = [true, true, new Promise<boolean>(() => {})];
    const conditions = [{ expect: true, test: () => answers.shift() ?? true }];
    const { scheduler } = rigOf([definitionOf(work, { overlap: 'allow', conditions })], { clock });
    scheduler.start();
    await clock.advance(2500);
    scheduler.get('job')?.edit(said({ overlap: 'cancelPrevious' }));
    isEdited = true;
    await clock.advance(30_000);
    expect(beside.length).to.be.greaterThan(1);
    expect(Math.max(...beside)).to.equal(0);
  });
});
