import { DateTime } from 'luxon';
import type { SkipReason } from '../index.js';
import { type DecidedOutcome, type EngineHost, instantMs, type JobDefinition, zoneOf } from '../kit.js';
import { jobOf } from './job-of.js';
import type { StoredPause } from './rows.js';
import type { FarmHost, FarmRecord } from './seam.js';
import { runTaken } from './taken-run.js';

/** A scheduler as a host of the farm, of the jobs that are shared. @param name of the host, said of each run */
export function hostOf(host: EngineHost, name: string, shares: (definition: JobDefinition) => boolean): FarmHost {
  const pauses = new Map<string, string | undefined>();
  let shared: ReadonlyMap<string, JobDefinition> | undefined;
  const definitions = () => {
    shared ??= new Map(host.definitions().flatMap(one => (shares(one) ? [[one.schedule.name, one] as const] : [])));
    return shared;
  };
  return {
    jobs: () => [...definitions().values()].map(jobOf),
    enrol: (job, from) => host.enrol(job, from),
    settled: (job, settledMs) => host.settled(job, settledMs),
    runsLeft: (job, left) => host.runsLeft(job, left),
    paused(job, pause) {
      // Only what has changed is told, since each change of a schedule says it again.
      const said = pause && JSON.stringify(pause);
      if (pauses.get(job) === said) return;
      pauses.set(job, said);
      host.paused(job, pause && pauseOf(pause));
    },
    run: ticket => runTaken({ host, name, definition: job => definitions().get(job) }, ticket),
    recorded: record => host.recorded(decided(record)),
  };
}

function pauseOf({ reason, by, at, until }: StoredPause) {
  return { reason, by, atMs: at, untilMs: until };
}

/** An outcome that was decided here without a run, as the scheduler records it. */
function decided({ jobName, occurrenceMs, trigger, outcome }: FarmRecord): DecidedOutcome {
  const about = { name: jobName, occurrenceMs, trigger: trigger as DecidedOutcome['trigger'] };
  const detail = String(outcome['detail'] ?? '');
  switch (outcome.kind) {
    case 'missed': {
      const [first, last] = [outcome['first'], outcome['last']].map(text => momentOf(String(text)));
      const into = outcome['into'] === undefined ? undefined : String(outcome['into']);
      const span = { first: first as DateTime, last: last as DateTime, into };
      return { ...about, outcome: { kind: 'missed', count: Number(outcome['count']), ...span } };
    }
    case 'lost':
      return { ...about, outcome: { kind: 'lost', detail } };
    case 'failed': {
      const { message } = (outcome['error'] ?? { message: detail }) as { readonly message: string };
      return { ...about, outcome: { kind: 'failed', error: new Error(message) } };
    }
    default:
      return { ...about, outcome: { kind: 'skipped', reason: outcome.reason as SkipReason, detail } };
  }
}

function momentOf(text: string): DateTime {
  return DateTime.fromMillis(instantMs(text, zoneOf('UTC'), 'a missed occurrence'), { zone: 'utc' });
}
