import { expect } from 'chai';
import { Registry, Scheduler } from '../../lib/index.js';
import { Pace } from '../../lib/run/pace.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import type { Alarm, Clock } from '../../lib/time/clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { silent } from '../support/silent.js';

describe('a clock that throws', () => {
  it('costs one turn: it is reported, and asked again', async () => {
    const clock = new VirtualClock();
    let isFaulty = false;
    const faulty = {
      now() {
        if (!isFaulty) return clock.now();
        isFaulty = false;
        throw new Error('a faulty clock');
      },
      monotonic: () => clock.monotonic(),
      alarm: (atMs: number, ring: () => void) => clock.alarm(atMs, ring),
    };
    const { scheduler, outcomes, printed } = rigOf([definitionOf(() => {}, { every: 10 })], { clock: faulty as never });
    scheduler.start();
    await clock.advance(5000);
    isFaulty = true;
    await clock.advance(30_000);
    expect(printed.join('\n')).to.include('a faulty clock');
    expect(outcomes).to.deep.equal(['0 succeeded', '10 succeeded', '20 succeeded', '30 succeeded']);
  });
});

describe('a clock that throws while a run is in progress', () => {
  for (const broken of ['now', 'monotonic', 'alarm'] as const) {
    it(`changes nothing for the run: ${broken}`, async () => {
      const virtual = new VirtualClock();
      let isBroken = false;
      const read = <T>(name: string, reading: () => T): T => {
        if (isBroken && name === broken) throw new Error('no time');
        return reading();
      };
      const clock = {
        now: () => read('now', () => virtual.now()),
        monotonic: () => read('monotonic', () => virtual.monotonic()),
        alarm: (at: number, ring: () => void) => read('alarm', () => virtual.alarm(at, ring)),
      };
      const registry = new Registry();
      registry
        .schedule(async ({ log }) => {
          isBroken = true;
          log.info('still here');
          await Promise.resolve();
          return 'done';
        })
        .withName('job')
        .withTimeout({ seconds: 3 })
        .withRetry({ attempts: 2, attemptTimeout: { seconds: 1 } })
        .toRunNow();
      const scheduler = new Scheduler(registry, { clock, logger: silent });
      scheduler.start();
      await virtual.advance(5000);
      isBroken = false;
      const [record] = scheduler.get('job')?.history ?? [];
      expect(record?.outcome).to.deep.equal({ kind: 'succeeded', value: 'done' });
      expect(record?.lines).to.have.length(1);
      await scheduler.stop();
    });
  }
});

describe('a clock that gives what is no time, or no alarm', () => {
  it('is reported and asked again: NaN', async () => {
    const rig = faultyRig();
    await rig.virtual.advance(2500);
    rig.fault.now = () => Number.NaN;
    await rig.virtual.advance(1000);
    delete rig.fault.now;
    await rig.virtual.advance(3000);
    expect(rig.errors).to.include('its now() gave NaN');
    expect(rig.starts).to.deep.equal([0, 1000, 2000, 4000, 5000, 6000]);
    await rig.scheduler.stop();
  });

  it('is not waited by: the alarm is of the host, a second later', async () => {
    const virtual = new VirtualClock();
    const errors: unknown[] = [];
    const broken = {
      now: () => virtual.now(),
      monotonic: () => undefined as unknown as number,
      alarm: () => expect.fail('it is asked'),
    };
    const pace = new Pace(broken, virtual, undefined, (_, error) => errors.push(error));
    pace.read();
    let rings = 0;
    pace.alarm(10, () => {
      rings += 1;
    });
    await virtual.advance(999);
    expect(rings).to.equal(0);
    await virtual.advance(1);
    expect(rings).to.equal(1);
    expect(errors.map(String)).to.deep.equal(['TypeError: its monotonic() gave undefined']);
  });

  it("is reported, and no ring is lost or comes twice: an alarm that can't be cancelled", async () => {
    const rig = faultyRig();
    rig.fault.alarm = (at, ring) => void rig.virtual.alarm(at, ring) as unknown as Alarm;
    await rig.virtual.advance(3000);
    expect(rig.errors[0]).to.equal('its alarm() gave undefined, and not one that can be cancelled');
    expect(rig.starts).to.deep.equal([0, 1000, 2000, 3000]);
    await rig.scheduler.stop();
  });

  it('is reported, and rings no more: an alarm whose cancel throws', async () => {
    const rig = faultyRig();
    rig.fault.alarm = (at, ring) => {
      rig.virtual.alarm(at, ring);
      return {
        cancel() {
          throw new Error('not cancelled');
        },
      };
    };
    await rig.virtual.advance(1000);
    const report = await rig.scheduler.stop();
    expect(report.abandoned).to.deep.equal([]);
    await rig.virtual.advance(5000);
    expect(rig.errors).to.deep.equal(['not cancelled']);
    expect(rig.starts).to.deep.equal([0, 1000]);
  });
});

/** A job each second, on a virtual clock of which single readings can be replaced. */
function faultyRig() {
  const virtual = new VirtualClock('2026-01-01T00:00:00Z');
  const startMs = virtual.now();
  const fault: Partial<{ -readonly [K in keyof Clock]: Clock[K] }> = {};
  const clock: Clock = {
    now: () => (fault.now ?? (() => virtual.now()))(),
    monotonic: () => (fault.monotonic ?? (() => virtual.monotonic()))(),
    alarm: (at, ring) => (fault.alarm ?? ((atMs, rung) => virtual.alarm(atMs, rung)))(at, ring),
  };
  const errors: string[] = [];
  const error = (about: object): void => {
    const { err } = about as { readonly err?: { readonly message: string } };
    errors.push(String(err?.message));
  };
  const registry = new Registry({ zone: 'UTC' });
  const starts: number[] = [];
  registry
    .schedule(({ occurrence }) => void starts.push(occurrence.toMillis() - startMs))
    .withName('job')
    .toRunEvery(1)
    .seconds();
  const scheduler = new Scheduler(registry, { clock, logger: { ...silent, error } }).start();
  return { virtual, fault, errors, starts, scheduler };
}
