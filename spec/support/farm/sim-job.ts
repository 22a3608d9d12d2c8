import type { FarmJob } from '../../../lib/farm/farm-job.js';
import { askQueue, dueQueue } from '../../../lib/farm/identity.js';
import type { OverlapPolicy } from '../../../lib/index.js';
import type { Due } from '../../../lib/kit.js';

/** The name of every simulated farm. */
export const SIM_FARM = 'sim';

/** A job of a simulated farm: a grid, or none where it only runs when it is asked for; and how long a run takes. */
export interface SimJob {
  readonly name: string;
  readonly everyMs?: number;
  readonly runMs: number;
  readonly overlap?: OverlapPolicy;
  readonly group?: string;
  readonly times?: number;
  readonly atMostOnce?: boolean;
  readonly words?: string;
}

/** The data of an ask in a simulated farm. */
export interface SimAsk {
  /** So many attempts fail before one succeeds. */
  readonly fails: number;
}

/** As the engine is told of it. */
export function farmJob(job: SimJob, all: readonly SimJob[]): FarmJob {
  const names = all.filter(({ group }) => group === job.group).map(({ name }) => name);
  const queues = [dueQueue(SIM_FARM), ...names.map(name => askQueue(SIM_FARM, name))];
  const isAsked = job.everyMs === undefined;
  return {
    name: job.name,
    words: job.words ?? JSON.stringify(job),
    overlap: job.overlap ?? (isAsked ? 'allow' : 'skip'),
    group: job.group,
    groupRivals: job.group === undefined ? undefined : { queues, names, areRanked: false },
    times: job.times,
    isAfterCompletion: false,
    isAtStartup: false,
    atMostOnce: job.atMostOnce ?? false,
    isAsked,
    isRunHere: true,
    keepS: () => 3_600,
    isZoned: false,
    dataVersion: 1,
    retryAfterMs: failed => (failed < 4 ? 500 * 2 ** failed : undefined),
  };
}

export function nextOf({ everyMs = Number.POSITIVE_INFINITY }: SimJob, afterMs: number): number {
  return Math.floor(afterMs / everyMs) * everyMs + everyMs;
}

/** What was missed is made up for by one run, as `runOnce` says. */
export function offerOf(job: SimJob, occurrenceMs: number): Due {
  const { everyMs = Number.POSITIVE_INFINITY } = job;
  return {
    name: job.name,
    occurrenceMs,
    dueAt: occurrenceMs,
    trigger: 'schedule',
    next: afterMs => nextOf(job, afterMs),
    decide: (firstMs, nowMs) => {
      const last = Math.floor(nowMs / everyMs) * everyMs;
      const count = Math.round((last - firstMs) / everyMs);
      const missed = count > 0 ? { count, atLeast: false, first: firstMs, last: last - everyMs } : undefined;
      return { run: [last], missed, upTo: last };
    },
    jitterMs: () => 0,
  };
}
