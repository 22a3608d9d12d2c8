import type { EngineHost } from '../kit.js';
import type { Adoption } from './adoption.js';
import type { FarmClock } from './farm-clock.js';
import { FarmEngine } from './farm-engine.js';
import { eventOf } from './farm-event.js';
import type { FarmHome } from './farm-home.js';
import type { FarmStore } from './store.js';
import { thisProcess } from './thread/this-process.js';

/** What is this host's own. */
export interface HostParts {
  readonly hostId: string;
  readonly store: FarmStore;
  readonly clock: FarmClock;
  readonly host: EngineHost;
  readonly adoption: Adoption;
  keepSecondsOf(name: string): number;
}

/** The engine of a farm on this host, which tells the scheduler what happens to it. */
export function engineOf(
  home: FarmHome,
  { hostId, store, clock, host, adoption, keepSecondsOf }: HostParts,
): FarmEngine {
  const { name: farm, application, release, slots, plans } = home.settings;
  const { name: hostName, pid, zones } = thisProcess;
  return new FarmEngine({
    identity: { farm, hostId, hostName, pid, application, release, zones, slots, plans, adoption },
    store,
    toucher: home.toucher(store, clock.base),
    clock,
    keepSecondsOf,
    tell: happening => host.tell(eventOf(farm, happening)),
    trouble: (what, error) => host.report(`the farm '${farm}', ${what},`, error),
  });
}
