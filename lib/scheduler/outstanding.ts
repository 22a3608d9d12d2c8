import type { BoundSchedule } from '../recurrence/bound.js';
import type { MissableSchedule } from '../recurrence/missed.js';
import type { JobEntry } from './job-entry.js';

/** How many occurrences of a job that are skipped at one moment get a record each. */
const MAX_SINGLE_RECORDS = 100;

/** Occurrences that get one record: most of them one, the last of them many. */
export interface OutstandingPart {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** What has come and was not handed out, in order. */
export type Outstanding = readonly OutstandingPart[];

/** Whether anything of a job may have come by `nowMs` that was not handed out: nothing has while it waits for what is to come. */
export function mayOwe({ heapIndex, late, isBroken, nextMs = Infinity }: JobEntry, nowMs: number): boolean {
  return heapIndex === undefined || late !== undefined || isBroken || nextMs <= nowMs;
}

/**
 * Adds to `parts` what of a job has come by `nowMs` and was not handed out, `nextMs` being the first that the agenda plans.
 * Where the schedule throws, what was known before that is in them.
 */
export function gatherOutstanding(
  entry: JobEntry,
  nextMs: number | undefined,
  nowMs: number,
  parts: OutstandingPart[],
): void {
  const { late, enrolment } = entry;
  const { bound } = enrolment;
  if (late !== undefined) parts.push(...late.occurrences.map(one));
  let at = late !== undefined && bound !== undefined ? bound.next(entry.lastMs ?? nowMs) : nextMs;
  while (at !== undefined && at <= nowMs && bound !== undefined) {
    if (parts.length === MAX_SINGLE_RECORDS) {
      const missable = missableOf(bound);
      const last = missable.previous(nowMs + 1) ?? at;
      parts.push({ count: Math.max(1, missable.count(at, nowMs + 1)), first: at, last });
      break;
    }
    parts.push(one(at));
    at = bound.isAfterCompletion ? undefined : bound.next(at);
  }
}

/** Counted from when the last run settled, there is one occurrence at a time, and no other that could be due. */
export function missableOf(bound: BoundSchedule): MissableSchedule {
  if (!bound.isAfterCompletion) return bound;
  return { previous: () => undefined, count: () => 1, jitterMs: at => bound.jitterMs(at) };
}

/** One occurrence, which gets a record of its own. */
export function one(at: number): OutstandingPart {
  return { count: 1, first: at, last: at };
}
