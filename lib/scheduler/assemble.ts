import { makeByConstructor } from '../job/job.js';
import type { Clock } from '../time/clock.js';
import { BackgroundQueue } from './background.js';
import { fateOf } from './closing.js';
import { Dispatcher } from './dispatcher.js';
import { EventHub } from './events.js';
import { JobTable } from './job-table.js';
import { Ledger } from './ledger.js';
import { Voice } from './logger.js';
import type { SchedulerOptions, SchedulerPorts } from './ports.js';
import type { SchedulerSettings } from './settings.js';
import type { StopFate } from './stopping.js';

/** The parts of one scheduler. */
export interface SchedulerParts {
  readonly clock: Clock;
  readonly jobs: JobTable;
  readonly voice: Voice;
  readonly events: EventHub;
  readonly dispatcher: Dispatcher;
  readonly background: BackgroundQueue;
}

/** Puts the parts of a scheduler together. `ended` is told of every run and every piece of background work that is over. */
export function assemble(
  { clock, print }: Pick<SchedulerPorts<never>, 'clock' | 'print'>,
  settings: SchedulerSettings,
  { logger, jobFactory = makeByConstructor }: SchedulerOptions,
  ended: (task: object, fate: StopFate) => void,
): SchedulerParts {
  const jobs = new JobTable();
  const voice = new Voice(logger, print);
  const events = new EventHub((what, error) => voice.complain(`${what} threw`, { error }));
  const ledger = new Ledger(settings.history, events, voice);
  const { keepAlive, maxConcurrency } = settings;
  const dispatcher = new Dispatcher({
    clock,
    jobs,
    ledger,
    events,
    voice,
    makeJob: jobFactory,
    keepAlive,
    maxConcurrency,
    ended: run => ended(run, fateOf(run)),
  });
  const background = new BackgroundQueue(settings.backgroundConcurrency, {
    ended,
    failed(label, error) {
      voice.complain(`background work '${label}' failed`, { error }, events.has('backgroundFailed'));
      events.emit('backgroundFailed', { label, error });
    },
  });
  return { clock, jobs, voice, events, dispatcher, background };
}
