import type { ScheduledJob } from '../../lib/index.js';
import type { Random } from './random.js';
import type { WatchedClock } from './watched-clock.js';

/** Something to be done within a turn of the event loop. */
export interface Deed {
  do(): unknown;
}

/** What machines need of a world. */
interface Machine {
  readonly clock: WatchedClock;
  readonly random: Random;
  note(line: string): void;
}

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000] as const;

/** What machines do: their clocks are set, they are suspended, and their event loops are blocked. */
export function disturbance({ clock, random, note }: Machine): Deed {
  const sign = random.pick([1, -1]);
  return random.weighed<() => Deed>([
    [2, () => jump(sign * random.int(1, 1500))],
    [3, () => jump(sign * random.int(SECOND, 10 * MINUTE))],
    [3, () => jump(sign * random.int(10 * MINUTE, 3 * HOUR))],
    [1, () => jump(-HOUR)],
    [2, () => jump(sign * random.int(3 * HOUR, 8 * HOUR))],
    [1, () => jump(sign * random.int(DAY, 60 * DAY))],
    [2, () => deed('sleep', random.int(SECOND, 3 * HOUR), ms => clock.sleep(ms))],
    [2, () => deed('block', random.int(1, 5000), ms => clock.block(ms))],
    [1, () => deed('block', random.int(5000, 600_000), ms => clock.block(ms))],
  ])();

  function jump(byMs: number): Deed {
    return deed('jump', byMs, ms => clock.jump(ms));
  }

  function deed(word: string, ms: number, act: (ms: number) => void): Deed {
    return {
      do() {
        note(`${word} ${ms}`);
        act(ms);
      },
    };
  }
}

/** How long nothing is done, in milliseconds. */
export function stretch(random: Random): number {
  return random.weighed([
    [3, random.int(0, 50)],
    [4, random.int(51, 3000)],
    [4, random.int(3 * SECOND, 2 * MINUTE)],
    [2, random.int(MINUTE, HOUR)],
    [1, random.int(HOUR, 2 * DAY)],
  ]);
}

/** Cancels one run of a job, which must then have been there. */
export function cancelOne(job: ScheduledJob, world: { readonly random: Random; object(what: string): void }): void {
  const run = world.random.pick([...job.running, ...job.waiting]);
  if (run !== undefined && !job.cancel('it alone', { runId: run.runId })) world.object(`${run.key} was not cancelled`);
}
