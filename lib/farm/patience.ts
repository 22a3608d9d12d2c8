import type { Clock } from '../index.js';
import { errorData } from '../kit.js';
import type { AskStore } from './ask-store.js';
import { backoffMs, inTime, wait } from './delay.js';
import { entered } from './entry.js';
import type { FarmEngine } from './farm-engine.js';
import { FarmAwayError } from './farm-errors.js';
import type { FarmStore } from './store.js';

const AWAY = 'the database of the farm is away';
const HELD_UP = 'another transaction that is open has what it waits for, such as its key';

/** With less time left nothing is tried again. */
const LEAST_MS = 50;

/** What waiting stands on. */
export interface PatienceParts {
  readonly store: FarmStore;
  readonly asks: AskStore;
  readonly engine: FarmEngine;
  readonly clock: Clock;
}

/** What is to be stored. */
export interface Wanted<Done> {
  /** The job. */
  readonly name: string;
  /** What is done to it, as in "'send' was not asked for". */
  readonly deed: string;
  /** What to do where nobody knows whether it was. */
  readonly remedy: string;
  /** Until when somebody waits, on the monotonic clock. */
  readonly endMs: number;
  /** Stores it, under the same ids each time. */
  store(): Promise<Done>;
  /** Nobody waits any more. @returns whether it was not sent by then, and so will never be */
  withdraw?(): boolean;
}

/**
 * Stores what is wanted once this host is in its farm, and tries again while the database is away, for as long as
 * somebody waits.
 *
 * @throws FarmAwayError where that was too short, which says whether it may have been stored all the same, also where the
 * database refuses what is tried again; whatever storing throws, else
 */
export async function patiently<Done>(parts: PatienceParts, wanted: Wanted<Done>): Promise<Done> {
  const { store, asks, engine, clock } = parts;
  const { name, deed, endMs } = wanted;
  const leftMs = () => Math.max(0, endMs - clock.monotonic());
  let isInDoubt = false;
  // Said at the end of each try, also of what is in doubt already: it may be about to be sent again.
  const wasSent = () => wanted.withdraw?.() !== true;
  const outcome = () =>
    isInDoubt
      ? { what: `nobody knows whether '${name}' was ${deed}`, remedy: wanted.remedy }
      : { what: `'${name}' was not ${deed}`, remedy: 'nothing was stored, so try again' };
  function tooLate(why: string, cause?: unknown): FarmAwayError {
    const { what, remedy } = outcome();
    return new FarmAwayError(what, cause === undefined ? {} : { cause }, why, remedy);
  }

  for (let attempt = 0; ; attempt += 1) {
    await entered(outcome(), engine, leftMs());
    try {
      const stored = await inTime(clock, leftMs(), wanted.store());
      if (stored !== undefined) return stored.done;
    } catch (error) {
      const trouble = store.troubleOf(error);
      // That it is refused now says nothing of what was sent before.
      if (trouble === 'refused' && isInDoubt) throw tooLate(errorData(error).message, error);
      if (trouble !== 'away') throw error;
      isInDoubt = (wasSent() && asks.isInDoubt(error)) || isInDoubt;
      if (leftMs() < LEAST_MS) throw tooLate(asks.isHeldUp(error) ? HELD_UP : AWAY, error);
      // At most half of what is left, so that the last try is not made too late for its answer.
      await wait(clock, Math.min(leftMs() / 2, backoffMs(attempt)));
      continue;
    }
    isInDoubt = wasSent() || isInDoubt;
    throw tooLate('the database of the farm has not answered in time');
  }
}
