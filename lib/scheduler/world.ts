import { checkSurplus } from '../surplus.js';
import type { World } from './ports.js';

let host: World | undefined;

/** Brings the process around all schedulers of this package; where the parts meet, the host does. */
export function bringWorld(world: World): void {
  host = world;
}

/** The process around a scheduler. */
export function hostWorld(): World {
  if (host === undefined) throw new TypeError('the package was not loaded by its own entry');
  return host;
}

/** The process around a scheduler, or the one that specs made it with. @throws ScheduleError for what is none: surplus */
export function worldOf(given: readonly unknown[]): World {
  const [world, ...surplus] = given as readonly [World?];
  const isWorld = typeof world === 'object' && world !== null && 'shutdown' in world;
  checkSurplus('new Scheduler', 2, isWorld ? surplus : given);
  return isWorld ? world : hostWorld();
}
