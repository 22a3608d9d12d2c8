import { expect } from 'chai';
import { askQueue } from '../../lib/farm/identity.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { FakeFarm } from '../support/farm/fake-farm.js';
import { type SimEvent, SimHost } from '../support/farm/sim-host.js';
import { SIM_FARM, type SimJob } from '../support/farm/sim-job.js';

describe('an answer that comes after the news of what came after it', () => {
  let clock: VirtualClock;
  let farm: FakeFarm;
  let events: SimEvent[];
  /** How long the way is that begins next. */
  let nextWayMs: number;

  beforeEach(() => {
    clock = new VirtualClock('2026-03-01T12:00:00Z');
    farm = new FakeFarm(clock);
    events = [];
    nextWayMs = 2;
  });

  function wayMs(): number {
    const ms = nextWayMs;
    nextWayMs = 2;
    return ms;
  }

  function host(name: string, job: SimJob): SimHost {
    return new SimHost(farm, name, [job], events, { wayMs, isCut: () => false }).start();
  }

  it('pauses no job on its host that another host has resumed', async () => {
    const job = { name: 'job', runMs: 10 };
    const [one, two] = [host('one', job), host('two', job)];
    await clock.advance(1_000);
    const said = one.pause('job', { reason: 'repairs', at: clock.now() });
    await clock.advance(1);
    nextWayMs = 3_000;
    await clock.advance(500);
    const ended = two.pause('job', undefined);
    await clock.advance(5_000);
    await Promise.all([said, ended]);
    two.kill();
    const data = { job: 'job', at: clock.now(), due: clock.now(), trigger: 'manual' } as const;
    farm.insert([{ id: 'row', queue: askQueue(SIM_FARM, 'job'), data, keepS: 60 }]);
    await clock.advance(10_000);
    expect(events.map(event => event.host)).to.include('one');
  });

  it('lets no schedule go on that has had its number of runs', async () => {
    const claim = farm.claim.bind(farm);
    let claims = 0;
    farm.claim = (...said) => {
      claims += 1;
      if (claims === 1) nextWayMs = 3_000;
      return claim(...said);
    };
    host('one', { name: 'few', everyMs: 1_000, runMs: 10, times: 2, overlap: 'allow' });
    await clock.advance(10_000);
    expect([...farm.rows.values()].map(({ state }) => state)).to.deep.equal(['completed', 'completed']);
    expect(events.filter(({ what }) => what === 'begin')).to.have.length(2);
  });
});
