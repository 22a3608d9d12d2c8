import { checkOptions, flag, isOptions } from '../arguments.js';
import { ScheduleError, ScheduleRangeError, shown } from '../errors.js';
import { type JobFactory, makeByConstructor } from '../job/job.js';
import { isName, MAX_NAME_LENGTH } from '../recurrence/limits.js';
import type { Clock } from '../time/clock.js';
import { durationMs } from '../time/duration.js';
import { DEFAULT_MAX_PENDING } from './background.js';
import { checkClock, checkFarm, checkJobFactory } from './check-ports.js';
import { DEFAULT_HISTORY } from './ledger.js';
import type { SchedulerOptions, StopOptions } from './options.js';
import type { SignalSettings } from './ports.js';
import { isRegistry } from './sources.js';
import type { StopBudget } from './stopping.js';

/** Together under the ten seconds that container hosts give. */
const DEFAULT_STOP: StopBudget = { drainMs: 5_000, cancelMs: 4_000 };

const OPTIONS = [
  'clock',
  'farm',
  'name',
  'maxConcurrency',
  'history',
  'jobFactory',
  'logger',
  'keepAlive',
  'handleSignals',
  'stop',
  'background',
] as const satisfies readonly (keyof SchedulerOptions)[];

/** Options that others are told by. */
const ZONE_ELSEWHERE =
  "a zone belongs to the Registry, as in new Registry({ zone: 'Europe/Berlin' }), or to a job, as in inZone('UTC')";
const STRAYS = {
  zone: ZONE_ELSEWHERE,
  timezone: ZONE_ELSEWHERE,
  timeZone: ZONE_ELSEWHERE,
  tz: ZONE_ELSEWHERE,
  serial: 'it belongs to the Registry, as in new Registry({ serial: true })',
};

/** The options of a scheduler, checked and complete. */
export interface SchedulerSettings {
  readonly name: string;
  /** `undefined`: the host's. */
  readonly clock: Clock | undefined;
  readonly maxConcurrency: number | undefined;
  readonly backgroundConcurrency: number | undefined;
  readonly maxPending: number;
  readonly history: number;
  readonly makeJob: JobFactory;
  readonly keepAlive: boolean;
  /** `undefined` where the signals of the process are left alone. */
  readonly signals: SignalSettings | undefined;
  readonly stop: StopBudget;
}

/** @throws ScheduleError, ScheduleRangeError, InvalidTimeError */
export function settingsOf(options: SchedulerOptions): SchedulerSettings {
  if (isRegistry(options as object)) {
    throw new ScheduleError('a Scheduler takes several registries in a list, as new Scheduler([registry, other])');
  }
  checkOptions('a Scheduler', options, OPTIONS, STRAYS);
  const { background = {}, clock, jobFactory = makeByConstructor, stop = {} } = options;
  const { handleSignals = clock === undefined } = options;
  checkOptions('the background of a Scheduler', background, ['concurrency', 'maxPending']);
  checkJobFactory(options.jobFactory);
  checkClock(clock);
  checkFarm(options.farm);
  return {
    name: nameOf(options.name),
    clock,
    maxConcurrency: wholeNumber(options.maxConcurrency, 1, 'maxConcurrency'),
    backgroundConcurrency: wholeNumber(background.concurrency, 1, 'background.concurrency'),
    maxPending: wholeNumber(background.maxPending, 0, 'background.maxPending') ?? DEFAULT_MAX_PENDING,
    history: wholeNumber(options.history, 0, 'history') ?? DEFAULT_HISTORY,
    makeJob: jobFactory,
    keepAlive: flag(options.keepAlive, true, 'keepAlive'),
    signals: signalSettingsOf(handleSignals),
    stop: stopBudgetOf(stop, DEFAULT_STOP),
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
  throw new ScheduleError(
    `the name of a Scheduler is text of 1 to ${MAX_NAME_LENGTH} whole characters, not ${shown(name)}`,
  );
}

/** Which signals there are is known to the host alone. */
function signalSettingsOf(handleSignals: SchedulerOptions['handleSignals']): SignalSettings | undefined {
  if (!isOptions(handleSignals)) {
    if (typeof handleSignals === 'boolean') return handleSignals ? { signals: [], leaveBy: 'signal' } : undefined;
    const example = "options such as { signals: ['SIGUSR2'] }";
    throw new ScheduleError(`handleSignals must be true, false or ${example}, not ${shown(handleSignals)}`);
  }
  checkOptions('handleSignals', handleSignals, ['signals', 'leaveBy']);
  const { signals = [], leaveBy = 'signal' } = handleSignals;
  if (!Array.isArray(signals)) {
    throw new ScheduleError(`signals must be a list such as ['SIGUSR2'], not ${shown(signals)}`);
  }
  if (leaveBy !== 'signal' && leaveBy !== 'exit') {
    throw new ScheduleError(`leaveBy must be 'signal' or 'exit', not ${shown(leaveBy)}`);
  }
  return { signals: [...signals], leaveBy };
}

function wholeNumber(value: number | undefined, least: number, what: string): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return value;
  throw new ScheduleRangeError(
    `the ${what} of a Scheduler must be a whole number, ${least} or more, not ${shown(value)}; leave it out for the default`,
  );
}
