import { pgBoss } from '../../../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../../../lib/index.js';
import { silent } from '../../silent.js';
import { sleep } from '../waiting.js';

// A process in a farm with good work and bad, which tells what it begins and what goes wrong until it is killed.

const HELD_MS = 20_000;
const { URL: url = '' } = process.env;
const registry = new Registry({ zone: 'UTC' });
const asked = (name: string, work: (context: RunContext) => void | Promise<void>) =>
  registry
    .schedule((context: RunContext) => {
      process.send?.({ begins: name, data: context.data });
      return work(context);
    })
    .withName(name)
    .whenAsked();
asked('good', ({ signal }) => sleep(1_000, signal));
asked('poison', () => process.kill(process.pid, 'SIGKILL') as never);
asked('holds the loop', () => {
  const endMs = performance.now() + HELD_MS;
  while (performance.now() < endMs);
});
const farm = pgBoss(url, { name: 'disturbed', release: 'v1', application: 'spec' });
const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent }).start();
scheduler.on('farm', ({ kind, text }) => process.send?.({ tells: kind, text }));
await farm.ready();
process.send?.('ready');
