import { type Farm, type PgBossOptions, pgBoss } from '../../../../lib/farm/index.js';
import { type FarmEvent, Registry, Scheduler } from '../../../../lib/index.js';
import { silent } from '../../silent.js';

/** A host in this process. */
export interface PlainHost {
  readonly farm: Farm;
  readonly scheduler: Scheduler;
  readonly events: readonly FarmEvent[];
  /** From its start until it was in the farm. */
  readonly startMs: number;
}

/** A host of the farm `name` at `url`; resolves when it is in it. */
export async function plainHost(
  url: string,
  declare: (registry: Registry) => void,
  options: PgBossOptions = {},
): Promise<PlainHost> {
  const registry = new Registry({ zone: 'UTC' });
  declare(registry);
  const farm = pgBoss(url, { name: 'disturbed', release: 'v1', application: 'spec', ...options });
  const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent });
  const events: FarmEvent[] = [];
  scheduler.on('farm', event => events.push(event));
  scheduler.on('failed', () => {});
  const sentMs = performance.now();
  scheduler.start();
  await farm.ready();
  return { farm, scheduler, events, startMs: performance.now() - sentMs };
}
