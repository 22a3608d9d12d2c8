import type { Console } from '../../../lib/console/console.js';
import type { Registry, RunContext } from '../../../lib/index.js';
import type { VirtualClock } from '../../../lib/testing/virtual-clock.js';
import { heeding } from '../work.js';

/** When the world of the contract begins. */
export const BEGIN = Date.UTC(2026, 10, 20, 20, 0, 0);

/** Where its process runs. */
export const PLACE = { host: 'web-1', pid: 4182, version: '0.2.0', node: '22.0.0', tz: '2026b', folder: process.cwd() };

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
    .schedule(heeding(clock, 12 * MINUTE_MS))
    .withName('slow')
    .toRunEvery(10)
    .minutes();
  registry
    .schedule(async (run: RunContext) => {
      run.log.info('the first line', { token: 1 });
      run.progress(1, 2, 'half of it');
      await heeding(clock, MINUTE_MS)(run);
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
