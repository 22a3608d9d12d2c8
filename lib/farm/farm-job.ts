import type { OverlapPolicy } from '../index.js';
import { askQueue, dueQueue, isAskQueue, jobPlace } from './identity.js';
import type { Rivals, RowData } from './rows.js';
import type { WaitPolicy } from './standing.js';
import type { BroughtJob } from './store.js';

/** What a farm has to know of a job. */
export interface FarmJob {
  readonly name: string;
  /** A digest of all that says when and how it runs. */
  readonly words: string;
  readonly overlap: OverlapPolicy;
  readonly group: string | undefined;
  /** The rows of its group that this host runs; `undefined` without a group. */
  readonly groupRivals: Rivals | undefined;
  /** Under `times(n)`. */
  readonly times: number | undefined;
  readonly isAfterCompletion: boolean;
  /** Such a one of which the first run comes with each start of the farm, whenever the last one has ended. */
  readonly isAtStartup: boolean;
  readonly atMostOnce: boolean;
  /** Whether its times depend on time zone data. */
  readonly isZoned: boolean;
  /** Without a schedule: it runs when it is asked for. */
  readonly isAsked: boolean;
  /** Whether this host runs it; it plans and asks for all. */
  readonly isRunHere: boolean;
  /** The version of the data that it takes. */
  readonly dataVersion: number;
  /** How long its rows are kept after their end, in seconds. */
  keepS(): number;
  /** How long to wait after so many attempts of asked work have failed; `undefined` when it has failed for good. */
  retryAfterMs(failed: number): number | undefined;
}

/** A place that a row takes before it runs, and what becomes of it where that is taken. */
export interface NeededPlace {
  readonly place: string;
  readonly policy: WaitPolicy;
  /** Who is not passed: of the jobs that are in line with it those that this host runs, so that it can let them go first. */
  readonly rivals?: Rivals;
}

/**
 * The places that a row needs, in the order in which all take them: its job's, then its group's. Asked work is never
 * skipped for overlap; without a schedule it runs side by side unless it says otherwise.
 */
export function placesOf(farm: string, job: FarmJob, queue: string, inTurn: boolean): readonly NeededPlace[] {
  const isAsk = isAskQueue(queue);
  const places: NeededPlace[] = [];
  const own = jobPlace(farm, job.name);
  if (job.isAsked ? job.overlap === 'runAfter' : job.overlap !== 'allow') {
    const isInLine = job.isAsked || isAsk || inTurn;
    const rivals = { queues: [dueQueue(farm), askQueue(farm, job.name)], names: [job.name], areRanked: true };
    places.push(isInLine ? { place: own, policy: 'queue', rivals } : { place: own, policy: job.overlap as WaitPolicy });
  }
  const { group, groupRivals } = job;
  if (group !== undefined)
    places.push({ place: `${farm}/group/${group}`, policy: 'queue', ...(groupRivals && { rivals: groupRivals }) });
  return places;
}

/** Whether others may wait for the end of such a row: for its place, for its outcome, or to count from it. */
export function isAwaited(job: FarmJob | undefined, { trigger }: RowData): boolean {
  if (trigger === 'manual' || job === undefined) return true;
  const isWaitedFor = job.overlap === 'runAfter' || job.overlap === 'cancelPrevious';
  return isWaitedFor || job.group !== undefined || job.isAfterCompletion;
}

/** The names of the jobs that this host runs, where these are not all. */
export function onlyOf(jobs: ReadonlyMap<string, FarmJob>): readonly string[] | undefined {
  const all = [...jobs.values()];
  return all.every(({ isRunHere }) => isRunHere) ? undefined : all.flatMap(job => (job.isRunHere ? job.name : []));
}

/** A job as it is brought to the farm. */
export function broughtJob({ name, words, times, isRunHere, dataVersion }: FarmJob): BroughtJob {
  return { name, words, times, runs: isRunHere, dataVersion };
}
