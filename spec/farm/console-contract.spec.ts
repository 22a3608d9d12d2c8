import { expect } from 'chai';
import { FarmConsole } from '../../lib/console/farm/farm-console.js';
import { FarmSubject } from '../../lib/console/farm/farm-subject.js';
import { LocalConsole } from '../../lib/console/local/local-console.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { itIsAConsole } from '../support/console/console-contract.js';
import { BEGIN, type ConsoleWorld, declareWorld } from '../support/console/console-world.js';
import { FakeFarm } from '../support/farm/fake-farm.js';
import { fakeFarmFor } from '../support/farm/fake-home.js';

const PLACE = { host: 'web-1', pid: 4182, version: '0.2.0', node: '22.0.0', tz: '2026b', folder: process.cwd() };
const MINUTE_MS = 60_000;

describe('a console over a farm, as any other', () => {
  itIsAConsole(worldOf);

  it('counts with its other hosts, and tells who comes from one what may have been missed there', async () => {
    const clock = new VirtualClock(BEGIN - MINUTE_MS);
    const shared = new FakeFarm(clock);
    const [here, there] = [hostOf(shared, clock), hostOf(shared, clock)];
    const advance = async (minutes: number) => {
      await clock.advance({ minutes });
      await Promise.all([here, there].map(({ beyond }) => beyond.fresh('now')));
    };
    await advance(61);
    const rev = here.console.revision();
    expect([here.console.epoch, there.console.epoch]).to.deep.equal(['farm', 'farm']);
    await advance(5);
    // A moment before counts, too, since it may have been learned of there and not yet here.
    expect([...(there.console.missed(rev) ?? [])])
      .to.include('talks')
      .and.not.to.include('rare');
    expect(there.console.missed(there.console.revision() + 1_000)).not.to.equal(undefined);
    expect(there.console.missed(BEGIN - 2 * MINUTE_MS)).to.equal(undefined);
    const stops = [here, there].map(({ scheduler }) => scheduler.stop());
    await clock.advance({ seconds: 10 });
    await Promise.all(stops);
  });
});

/**
 * The farm of the project on a simulated database, so that an hour of it passes at once. Three things differ from a
 * console over one process: it is there a minute before, since what is due when a farm comes to be is not its own; it
 * can't tell since when anything is known; and what is done takes as long as its hosts take to learn of it.
 */
async function worldOf(): Promise<ConsoleWorld> {
  const clock = new VirtualClock(BEGIN - MINUTE_MS);
  const { scheduler, beyond, console } = hostOf(new FakeFarm(clock), clock);
  const ledger: string[] = [];
  scheduler.on('ended', ({ jobName, outcome }) => void ledger.push(`${jobName} ${outcome.kind}`));
  await clock.advance(MINUTE_MS);
  const doAtOnce = console.do.bind(console);
  console.do = command => soon(clock, doAtOnce(command));
  return {
    console,
    since: undefined,
    ledger,
    async advance(minutes) {
      await clock.advance({ minutes });
      await beyond.fresh('now');
    },
    async stop() {
      const stopped = scheduler.stop();
      await clock.advance({ seconds: 10 });
      await stopped;
    },
  };
}

/** A host that has just been started. */
function hostOf(shared: FakeFarm, clock: VirtualClock) {
  const registry = new Registry({ zone: 'UTC' });
  declareWorld(registry, clock);
  const farm = fakeFarmFor(shared, clock);
  const scheduler = new Scheduler(registry, { clock, farm, name: 'shop' });
  const subject = new FarmSubject(scheduler, farm);
  const { beyond } = subject;
  const console = new FarmConsole(new LocalConsole(subject, PLACE, 'e1'), beyond);
  scheduler.on('failed', () => {});
  scheduler.start();
  return { scheduler, beyond, console };
}

/** What is done to a farm is done when its hosts have learned of it, which takes its alarms, and as little time as that. */
async function soon<Value>(clock: VirtualClock, promise: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  void promise.then(done, done);
  for (let turns = 0; !isDone; turns += 1) await clock.advance(turns < 50 ? 0 : 100);
  return promise;
}
