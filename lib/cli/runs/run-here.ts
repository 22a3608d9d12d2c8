import { harmless } from '../../harmless.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { type Interruption, leaveNow, onInterrupt } from '../host/interrupt.js';
import { orWhenNothingIsLeft } from '../host/loading.js';
import { onUnheard } from '../host/streams.js';
import { later } from '../host/timers.js';
import type { Core } from '../load/carillon-copy.js';
import { type Definition, type Jobs, noSuchJob } from '../load/jobs.js';
import { DATA_REMEDY } from './read-data.js';

type Scheduler = InstanceType<Core['Scheduler']>;
/** The record of a run. */
export type RunRecord = ReturnType<NonNullable<ReturnType<Scheduler['get']>>['history']['at']> & object;
/** What a run says of how far it is. */
export type Progress = NonNullable<RunRecord['progress']>;

/** Is told what a run says while it goes on. */
export interface Listening {
  line(level: 'debug' | 'info' | 'warn' | 'error', text: string, data: unknown): void;
  progress(progress: Progress): void;
  /** It was interrupted and goes on all the same. */
  left(): void;
}

/** A run that has ended, and what interrupted it, if anything did. */
export interface Ended {
  readonly record: RunRecord;
  readonly interruption: Interruption | undefined;
}

/** A run that was interrupted and goes on is left after this. */
const PATIENCE_MS = 4000;

/**
 * Runs a job once, here, with the data that it finds as `context.data`: its scheduler is made and never started. Ctrl-C,
 * or a log that can't be written any more, cancels the run, and a second one leaves.
 */
export async function runHere(jobs: Jobs, name: string, data: unknown, listening: Listening): Promise<Ended> {
  const scheduler = new jobs.carillon.core.Scheduler(jobs.registry, { handleSignals: false });
  const job = scheduler.get(name) ?? noSuchJob(name, jobs.definitions.map(nameOf));
  scheduler.on('progressed', ({ progress }) => listening.progress(progress));
  scheduler.on('logged', ({ line: { level, message, data } }) => listening.line(level, message, data));
  // What is heard is not printed by the scheduler, too: it is told with the outcome.
  scheduler.on('failed', () => {});
  let interruption: Interruption | undefined;
  let waitNoLonger = () => {};
  const interrupted = (latest: Interruption) => {
    const { by, status, count } = latest;
    if (count > 1) leaveNow(status);
    interruption = latest;
    job.cancel(`it was interrupted by ${by}`);
    waitNoLonger = later(PATIENCE_MS, () => {
      listening.left();
      leaveNow(status);
    });
  };
  const heard = onInterrupt(interrupted);
  // Each line that is written then says so again. A run that is cut off in the middle could clean up nothing.
  const said = onUnheard(status => {
    const by = status === EXIT.ok ? 'a reader that went away' : "a log that can't be written";
    if (interruption === undefined) interrupted({ by, status, count: 1 });
  });
  try {
    const outcome = (async () => job.trigger(data))().catch(refused);
    await orWhenNothingIsLeft(outcome, () => neverEnds(name));
    return { record: job.history.at(-1) as RunRecord, interruption };
  } finally {
    waitNoLonger();
    heard();
    said();
  }
}

/** A run that fails says so by its outcome: what is thrown refuses its data. */
function refused(cause: Error): never {
  throw new Complaint(harmless(cause.message), { code: 'usage', remedy: DATA_REMEDY, cause });
}

function nameOf({ schedule }: Definition): string {
  return schedule.name;
}

function neverEnds(name: string): Complaint {
  return new Complaint(`${name} never ends: it waits for something that can't come any more`, { code: 'failed' });
}
