import { isObject, runsWhenCalled } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';

/** Refuses what is no clock, which would be found out in the midst of running. @throws ScheduleError */
export function checkClock(clock: unknown): void {
  checkMethods(clock, ['now', 'monotonic', 'alarm'], 'clock', 'such as new VirtualClock() of carillon/testing');
}

/** Refuses what is no logger. @throws ScheduleError */
export function checkLogger(logger: unknown): void {
  checkMethods(logger, ['debug', 'info', 'warn', 'error'], 'logger', 'such as pino() or console');
}

/** Refuses what is no farm. @throws ScheduleError */
export function checkFarm(farm: unknown): void {
  checkMethods(
    farm,
    ['clock', 'shares', 'attach'],
    'farm',
    "such as pgBoss(databaseUrl, { name: 'shop' }) of carillon/farm",
  );
}

/** Refuses what can't be called to make a job. @throws ScheduleError */
export function checkJobFactory(jobFactory: unknown): void {
  if (jobFactory === undefined || runsWhenCalled(jobFactory)) return;
  const example = 'jobClass => container.resolve(jobClass)';
  throw new ScheduleError(`the jobFactory of a Scheduler is a function such as ${example}, not ${shown(jobFactory)}`);
}

function checkMethods(value: unknown, methods: readonly string[], what: string, example: string): void {
  if (value === undefined) return;
  const missing = methods.filter(name => !isObject(value) || typeof Reflect.get(value, name) !== 'function');
  if (missing.length === 0) return;
  throw new ScheduleError(
    `the ${what} of a Scheduler has the methods ${methods.join(', ')}, ${example}; ${shown(value)} has no ${missing.join(', no ')}`,
  );
}
