import { ASKED } from './asked.js';
import type { Ground } from './ground.js';
import { HANDLES } from './handles.js';
import { HOSTS } from './hosts.js';
import { LINES } from './lines.js';
import { OCCURRENCES } from './occurrences.js';
import { PLACES } from './places.js';
import type { Scenario } from './scenario.js';
import { STORING } from './storing.js';
import { World } from './world.js';

/** What every farm promises, whatever keeps it. */
export const CONTRACT: readonly Scenario[] = [
  ...OCCURRENCES,
  ...PLACES,
  ...LINES,
  ...HOSTS,
  ...HANDLES,
  ...STORING,
  ...ASKED,
];

/** Tells a scenario in a farm of its own. Resolves with why its promise was not kept; with `undefined` where it was. */
export async function broken(ground: Ground, scenario: Scenario, name: string): Promise<unknown> {
  const world = new World(ground, name);
  try {
    await scenario.tell(world);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await world.end();
  }
}
