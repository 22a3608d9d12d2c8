import { expect } from 'chai';
import type { SchedulerOptions } from '../../lib/scheduler/options.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import type { Alarm, AlarmOptions } from '../../lib/time/clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, type JobWords, said } from '../support/schedules.js';

const HOUR_MS = 3_600_000;

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
    const job = scheduler.add(() => {}, said({ relative: { runNow: true, times: 1 } }));
    expect(clock.pendingAlarms).to.equal(1);
    await clock.advance(0);
    expect(job.phase).to.equal('ended');
    expect(clock.pendingAlarms).to.equal(0);
    scheduler.add(() => {}, said({ name: 'other' }));
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

  describe('lets the event loop go on', () => {
    const LEAST_TURNS = 50;
    const crowd = (words: JobWords) => (work: () => void) =>
      Array.from({ length: 100 }, (_, i) => definitionOf(work, { name: `job ${i}`, unit: 'hours', ...words }));
    const cases: Readonly<Record<string, Case>> = {
      'between jobs': { definitions: crowd({}) },
      'between jobs of one group': { definitions: crowd({ group: 'g' }) },
      'between jobs where one at a time has room': { definitions: crowd({}), options: { maxConcurrency: 1 } },
      'between the runs of one job that makes up for what it missed': {
        definitions: work => [definitionOf(work, { missed: { kind: 'runAll', withinMs: undefined, max: 100 } })],
        sleptMs: 99_000,
      },
    };
    for (const [where, { definitions, options, sleptMs = 0 }] of Object.entries(cases)) {
      it(where, async () => {
        const clock = new VirtualClock();
        let runs = 0;
        let turns = 0;
        const work = () => {
          runs += 1;
          void clock.block(10);
        };
        const { scheduler } = rigOf(definitions(work), { ...options, clock, listens: false });
        scheduler.start();
        clock.jump(sleptMs);
        const count = () => {
          turns += 1;
          if (runs < 100) clock.alarm(clock.monotonic() + 1, count);
        };
        clock.alarm(clock.monotonic() + 1, count);
        await clock.advance(3000);
        expect(runs).to.be.at.least(100);
        expect(turns).to.be.at.least(LEAST_TURNS);
      });
    }
  });
});

interface Case {
  readonly definitions: (work: () => void) => ReturnType<typeof definitionOf>[];
  readonly options?: SchedulerOptions;
  readonly sleptMs?: number;
}
