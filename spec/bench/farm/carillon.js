// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { pgBoss, pglite } from '../../../dist/lib/farm/index.js';
import { Registry, Scheduler } from '../../../dist/lib/index.js';

/**
 * A farm of one host.
 * @type {import('./contestant.js').Start}
 */
export async function start({ url, directory }, work) {
  const options = { name: 'bench', application: 'bench', slots: 100 };
  const farm = url === undefined ? pglite(directory ?? '', options) : pgBoss(url, options);
  const registry = new Registry({ zone: 'UTC' });
  registry
    .schedule(({ data }) => work(data))
    .withName('job')
    .whenAsked();
  const scheduler = new Scheduler(registry, { farm, handleSignals: false, history: 10 }).start();
  await farm.ready();
  const job = scheduler.get('job');
  return {
    ask: async data => void (await scheduler.enqueue('job', data)),
    async hold() {
      job?.pause('the bench asks first');
      // It is told to the farm, and the farm tells it to this host.
      while (job?.paused === undefined) await sleep(10);
    },
    go: async () => job?.resume(),
    stop: async () => void (await scheduler.stop({ drain: 100 })),
  };
}
