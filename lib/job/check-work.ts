import { runsWhenCalled, whyIdle } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';
import type { JobDefinition } from './definition.js';
import { isJob, isJobClass, Job, type Work } from './job.js';

/** Refuses, in the words of untyped callers, what cannot be run; `word` is who was given it. @throws ScheduleError */
export function checkWork(work: unknown, word: string): asserts work is Work {
  if (isJob(work)) return checkExecute(work);
  if (typeof work === 'function') {
    if (isJobClass(work as Work)) return checkRuns(work.prototype.execute, shown(work));
    if (runsWhenCalled(work)) return;
  }
  throw new ScheduleError(
    `${word}(…) takes a Job, a class that extends Job, or a function, not ${shown(work)}${hint(work)}`,
  );
}

/**
 * Refuses a class that nobody can make: its constructor takes arguments, and there is no factory to give them.
 * @throws ScheduleError
 */
export function checkMakeable(definition: JobDefinition, work: Work): void {
  if (!isJobClass(work) || work.length === 0) return;
  const { name, length } = work;
  // Where it was declared is made into text when it is read, so only here.
  const { schedule, declaredAt } = definition;
  const job = declaredAt === undefined ? `job '${schedule.name}'` : `job '${schedule.name}' (${declaredAt})`;
  const takes = length === 1 ? 'an argument' : `${length} arguments`;
  throw new ScheduleError(
    `${job}: the constructor of class ${name} takes ${takes}, which nothing gives it: schedule new ${name}(…), give the Scheduler a jobFactory, or give each parameter a default`,
  );
}

/** Only TypeScript asks for it when the class is written. */
function checkExecute({ name, execute }: Job): void {
  if (typeof execute !== 'function')
    throw new ScheduleError(`job '${name}' has no execute: let its class do the work in execute({ signal }) { … }`);
  checkRuns(execute, `job '${name}'`);
}

/** A class may have none: as a field, it comes with the job that is made. */
function checkRuns(execute: unknown, what: string): void {
  if (typeof execute !== 'function' || runsWhenCalled(execute)) return;
  throw new ScheduleError(`${what} has an execute that does nothing by itself${whyIdle(execute)}`);
}

function hint(work: unknown): string {
  if (work === undefined) return ': name a function without calling it, and see how it was imported';
  if (work === Job) return ' itself, which does nothing: extend it';
  if (typeof work === 'string') return ': the work comes first, and its name is said by withName';
  const idle = whyIdle(work);
  if (idle !== '') return idle;
  if (typeof work === 'function') return ', which does not extend Job';
  if (typeof work !== 'object' || work === null) return '';
  if ('then' in work) return ': wait for it first';
  if ('definitions' in work) return ': a registry is for new Scheduler(registry)';
  if ('toRunNow' in work) return ': it is a schedule that was begun already; give its work itself';
  if (Array.isArray(work)) return ': schedule each by itself, or chain what follows with andThen';
  if ('default' in work) return ': it is a module; give what it exports, as its default';
  const { name } = (work.constructor ?? {}) as { readonly name?: string };
  const isOfClass = name !== undefined && name !== 'Object';
  const ways = [
    ...(isOfClass ? [`class ${name} does not extend Job; let it`] : []),
    ...('execute' in work ? ['schedule a function that calls its execute'] : []),
  ];
  return ways.length === 0 ? '' : `: ${ways.join(', or ')}`;
}
