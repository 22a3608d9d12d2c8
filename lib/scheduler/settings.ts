import { ScheduleError, ScheduleRangeError, shown } from '../errors.js';
import { checkOptions, flag } from '../job/arguments.js';
import { isName, MAX_NAME_LENGTH } from '../recurrence/limits.js';
import { durationMs } from '../time/duration.js';
import { checkJobFactory, checkLogger } from './check-ports.js';
import { DEFAULT_HISTORY } from './ledger.js';
import type { SchedulerOptions, StopOptions } from './ports.js';
import type { StopBudget } from './stopping.js';

/** Together under the ten seconds that container hosts give. */
export const DEFAULT_STOP: StopBudget = { drainMs: 5_000, cancelMs: 4_000 };

/** The options of a scheduler, checked and complete. */
export interface SchedulerSettings {
  readonly name: string;
  readonly maxConcurrency: number | undefined;
  readonly backgroundConcurrency: number | undefined;
  readonly history: number;
  readonly keepAlive: boolean;
  readonly handleSignals: boolean;
  readonly stop: StopBudget;
}

/** @throws ScheduleError, ScheduleRangeError, InvalidTimeError */
export function settingsOf(options: SchedulerOptions): SchedulerSettings {
  const { background = {} } = options;
  checkLogger(options.logger);
  checkJobFactory(options.jobFactory);
  checkOptions('the background of a Scheduler', background, ['concurrency']);
  return {
    name: nameOf(options.name),
    maxConcurrency: wholeNumber(options.maxConcurrency, 1, 'maxConcurrency'),
    backgroundConcurrency: wholeNumber(background.concurrency, 1, 'background.concurrency'),
    history: wholeNumber(options.history, 0, 'history') ?? DEFAULT_HISTORY,
    keepAlive: flag(options.keepAlive, true, 'keepAlive'),
    handleSignals: flag(options.handleSignals, true, 'handleSignals'),
    stop: stopBudgetOf(options.stop ?? {}, DEFAULT_STOP),
  };
}

/** What a stop may take: as it is told, or else by default. @throws ScheduleError, InvalidTimeError */
export function stopBudgetOf(options: StopOptions, otherwise: StopBudget): StopBudget {
  checkOptions('a stop', options, ['drain', 'cancel']);
  const { drain, cancel } = options;
  return {
    drainMs: drain === undefined ? otherwise.drainMs : durationMs(drain, 'the drain time of a stop'),
    cancelMs: cancel === undefined ? otherwise.cancelMs : durationMs(cancel, 'the cancel time of a stop'),
  };
}

function nameOf(name: unknown = 'scheduler'): string {
  if (isName(name)) return name;
  throw new ScheduleError(`the name of a Scheduler is text of 1 to ${MAX_NAME_LENGTH} characters, not ${shown(name)}`);
}

function wholeNumber(value: number | undefined, least: number, what: string): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return value;
  throw new ScheduleRangeError(
    `the ${what} of a Scheduler must be a whole number, ${least} or more, not ${shown(value)}; leave it out for the default`,
  );
}
