import type { SubjectJob } from './subject.js';

/** When a job starts next, so many times; none where its schedule throws, which is told as broken. */
export function startsOf(job: SubjectJob, count: number): readonly number[] {
  return contained(() => job.preview(count).map(at => at.toMillis())) ?? [];
}

/** Starts that are asked of a job at once. */
export const MAX_ASKED = 200;

/**
 * The starts to come of a job that knows more of them than its schedule does: what hangs on the start of its scheduler, and
 * what is left under `times(n)` unless that is much. `undefined` where its schedule alone says when it starts.
 */
export function ownStarts(job: SubjectJob): readonly number[] | undefined {
  const isCounted = job.schedule.plan.times !== undefined;
  const asked = startsOf(job, isCounted ? MAX_ASKED : 2);
  const isEnding = isCounted && asked.length < MAX_ASKED;
  if (!isEnding && followsSchedule(job, asked)) return undefined;
  return isCounted ? asked : startsOf(job, MAX_ASKED);
}

/** When it starts first after an instant, as far as its schedule says; `undefined` where it does not, or throws. */
export function startAfter({ schedule }: SubjectJob, atMs: number): number | undefined {
  const isAtOccurrence = schedule.plan.jitterMs === 0;
  return contained(() => (isAtOccurrence ? schedule.nextMs(atMs) : schedule.preview(1, atMs)[0]?.toMillis()));
}

/** From the next occurrence to the one after; `undefined` where there are no two, or its schedule throws. */
export function intervalMsOf(job: SubjectJob): number | undefined {
  return contained(() => job.interval?.toMillis());
}

/** A schedule asks functions of the application, such as that of `exceptOn`: what they throw is not ours to pass on. */
function contained<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function followsSchedule(job: SubjectJob, [first, second]: readonly number[]): boolean {
  if (first === undefined || second === undefined) return false;
  return startAfter(job, first - 1) === first && startAfter(job, first) === second;
}
