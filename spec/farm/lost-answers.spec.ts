import { expect } from 'chai';
import { askQueue } from '../../lib/farm/identity.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { FakeFarm } from '../support/farm/fake-farm.js';
import { fakeFarmFor } from '../support/farm/fake-home.js';
import type { Wire } from '../support/farm/fake-wire.js';
import { SimClock } from '../support/farm/sim-clock.js';
import { type SimEvent, SimHost } from '../support/farm/sim-host.js';
import { SIM_FARM, type SimJob } from '../support/farm/sim-job.js';
import { silent } from '../support/silent.js';

const WAY_MS = 2;

/** What a host does whose statements are done, or not, without its hearing of that. Time is simulated. */
describe('a host whose database does not answer it', () => {
  let clock: VirtualClock;
  let farm: FakeFarm;
  let events: SimEvent[];

  beforeEach(() => {
    clock = new VirtualClock('2026-03-01T12:00:00Z');
    farm = new FakeFarm(clock);
    events = [];
  });

  const once = { name: 'once', everyMs: 600_000, runMs: 1_000, atMostOnce: true };
  const long = { name: 'long', everyMs: 600_000, runMs: 60_000 };

  function host(job: SimJob, wire: Partial<Wire> = {}): SimHost {
    const whole = { wayMs: () => WAY_MS, isCut: () => false, ...wire };
    return new SimHost(farm, 'h', [job], events, whole).start();
  }

  /** A wire that is cut for one answer, the first for which this holds. */
  function losesAnswer(holds: () => boolean): Partial<Wire> {
    let isLost = false;
    return {
      isCut() {
        if (isLost || !holds()) return false;
        isLost = true;
        return true;
      },
    };
  }

  const seen = (name: string) => events.filter(event => event.name === name).map(({ what }) => what);
  const outcomes = () =>
    [...farm.rows.values()].map(({ output }) => output as { outcome: { kind: string } } | undefined);

  it('loses no run of which it did not hear that it was granted', async () => {
    const isGranted = () => farm.granted.size > 0;
    host(once, losesAnswer(isGranted));
    await clock.advance(615_000);
    expect(seen('once')).to.deep.equal(['begin', 'end']);
    expect(outcomes().map(output => output?.outcome.kind)).to.deep.equal(['succeeded']);
  });

  /** Asks for a job, of which the answers to the first fetches are lost. */
  async function askedAndFetched(job: SimJob, lost: number): Promise<void> {
    const row = () => farm.rows.get('row');
    host(job, { isCut: () => clock.now() - (row()?.fetchedMs ?? 0) <= WAY_MS && (row()?.attempt ?? lost) < lost });
    await clock.advance(1_000);
    const data = { job: job.name, at: clock.now(), due: clock.now(), trigger: 'manual' } as const;
    farm.insert([{ id: 'row', queue: askQueue(SIM_FARM, job.name), data, keepS: 60 }]);
    await clock.advance(60_000 + lost * 20_000);
  }

  it('runs what may begin only once, where it did not hear that it had fetched that', async () => {
    await askedAndFetched({ name: 'once', runMs: 1_000, atMostOnce: true }, 1);
    expect(seen('once')).to.deep.equal(['begin', 'end']);
    expect(outcomes().map(output => output?.outcome.kind)).to.deep.equal(['succeeded']);
  });

  it('counts nothing against what it did not hear that it had fetched, since it was there', async () => {
    await askedAndFetched({ name: 'asked', runMs: 600_000 }, 1);
    expect(seen('asked')).to.deep.equal(['begin']);
    expect(farm.marks.get('row')?.cuts.count).to.equal(0);
  });

  it('takes how a run ended for written where only the answer was lost', async () => {
    const isJustWritten = () => [...farm.rows.values()].some(({ endedMs }) => clock.now() - endedMs <= WAY_MS);
    const one = host(once, { isCut: isJustWritten });
    await clock.advance(615_000);
    expect(seen('once')).to.deep.equal(['begin', 'end']);
    expect(one.happened.map(({ kind }) => kind)).not.to.include('fenced');
  });

  it('counts nothing against what it gave up when its fence was past, as soon as it is heard again', async () => {
    let isCut = false;
    host(long, { isCut: () => isCut });
    await clock.advance(601_000);
    isCut = true;
    await clock.advance(30_000);
    expect(seen('long')).to.deep.equal(['begin', 'abort']);
    isCut = false;
    await clock.advance(5_000);
    expect(events.filter(({ what }) => what === 'begin').map(({ redelivered }) => redelivered)).to.deep.equal([0, 0]);
  });

  it('goes on with what it runs, also where its clock is a minute off', async () => {
    for (const skewMs of [-60_000, 60_000]) {
      const skewed = new SimClock(clock, skewMs);
      const registry = new Registry({ zone: 'UTC' });
      const work = () => new Promise<void>(resolve => void skewed.alarm(skewed.monotonic() + 30_000, resolve));
      registry.schedule(work).withName('job').toRunEvery(1).days();
      const farmHere = fakeFarmFor(farm, skewed);
      const scheduler = new Scheduler(registry, {
        farm: farmHere,
        clock: skewed,
        handleSignals: false,
        logger: silent,
      });
      scheduler.start();
      await clock.advance(1_000);
      const outcome = scheduler.get('job')?.trigger();
      await clock.advance(40_000);
      expect((await outcome)?.kind, `off by ${skewMs} ms`).to.equal('succeeded');
      const stopped = scheduler.stop();
      await clock.advance(15_000);
      await stopped;
    }
  });

  it('stops within seconds all the same', async () => {
    let wayMs = WAY_MS;
    const one = host(long, { wayMs: () => wayMs });
    await clock.advance(601_000);
    wayMs = 3_600_000;
    let isStopped = false;
    void one.stop().then(() => {
      isStopped = true;
    });
    await clock.advance(12_000);
    expect(isStopped).to.equal(true);
    expect(await one.engine.outcome('queue', 'row')).to.deep.equal({ kind: 'left' });
  });

  it('is taken for one that is there no longer than until it has stopped, also where it was just joining', async () => {
    for (let afterMs = 0; afterMs < 40; afterMs += 1) {
      const one = host(long);
      await clock.advance(afterMs);
      const stopped = one.stop();
      await clock.advance(5_000);
      await stopped;
      expect(farm.hosts.size, `stopped ${afterMs} ms after its start`).to.equal(0);
    }
  });
});
