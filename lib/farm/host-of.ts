import { outcomeOf } from '../kit.js';
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
      const told = pause && pauseOf(pause);
      const said = told && JSON.stringify(told);
      if (pauses.get(name) === said) return;
      pauses.set(name, said);
      host.paused(name, told);
    },
    leftOut(name, skips) {
      const said = JSON.stringify(skips);
      if ((leftOut.get(name) ?? '[]') === said) return;
      leftOut.set(name, said);
      host.leftOut(name, new Map(skips.map(skip => [skip.at, pauseOf(skip)])));
    },
    run: ticket => runTaken(taking, ticket),
    recorded: ({ jobName: name, occurrenceMs, trigger, outcome }) =>
      host.recorded({ name, occurrenceMs, trigger, outcome: outcomeOf(outcome) }),
  };
}

function pauseOf({ reason, by, at, until }: StoredPause) {
  return { reason, by, atMs: at, untilMs: until };
}
