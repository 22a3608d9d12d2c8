import { intervalOf, type Tracked } from './tracked.js';

/** How long something may be overdue before it is said: this long, and this share of its interval. */
const DUE_MS = 2_000;
const DUE_SHARE = 0.01;

/** Since when a job should have started, where it is neither running nor waiting, and not just being seen to. */
export function overdueSince(of: Tracked, nowMs: number): number | undefined {
  const { job, rank, dueSince } = of;
  const nextMs = rank?.nextMs ?? job.nextRunMs;
  if (nextMs === undefined || nowMs - nextMs <= DUE_MS) return undefined;
  if (nowMs - nextMs <= DUE_SHARE * (intervalOf(of) ?? 0)) return undefined;
  return job.phase === 'idle' ? (dueSince ?? nextMs) : undefined;
}
