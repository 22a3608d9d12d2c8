import { LocalConsole } from '../../lib/console/local/local-console.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { itIsAConsole } from '../support/console/console-contract.js';
import { BEGIN, type ConsoleWorld, declareWorld } from '../support/console/console-world.js';

const PLACE = { host: 'web-1', pid: 4182, version: '0.2.0', node: '22.0.0', tz: '2026b', folder: process.cwd() };

describe('a console over a scheduler of this process', () => {
  itIsAConsole(worldOf);
});

async function worldOf(): Promise<ConsoleWorld> {
  const clock = new VirtualClock(BEGIN);
  const registry = new Registry({ zone: 'UTC' });
  declareWorld(registry, clock);
  const scheduler = new Scheduler(registry, { clock, name: 'shop' });
  const console = new LocalConsole(scheduler, PLACE, 'e1');
  const ledger: string[] = [];
  scheduler.on('failed', () => {});
  scheduler.on('ended', ({ jobName, outcome }) => void ledger.push(`${jobName} ${outcome.kind}`));
  scheduler.start();
  return {
    console,
    ledger,
    advance: minutes => clock.advance({ minutes }),
    async stop() {
      const stopped = scheduler.stop();
      await clock.advance({ seconds: 10 });
      await stopped;
    },
  };
}
