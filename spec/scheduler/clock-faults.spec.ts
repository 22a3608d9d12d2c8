import { expect } from 'chai';
import { compareClocks } from '../../lib/scheduler/clock-watch.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import type { Alarm, AlarmOptions } from '../../lib/time/clock.js';
import { type Rig, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, type JobWords } from '../support/schedules.js';

const HOUR_MS = 3_600_000;

describe('compareClocks', () => {
  const cases: readonly [string, number, number, readonly string[]][] = [
    ['an ordinary wake-up', 1003, 1003, []],
    ['a slewed clock', 1900, 1000, []],
    ['a clock set forward, or a host that slept', 8000, 1000, ['clockJumped 7000']],
    ['a clock set back', -6000, 1000, ['clockJumped -7000']],
    ['a blocked loop', 4000, 4000, ['loopBlocked 3000']],
    ['a loop blocked while the clock was set', 9000, 4000, ['clockJumped 5000', 'loopBlocked 3000']],
  ];
  for (const [name, wallMs, monotonicMs, expected] of cases) {
    it(name, () => {
      const findings = compareClocks(
        { nowMs: 5, monotonicMs: 7 },
        { nowMs: 5 + wallMs, monotonicMs: 7 + monotonicMs },
        1007,
      );
      expect(findings.map(({ kind, byMs }) => `${kind} ${byMs}`)).to.deep.equal(expected);
    });
  }
});

describe('the loop', () => {
  it('starts nothing before its instant, however early the alarm rings', async () => {
    class HastyClock extends VirtualClock {
      override alarm(atMs: number, ring: () => void): Alarm {
        const nowMs = this.monotonic();
        return super.alarm(atMs - nowMs > 1 ? nowMs + (atMs - nowMs) / 2 : atMs, ring);
      }
    }
    const clock = new HastyClock();
    const starts: number[] = [];
    const { scheduler } = rigOf([definitionOf(() => void starts.push(clock.now() % 1000))], { clock });
    scheduler.start();
    await clock.advance(5001);
    expect(starts).to.deep.equal([0, 0, 0, 0, 0, 0]);
  });

  it('never sleeps for more than a minute, so that no timer overflows', async () => {
    const delays: number[] = [];
    class NotingClock extends VirtualClock {
      override alarm(atMs: number, ring: () => void, options?: AlarmOptions): Alarm {
        delays.push(atMs - this.monotonic());
        expect(options?.keepAlive).to.equal(false);
        return super.alarm(atMs, ring);
      }
    }
    const clock = new NotingClock();
    const { scheduler, outcomes } = rigOf([definitionOf(() => {}, { every: 24 * 50, unit: 'hours' })], {
      clock,
      keepAlive: false,
    });
    scheduler.start();
    await clock.advance(50 * 24 * HOUR_MS);
    expect(outcomes).to.have.length(1);
    expect(Math.max(...delays)).to.equal(60_000);
  });

  it('has no alarm when there is nothing to wait for', async () => {
    const { clock, scheduler } = rigOf([]);
    scheduler.start();
    expect(clock.pendingAlarms).to.equal(0);
    const job = scheduler.add(() => {}, { relative: { runNow: true, times: 1 } });
    expect(clock.pendingAlarms).to.equal(1);
    await clock.advance(0);
    expect(job.phase).to.equal('ended');
    expect(clock.pendingAlarms).to.equal(0);
    scheduler.add(() => {}, { name: 'other' });
    scheduler.remove('other');
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('starts everything that is due before it computes any next occurrence, in order of declaration', async () => {
    const trail: string[] = [];
    const words = (name: string): JobWords => ({
      name,
      every: 1,
      unit: 'hours',
      throwsWhere: () => !trail.push(`next ${name}`),
    });
    const { clock, scheduler } = rigOf(
      ['a', 'b', 'c'].map(name => definitionOf(() => void trail.push(name), words(name))),
    );
    scheduler.start();
    trail.length = 0;
    await clock.advance(0);
    expect(trail.slice(0, 3)).to.deep.equal(['a', 'b', 'c']);
    expect(trail).to.include('next a');
  });

  it('lets the event loop go on between slices of ten milliseconds', async () => {
    const clock = new VirtualClock();
    const startsAt: number[] = [];
    const work = () => {
      startsAt.push(clock.monotonic());
      void clock.block(4);
    };
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { scheduler } = rigOf(
      names.map(name => definitionOf(work, { name, every: 1, unit: 'hours' })),
      { clock },
    );
    let turns = 0;
    const count = () => {
      turns += 1;
      if (startsAt.length < names.length) clock.alarm(clock.monotonic(), count);
    };
    scheduler.start();
    clock.alarm(0, count);
    await clock.advance(100);
    expect(startsAt).to.deep.equal([0, 4, 8, 12, 16, 20, 24]);
    expect(turns).to.be.at.least(3);
  });

  it('runs ten thousand jobs that are due in one second', async () => {
    let runs = 0;
    const work = async () => {
      runs += 1;
    };
    const definitions = Array.from({ length: 10_000 }, (_, i) =>
      definitionOf(work, { name: `job ${i}`, every: 1, unit: 'hours' }),
    );
    const { clock, scheduler } = rigOf(definitions, { listens: false });
    scheduler.start();
    await clock.advance(0);
    expect(runs).to.equal(10_000);
  });

  it('runs every occurrence of a millisecond grid although alarms come late', async () => {
    class LateClock extends VirtualClock {
      override alarm(atMs: number, ring: () => void): Alarm {
        return super.alarm(Math.max(atMs, this.monotonic() + 1.2), ring);
      }
    }
    const clock = new LateClock();
    const { scheduler, outcomes } = rigOf([definitionOf(async () => {}, { unit: 'milliseconds' })], { clock });
    scheduler.start();
    await clock.advance(1000);
    expect(outcomes.filter(line => line.endsWith('succeeded'))).to.have.length.at.least(999);
  });
});

describe('when the clock does not go on as it should', () => {
  it('a blocked loop is told, runs the latest occurrence, and records the others as missed', async () => {
    const rig = await running();
    await rig.clock.block(3500);
    await rig.clock.advance(0);
    expect(rig.findings).to.deep.equal(['loopBlocked 2500']);
    expect(rig.outcomes.slice(2)).to.deep.equal(['2 missed', '4 succeeded']);
    expect(rig.records[2]?.outcome).to.include({ count: 2, into: 'job@2026-01-01T00:00:04.000Z' });
    expect(rig.records[3]?.trigger).to.equal('missed');
  });

  it('a host that slept for two hours is told, without a burst', async () => {
    const rig = await running();
    rig.clock.jump(2 * HOUR_MS);
    await rig.clock.advance(1000);
    expect(rig.findings).to.deep.equal(['clockJumped 7200000']);
    expect(rig.outcomes.slice(2)).to.deep.equal(['2 missed', '7202 succeeded']);
    expect(rig.records[2]?.outcome).to.include({ count: 7200 });
  });

  it('a clock set back by an hour repeats nothing, and the job goes on when its time has come', async () => {
    const rig = await running();
    rig.clock.jump(-HOUR_MS);
    await rig.clock.advance(HOUR_MS - 1000);
    expect(rig.findings).to.deep.equal(['clockJumped -3600000']);
    expect(rig.outcomes).to.deep.equal(['0 succeeded', '1 succeeded']);
    await rig.clock.advance(3000);
    expect(rig.outcomes.slice(2)).to.deep.equal(['2 succeeded', '3 succeeded']);
  });

  it('a clock set back by four hours is taken at its word', async () => {
    const rig = await running();
    rig.clock.jump(-4 * HOUR_MS);
    await rig.clock.advance(60_000);
    expect(rig.findings).to.deep.equal(['clockJumped -14400000']);
    expect(rig.outcomes.length).to.be.greaterThan(50);
    expect(rig.outcomes[2]).to.match(/^-143\d\d succeeded$/);
  });

  it('a clock set back twice by two hours is, too', async () => {
    const rig = await running();
    rig.clock.jump(-2 * HOUR_MS);
    await rig.clock.advance(60_000);
    expect(rig.outcomes).to.have.length(2);
    rig.clock.jump(-2 * HOUR_MS);
    await rig.clock.advance(61_000);
    expect(rig.outcomes.length).to.be.greaterThan(2);
  });

  it('a clock that moves between any two reads loses no job', async () => {
    class JitteryClock extends VirtualClock {
      #seed = 1;
      override now(): number {
        this.#seed = (this.#seed * 48_271) % 0x7fffffff;
        return super.now() + (this.#seed % 5);
      }
    }
    const rig = await running({}, new JitteryClock());
    await rig.clock.advance(9500);
    expect(rig.scheduler.get('job')?.nextRun).to.not.equal(undefined);
    expect(rig.outcomes.filter(line => line.endsWith('succeeded'))).to.have.length.at.least(10);
  });

  it('runAll makes up for what was missed, in order and one at a time, whatever the overlap policy', async () => {
    const clock = new VirtualClock();
    const work = () => new Promise<void>(resolve => void clock.alarm(clock.monotonic() + 100, () => resolve()));
    const { scheduler, outcomes } = rigOf(
      [definitionOf(work, { missed: { kind: 'runAll', withinMs: undefined, max: 3 } })],
      { clock },
    );
    scheduler.start();
    await clock.advance(1500);
    await clock.block(4600);
    await clock.advance(450);
    expect(outcomes.slice(2)).to.deep.equal(['2 missed', '4 succeeded', '5 succeeded', '6 succeeded']);
  });
});

async function running(
  words: JobWords = {},
  clock = new VirtualClock(),
): Promise<Rig & { readonly findings: string[] }> {
  const rig = rigOf([definitionOf(() => {}, words)], { clock });
  const findings: string[] = [];
  rig.scheduler.on('clockJumped', ({ byMs }) => findings.push(`clockJumped ${byMs}`));
  rig.scheduler.on('loopBlocked', ({ byMs }) => findings.push(`loopBlocked ${byMs}`));
  rig.scheduler.start();
  await rig.clock.advance(1000);
  return { ...rig, findings };
}
