import type { Testing } from '../load/carillon-copy.js';

/** What would have happened. */
export type Simulation = Awaited<ReturnType<Testing['simulate']>>;

/** What would have become of the occurrences of one job. Lengths in milliseconds. */
export interface Tally {
  readonly job: string;
  runs: number;
  /** Skipped or missed. */
  skipped: number;
  /** Failed, timed out, abandoned or lost. */
  failed: number;
  cancelled: number;
  busyMs: number;
  latestMs: number;
}

/** Adds up a simulation, in the order in which the jobs are declared. */
export function tallies(names: readonly string[], { ledger }: Simulation): readonly Tally[] {
  const all = new Map(names.map(name => [name, emptyTally(name)]));
  for (const record of ledger) {
    const tally = all.get(record.jobName) ?? emptyTally(record.jobName);
    all.set(record.jobName, tally);
    count(tally, record);
  }
  return [...all.values()];
}

/** All of them as one. */
export function totalOf(all: readonly Tally[]): Tally {
  const total = emptyTally('');
  for (const { runs, skipped, failed, cancelled, busyMs, latestMs } of all) {
    total.runs += runs;
    total.skipped += skipped;
    total.failed += failed;
    total.cancelled += cancelled;
    total.busyMs += busyMs;
    total.latestMs = Math.max(total.latestMs, latestMs);
  }
  return total;
}

function count(tally: Tally, { outcome, attempts, durationMs, lateMs }: Simulation['ledger'][number]): void {
  switch (outcome.kind) {
    case 'skipped':
      // What still waits when the rehearsal ends has only that in its way.
      if (outcome.reason !== 'stopping') tally.skipped += outcome.count ?? 1;
      break;
    case 'missed':
      tally.skipped += outcome.count;
      break;
    case 'failed':
    case 'timedOut':
    case 'abandoned':
    case 'lost':
      tally.failed += 1;
      break;
    case 'cancelled':
      tally.cancelled += 1;
      break;
    case 'succeeded':
      break;
    default:
      outcome satisfies never;
  }
  if (attempts === 0) return;
  tally.runs += 1;
  tally.busyMs += durationMs ?? 0;
  tally.latestMs = Math.max(tally.latestMs, lateMs);
}

function emptyTally(job: string): Tally {
  return { job, runs: 0, skipped: 0, failed: 0, cancelled: 0, busyMs: 0, latestMs: 0 };
}
