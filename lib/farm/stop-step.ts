import type { Clock } from '../index.js';
import { wait } from './delay.js';

/** How long each step of a stop takes at most: in a network that has fallen silent none would end. */
const STEP_WITHIN_MS = 2_000;

/** One step of a stop. Resolves with what it comes to; with nothing where it fails, or takes too long. */
export async function stopStep<Done>(
  clock: Clock,
  work: Promise<Done> | undefined,
  failed: (error: unknown) => void,
): Promise<Done | undefined> {
  const over = wait(clock, STEP_WITHIN_MS).then(() => undefined);
  try {
    return await Promise.race([work, over]);
  } catch (error) {
    failed(error);
    return undefined;
  }
}
