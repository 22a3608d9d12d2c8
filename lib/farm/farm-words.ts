import type { LintRemark } from '../index.js';
import type { JobDefinition } from '../kit.js';
import { type Meaning, refusalsOf, type Worded } from './refusals.js';

/** What `lint` finds in a job for a farm: that it is refused, or what its words mean there rather than in one process. */
export function farmRemarks(job: Worded, isRunHere: boolean): readonly LintRemark[] {
  if (job.everyHost === true) return [remark(EVERY_HOST)];
  return [
    ...refusalsOf(job).map(refusal => ({ code: 'refusedByFarm' as const, ...refusal })),
    ...fromStart(job).map(meaning => ({ ...remark(meaning), insteadOf: 'relative' as const })),
    ...others(job).map(remark),
    ...(isRunHere ? [] : [remark(ELSEWHERE)]),
  ];
}

function remark(meaning: Meaning): LintRemark {
  return { code: 'inFarm', ...meaning };
}

/** The same in sentences, for who looks at the job: what every shared job has in common comes first. */
export function farmNotes(
  job: JobDefinition,
  isRunHere: boolean,
  maxConcurrency: number | undefined,
): readonly string[] {
  const remarks = farmRemarks(job, isRunHere).map(({ message }) => message);
  if (job.everyHost) return remarks;
  const isAsked = job.schedule.plan.when.kind === 'asked';
  const again = job.delivery === 'atMostOnce' ? '' : ', and again elsewhere under the same key where that goes away';
  return [
    `in its farm ${isAsked ? 'what is asked for' : 'each occurrence'} runs once, on any host${again}`,
    ...remarks,
    ...(maxConcurrency === undefined ? [] : [`maxConcurrency(${maxConcurrency}) is of each host, not of the farm`]),
  ];
}

const EVERY_HOST: Meaning = {
  message: 'onEveryHost(): each host of a farm runs it for itself, by its own clock, and keeps its history to itself',
  remedy: 'leave it out where one host is to run it for all',
};

const ELSEWHERE: Meaning = {
  message: 'this host plans it and may ask for it, and leaves running it to others, as its runs say',
  remedy: 'add its name, or a tag of it, to runs of this farm',
};

/** What counts from a start: in a farm that is the start of all of it. */
function fromStart({ schedule }: Worded): readonly Meaning[] {
  const { when, delay, times } = schedule.plan;
  const all: Meaning[] = [];
  const isAtStartup = when.kind === 'startup' || (when.kind === 'afterCompletion' && when.atStartup);
  if (isAtStartup) {
    const message = `toRunNow() is once for each start of the farm, on one host: ${START}`;
    all.push({ message, remedy: 'say onEveryHost() for what each process does as it starts' });
  }
  if (when.kind === 'afterStart') all.push(counted('at' in when.by ? 'toRunOnceAt(h, m)' : 'toRunOnceIn(…)'));
  // A lone instant is only moved by it.
  const isHeld = delay !== undefined && (when.kind !== 'instant' || when.andEvery !== undefined);
  if (isHeld) all.push(counted('delayFor(…)'));
  if (when.kind === 'afterCompletion') {
    const message = 'afterCompletion() counts from the end of the last run, on whatever host that was';
    all.push({ message, remedy: 'say onEveryHost() where each host is to count from its own' });
  }
  if (times !== undefined) {
    const message = `times(${times}) is of all hosts together, and begins anew with the farm: ${START}`;
    all.push({ message, remedy: 'say until(…) for a schedule that ends for good, or onEveryHost()' });
  }
  return all;
}

const START = 'it starts with the first host of a release while no other of that lives';

function counted(word: string): Meaning {
  return {
    message: `${word} counts from the start of the farm: ${START}`,
    remedy: 'say onEveryHost() where each host is to count from its own start',
  };
}

function others({ schedule, delivery, overlap, retry }: Worded): readonly Meaning[] {
  const all: Meaning[] = [];
  if (delivery === 'atMostOnce') {
    const message = 'atMostOnce(): where its host goes away in it, a run is lost, which is unknown, and not run again';
    all.push({ message, remedy: 'leave it out where the key of a run makes a second one harmless' });
  }
  if (schedule.plan.when.kind === 'asked') {
    const beside =
      overlap === 'runAfter' ? 'one at a time in the whole farm' : 'side by side, on as many hosts as are free';
    const tries = retry === undefined ? '' : '; each attempt is a run of its own, on any host';
    const remedy = "say whenOverlapping('runAfter') for one at a time, or nothing for side by side";
    all.push({ message: `whenAsked(): what is asked for waits in the database and runs ${beside}${tries}`, remedy });
  }
  return all;
}
