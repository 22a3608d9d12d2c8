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
