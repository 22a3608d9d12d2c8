import type { Clock } from '../index.js';
import { inTime } from './delay.js';

/** How long each step of a stop takes at most: in a network that has fallen silent none would end. */
const STEP_WITHIN_MS = 2_000;

/** One step of a stop. Resolves with what it comes to; with nothing where it fails, or takes too long. */
export async function stopStep<Done>(
  clock: Clock,
  work: Promise<Done>,
  failed: (error: unknown) => void,
): Promise<Done | undefined> {
  try {
    return (await inTime(clock, STEP_WITHIN_MS, work))?.done;
  } catch (error) {
    failed(error);
    return undefined;
  }
}
