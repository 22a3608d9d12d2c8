import { ScheduleRangeError } from '../errors.js';
import { checkOptions, flag } from '../job/arguments.js';
import { durationMs } from '../time/duration.js';
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
  checkOptions('the background of a Scheduler', background, ['concurrency']);
  return {
    name: options.name ?? 'scheduler',
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

function wholeNumber(value: number | undefined, least: number, what: string): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return value;
  throw new ScheduleRangeError(`${what} must be a whole number, ${least} or more, not ${value}`);
}
