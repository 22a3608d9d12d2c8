import type { RunContext, Scheduler } from '../../../../lib/index.js';
import type { World } from './world.js';

/** A host with one job that is asked for. */
export async function oneHost(world: World, work: (context: RunContext) => unknown, attempts = 1): Promise<Scheduler> {
  const host = await world.host((registry, self) => {
    const clause = registry.schedule(self.work(0, work)).withName('job').whenAsked();
    if (attempts > 1) clause.withRetry({ attempts, delay: { milliseconds: 20 } });
  });
  return host.scheduler;
}
