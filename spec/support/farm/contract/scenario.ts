import type { World } from './world.js';

/** A promise that every farm keeps, and a short story in which it would be broken. */
export interface Scenario {
  readonly promise: string;
  /** It waits for twenty seconds and more, which costs only a simulated farm nothing. */
  readonly isLong?: true;
  /** Rejects where it is not kept. */
  tell(world: World): Promise<void>;
}
