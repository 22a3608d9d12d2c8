import type { SubjectJob } from './subject.js';

/** When a job starts next, so many times; none where its schedule throws, which is told as broken. */
export function startsOf(job: SubjectJob, count: number): readonly number[] {
  return contained(() => job.preview(count).map(at => at.toMillis())) ?? [];
}

/** Starts that are asked of a job at once. */
export const MAX_ASKED = 200;

/** All starts that are left under `times(n)`; `undefined` where its grid says when it starts, or where they are many. */
export function startsLeft(job: SubjectJob): readonly number[] | undefined {
  const left = job.schedule.plan.times === undefined ? undefined : startsOf(job, MAX_ASKED);
  return left?.length === MAX_ASKED ? undefined : left;
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
