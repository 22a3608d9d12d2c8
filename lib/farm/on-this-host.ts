import { type EngineHost, type JobDefinition, takeData } from '../kit.js';
import type { Adoption } from './adoption.js';
import { Asking } from './asking.js';
import { Breadth } from './breadth.js';
import type { FarmClock } from './farm-clock.js';
import { FarmEngine } from './farm-engine.js';
import { eventOf } from './farm-event.js';
import type { FarmHome } from './farm-home.js';
import { hostOf } from './host-of.js';
import { Reads } from './reads.js';
import type { SharedJobs } from './shared-jobs.js';
import { thisProcess } from './thread/this-process.js';

/** What is this host's own. */
export interface HostParts {
  readonly hostId: string;
  readonly stores: ReturnType<FarmHome['store']>;
  readonly clock: FarmClock;
  readonly host: EngineHost;
  readonly jobs: SharedJobs;
  readonly adoption: Adoption;
}

/** A farm as it is on one host. */
export interface OnThisHost {
  readonly engine: FarmEngine;
  readonly asking: Asking;
  readonly reads: Reads;
}

/** A farm on this host, which tells the scheduler what happens to it. */
export function onThisHost(home: FarmHome, parts: HostParts): OnThisHost {
  const { hostId, stores, clock, host, jobs, adoption } = parts;
  const { store, asks } = stores;
  const { name: farm, application, release, slots, plans } = home.settings;
  const { name: hostName, pid, zones } = thisProcess;
  const breadth = new Breadth(slots, host.maxConcurrency);
  const engine = new FarmEngine({
    identity: { farm, hostId, hostName, pid, application, release, zones, breadth, plans, adoption },
    store,
    toucher: home.toucher(store, clock),
    clock,
    tell: happening => host.tell(eventOf(farm, happening)),
    trouble: (what, error) => host.report(`the farm '${farm}', ${what},`, error),
  });
  const asking = new Asking({
    farm,
    store,
    asks,
    engine,
    breadth,
    clock,
    job: name => jobs.askable(name),
    checkData: (name, data) => takeData(jobs.definition(name) as JobDefinition, data),
  });
  engine.attach(hostOf({ host, name: hostName, definition: name => jobs.definition(name) }, jobs.all));
  return { engine, asking, reads: new Reads(farm, stores.reads, () => jobs.names) };
}
