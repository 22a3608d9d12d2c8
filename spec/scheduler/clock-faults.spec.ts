import { expect } from 'chai';
import { Registry, Scheduler } from '../../lib/index.js';
import { compareClocks } from '../../lib/scheduler/loop.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { type Rig, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, type JobWords, said } from '../support/schedules.js';

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

describe('when the clock does not go on as it should', () => {
  it('a blocked loop is told, runs the latest occurrence, and records the others as missed', async () => {
    const rig = await running();
    await rig.clock.block(3500);
    await rig.clock.advance(0);
    expect(rig.findings).to.deep.equal(['loopBlocked 2500']);
    expect(rig.outcomes.slice(2)).to.deep.equal(['2 missed', '4 succeeded']);
    expect(rig.records[2]?.outcome).to.include({ count: 2, into: 'job@2026-01-01T00:00:04.000Z' });
    expect(rig.records[3]?.trigger).to.equal('catchUp');
  });

  it('a host that slept for two hours is told, without a burst', async () => {
    const rig = await running();
    rig.clock.jump(2 * HOUR_MS);
    await rig.clock.advance(1000);
    expect(rig.findings).to.deep.equal(['clockJumped 7200000']);
    expect(rig.outcomes.slice(2)).to.deep.equal(['2 missed', '7202 succeeded']);
    expect(rig.records[2]?.outcome).to.include({ count: 7200 });
  });

  it('a clock set back by an hour is no silence for elapsed units: they go on at once, and say what they repeat', async () => {
    const rig = await running();
    rig.clock.jump(-HOUR_MS);
    await rig.clock.advance(HOUR_MS);
    expect(rig.findings).to.deep.equal(['clockJumped -3600000']);
    expect(rig.outcomes.length).to.be.greaterThan(3590);
    expect(rig.outcomes[2]).to.match(/^-359\d succeeded$/);
    const again = rig.records.filter(({ repeated }) => repeated).map(({ key }) => key);
    expect(again.slice(-2), 'the same occurrence again, by its key').to.deep.equal(
      rig.records.slice(0, 2).map(({ key }) => key),
    );
  });

  it('a clock set back by less than a step, or by an hour where clock times are named, repeats nothing', async () => {
    const clock = new VirtualClock('2026-01-01T00:00:00Z');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('step')
      .toRunEvery(10)
      .seconds();
    registry
      .schedule(() => {})
      .withName('clock')
      .toRunEvery(1)
      .days()
      .at(0, 10);
    const scheduler = new Scheduler(registry, { clock }).start();
    await clock.advance(12_000);
    clock.jump(-9000);
    await clock.advance(20_000);
    const instants = (name: string) =>
      scheduler.get(name)?.history.map(({ occurrenceMs }) => (occurrenceMs / 1000) % 3600);
    expect(instants('step')).to.deep.equal([0, 10, 20]);
    await clock.advance(20 * 60_000);
    clock.jump(-HOUR_MS);
    await clock.advance(2 * HOUR_MS);
    expect(instants('clock')).to.deep.equal([600]);
    await scheduler.stop();
  });

  it('moves nothing that who is told of it adds or edits, which counts from then', async () => {
    const clock = new VirtualClock('2026-01-01T10:00:00Z');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('edited')
      .toRunEvery(5)
      .days();
    const scheduler = new Scheduler(registry, { clock, handleSignals: false }).start();
    const starts: string[] = [];
    scheduler.on('started', ({ jobName, occurrence }) => starts.push(`${jobName} ${occurrence.toFormat('HH:mm')}`));
    scheduler.on('clockJumped', () => {
      scheduler.add(
        () => {},
        said => said.withName('added').toRunOnceIn(1).hours(),
      );
      scheduler.get('edited')?.edit(said => said.toRunOnceIn(90).minutes());
    });
    clock.jump({ hours: -2 });
    await clock.advance({ minutes: 30 });
    expect(starts).to.deep.equal([]);
    await clock.advance({ hours: 3 });
    expect(starts).to.deep.equal(['added 09:01', 'edited 09:31']);
    await scheduler.stop();
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
    rig.clock.jump(-2 * HOUR_MS);
    await rig.clock.advance(61_000);
    expect(rig.outcomes.length).to.be.greaterThan(2);
  });

  it('a clock set back between two slices starts nothing before its instant', async () => {
    const clock = new VirtualClock();
    const long = definitionOf(() => clock.block(11), { name: 'long', every: 1, unit: 'hours' });
    const startMs = clock.now();
    const starts: number[] = [];
    const work = () => void starts.push((clock.now() - startMs) / 60_000);
    const { scheduler } = rigOf([long, definitionOf(work, { every: 30, unit: 'minutes' })], { clock });
    scheduler.start();
    clock.alarm(5, () => clock.jump(-4 * HOUR_MS));
    await clock.advance(2 * HOUR_MS);
    expect(starts.map(Math.floor)).to.deep.equal([-210, -180, -150, -120]);
  });

  it('a clock set back by a job that adds another starts it at its instant', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(setBackAndAdd, { name: 'first', every: 24, unit: 'hours' })], {
      clock,
    });
    scheduler.start();
    await clock.advance(HOUR_MS);
    expect(outcomes.slice(1)).to.deep.equal(['-2400 succeeded', '-1200 succeeded', '0 succeeded']);

    function setBackAndAdd(): void {
      clock.jump(-HOUR_MS);
      scheduler.add(() => {}, said({ name: 'second', every: 20, unit: 'minutes' }));
    }
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
