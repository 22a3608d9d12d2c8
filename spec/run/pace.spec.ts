import { expect } from 'chai';
import type { JobDefinition } from '../../lib/job/definition.js';
import type { StopReport } from '../../lib/scheduler/stopping.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import type { Alarm, AlarmOptions } from '../../lib/time/clock.js';
import { type Rig, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, type JobWords } from '../support/schedules.js';
import { taking } from '../support/work.js';

const ALL_MISSED: JobWords = { missed: { kind: 'runAll', withinMs: undefined, max: 10 } };

describe('between two slices of starts', () => {
  const manyRuns = (clock: VirtualClock) => [definitionOf(() => void clock.block(11), ALL_MISSED)];
  const crowd = (clock: VirtualClock) => [
    definitionOf(() => void clock.block(11), { ...ALL_MISSED, overlap: 'allow' }),
  ];
  const group = (clock: VirtualClock) =>
    Array.from({ length: 10 }, (_, i) =>
      definitionOf(() => void clock.block(11), { name: `job ${i}`, unit: 'hours', group: 'g' }),
    );

  for (const [what, definitions] of Object.entries({ 'one job': manyRuns, 'a crowd': crowd, 'a group': group })) {
    it(`${what}: a stop starts nothing more, waits for nothing and leaves no alarm behind`, async () => {
      let report: Promise<StopReport> | undefined;
      let alarms = 0;
      const { left } = await inPause(definitions, ({ scheduler, clock }) => {
        report = scheduler.stop();
        alarms = clock.pendingAlarms;
      });
      expect(await report).to.deep.include({ finished: [], cancelled: [], abandoned: [] });
      expect(new Set(left)).to.deep.equal(new Set(['stopping']));
      expect(alarms).to.equal(0);
    });
  }

  for (const [what, definitions] of Object.entries({ 'one job': manyRuns, 'a crowd': crowd })) {
    it(`${what}: a pause takes back what waits, also one that is over at once`, async () => {
      const { left } = await inPause(definitions, ({ scheduler }) => {
        scheduler.get('job')?.pause('a while');
        scheduler.get('job')?.resume();
      });
      expect(new Set(left)).to.deep.equal(new Set(['paused']));
    });
  }

  it('a group holds up no job of another', async () => {
    const clock = new VirtualClock();
    const first = definitionOf(taking(clock, 50), { name: 'first', unit: 'hours', group: 'g' });
    const free = definitionOf(() => {}, { name: 'free', every: 100, unit: 'milliseconds' });
    const { scheduler } = rigOf([first, ...group(clock), free], { clock });
    scheduler.start();
    await clock.advance(500);
    expect(scheduler.get('free')?.stats.latenessMs?.max).to.be.at.most(12);
  });

  it('the process stays alive, although waiting for the next occurrence does not keep it so', async () => {
    const alarms: { readonly delayMs: number; readonly keepAlive: boolean }[] = [];
    class NotingClock extends VirtualClock {
      override alarm(atMs: number, ring: () => void, options?: AlarmOptions): Alarm {
        alarms.push({ delayMs: atMs - this.monotonic(), keepAlive: options?.keepAlive ?? true });
        return super.alarm(atMs, ring);
      }
    }
    await inPause(manyRuns, () => {}, new NotingClock());
    const keep = (which: (delayMs: number) => boolean) =>
      new Set(alarms.filter(({ delayMs }) => which(delayMs)).map(({ keepAlive }) => keepAlive));
    expect(keep(delayMs => delayMs === 0)).to.include(true);
    expect(keep(delayMs => delayMs > 500)).to.deep.equal(new Set([false]));
  });
});

describe('jobs that trigger one another', () => {
  it('all run, however many are in the chain', async () => {
    const LENGTH = 2000;
    let runs = 0;
    const definitions = Array.from({ length: LENGTH }, (_, i) =>
      definitionOf(() => triggerNext(i), { name: `job ${i}`, unit: 'hours' }),
    );
    const { scheduler, clock } = rigOf(definitions, { listens: false });
    await clock.advance(1000);
    scheduler.start();
    void scheduler.get('job 0')?.trigger();
    await clock.advance(1000);
    expect(runs).to.equal(LENGTH);
    expect(scheduler.jobs.every(job => job.phase === 'idle')).to.equal(true);

    function triggerNext(i: number): void {
      runs += 1;
      void scheduler.get(`job ${i + 1}`)?.trigger();
    }
  });
});

/** Ten runs are due that take eleven milliseconds each; `act` when some of them have been made. Gives how the others ended. */
async function inPause(
  definitionsOf: (clock: VirtualClock) => readonly JobDefinition[],
  act: (rig: Rig) => void,
  clock = new VirtualClock(),
): Promise<{ readonly left: readonly string[] }> {
  const rig = rigOf(definitionsOf(clock), { clock, keepAlive: false });
  let ran = 0;
  rig.scheduler.start();
  clock.jump(9000);
  clock.alarm(clock.monotonic() + 30, () => {
    ran = rig.records.length;
    act(rig);
  });
  await clock.advance(900);
  expect(ran).to.be.within(1, 9);
  const left = rig.records.slice(ran, 10);
  return { left: left.map(({ outcome }) => (outcome.kind === 'skipped' ? outcome.reason : outcome.kind)) };
}
