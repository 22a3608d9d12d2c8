import type { Console } from '../../../lib/console/console.js';
import type { Registry, RunContext } from '../../../lib/index.js';
import type { VirtualClock } from '../../../lib/testing/virtual-clock.js';

/** When the world of the contract begins. */
export const BEGIN = Date.UTC(2026, 10, 20, 20, 0, 0);

/** A console over the jobs that `declareWorld` declares, and the time that it stands in. Its scheduler has been started. */
export interface ConsoleWorld {
  readonly console: Console;
  /** Since when it can tell what ran, in epoch milliseconds; a farm was there before its processes. */
  readonly since: number | undefined;
  /** Lets time pass, and all that is due run. */
  advance(minutes: number): Promise<void>;
  /** Begins to stop what runs the jobs, and waits for its end. */
  stop(): Promise<void>;
  /** What became of each occurrence, in order, as the scheduler told it: `job kind`. */
  readonly ledger: readonly string[];
}

/** The jobs of the contract: one that is well, one that fails, one that takes too long, one that talks, one that is rare. */
export function declareWorld(registry: Registry, clock: VirtualClock): void {
  registry
    .schedule(() => 'done')
    .withName('good')
    .toRunEvery(10)
    .minutes();
  registry
    .schedule(() => {
      throw new Error('the bank did not answer', { cause: new TypeError('fetch failed') });
    })
    .withName('bad')
    .toRunEvery(15)
    .minutes();
  registry
    .schedule(taking(clock, 12 * MINUTE_MS))
    .withName('slow')
    .toRunEvery(10)
    .minutes();
  registry
    .schedule(async (run: RunContext) => {
      run.log.info('the first line', { token: 1 });
      run.progress(1, 2, 'half of it');
      await taking(clock, MINUTE_MS)(run);
      run.log.warn('the last line');
      return { counted: 12 };
    })
    .withName('talks')
    .toRunEvery(30)
    .minutes();
  registry
    .schedule(() => 'rarely')
    .withName('rare')
    .toRunEvery(1)
    .days()
    .at(4);
}

const MINUTE_MS = 60_000;

/** Work that takes so long on a virtual clock, and ends at once when it is aborted. */
export function taking(clock: VirtualClock, ms: number): (run: RunContext) => Promise<string> {
  return ({ signal }) =>
    new Promise((resolve, reject) => {
      const alarm = clock.alarm(clock.monotonic() + ms, () => resolve('done'));
      signal.addEventListener('abort', () => {
        alarm.cancel();
        reject(signal.reason as Error);
      });
    });
}
