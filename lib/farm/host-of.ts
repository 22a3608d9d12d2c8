import { DateTime } from 'luxon';
import type { RunRecordJson, SkipReason } from '../index.js';
import { type DecidedOutcome, instantMs, zoneOf } from '../kit.js';
import type { FarmJob } from './farm-job.js';
import type { StoredPause } from './rows.js';
import type { FarmHost } from './seam.js';
import { runTaken, type TakingHost } from './taken-run.js';

/** A scheduler as a host of the farm, of the jobs that are shared. */
export function hostOf(taking: TakingHost, jobs: readonly FarmJob[]): FarmHost {
  const { host } = taking;
  const pauses = new Map<string, string | undefined>();
  const leftOut = new Map<string, string>();
  return {
    jobs: () => jobs,
    enrol: (name, from) => host.enrol(name, from),
    settled: (name, settledMs) => host.settled(name, settledMs),
    runsLeft: (name, left) => host.runsLeft(name, left),
    paused(name, pause) {
      // Only what has changed is told, since each change of a schedule says it again.
      const said = pause && JSON.stringify(pause);
      if (pauses.get(name) === said) return;
      pauses.set(name, said);
      host.paused(name, pause && pauseOf(pause));
    },
    leftOut(name, skips) {
      const said = JSON.stringify(skips);
      if ((leftOut.get(name) ?? '[]') === said) return;
      leftOut.set(name, said);
      host.leftOut(name, new Map(skips.map(skip => [skip.at, pauseOf(skip)])));
    },
    run: ticket => runTaken(taking, ticket),
    recorded: record => host.recorded(decided(record)),
  };
}

function pauseOf({ reason, by, at, until }: StoredPause) {
  return { reason, by, atMs: at, untilMs: until };
}

/** An outcome that was decided here without a run, as the scheduler records it. */
function decided({ jobName, occurrenceMs, trigger, outcome }: RunRecordJson): DecidedOutcome {
  const about = { name: jobName, occurrenceMs, trigger };
  const { kind, detail = '', count = 1, first = '', last = '', atLeast, into, error, reason } = outcome;
  switch (kind) {
    case 'missed': {
      const span = { count, ...(atLeast && { atLeast }), first: momentOf(first), last: momentOf(last), into };
      return { ...about, outcome: { kind, ...span } };
    }
    case 'lost':
      return { ...about, outcome: { kind, detail } };
    case 'failed':
      return { ...about, outcome: { kind, error: new Error(error?.message ?? detail) } };
    default:
      return { ...about, outcome: { kind: 'skipped', reason: reason as SkipReason, detail } };
  }
}

function momentOf(text: string): DateTime {
  return DateTime.fromMillis(instantMs(text, zoneOf('UTC'), 'a missed occurrence'), { zone: 'utc' });
}
