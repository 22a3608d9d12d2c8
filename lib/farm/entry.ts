import { errorData } from '../kit.js';
import type { FarmEngine } from './farm-engine.js';
import { FarmAwayError } from './farm-errors.js';

/** How long anybody waits for a farm that this host is not in yet, where nothing else is said. */
export const WITHIN_MS = 5_000;

/** What it means to who waits that this host is not in its farm, and what to do then. */
export interface Consequence {
  readonly what: string;
  readonly remedy?: string;
}

/**
 * Resolves when this host is in its farm, which it enters for that where it rests. What drains may still use it.
 *
 * @throws FarmAwayError where it has left its farm, or is not in it after so long
 */
export async function entered(otherwise: Consequence, engine: FarmEngine, withinMs: number): Promise<void> {
  await engine.entered(withinMs);
  if (!engine.isOpen) throw notEntered(otherwise, engine);
}

/** A database that is just being opened, or made, is not away; of one that refuses the reason is said. */
export function notEntered({ what, remedy }: Consequence, { hasLeft, fault: cause }: FarmEngine): FarmAwayError {
  const because = (why: string, options: ErrorOptions = {}) => new FarmAwayError(what, options, why, remedy);
  if (hasLeft) return because('this host has left its farm, since its scheduler has stopped');
  if (cause !== undefined) return because(`this host is not in its farm: ${errorData(cause).message}`, { cause });
  return because('this host is still joining its farm, which farm.ready() waits for');
}
