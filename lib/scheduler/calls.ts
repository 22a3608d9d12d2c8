import { shown } from '../errors.js';
import { type Callee, refuseSurplus } from '../surplus.js';

/** The methods of a scheduler that people call, with how many arguments each takes. */
const OF_SCHEDULERS = {
  now: 0,
  start: 0,
  stop: 1,
  join: 1,
  joinServer: 2,
  add: 3,
  remove: 2,
  get: 1,
  pauseAll: 2,
  resumeAll: 1,
  enqueue: 3,
  enqueueAll: 3,
  asked: 1,
  on: 2,
  once: 2,
  off: 2,
  whyNot: 2,
  explainRun: 2,
  timeline: 3,
  stats: 0,
  health: 0,
};

/** Those of the handle of a job. */
const OF_JOBS = {
  describe: 0,
  preview: 1,
  trigger: 2,
  pause: 2,
  resume: 1,
  skipNext: 2,
  cancel: 2,
  edit: 2,
  remove: 1,
};

/** Has a scheduler refuse what its calls would drop. */
export function checkCallsOfSchedulers<S extends Record<keyof typeof OF_SCHEDULERS, unknown>>(prototype: S): void {
  refuseSurplus(prototype, OF_SCHEDULERS, { noun: 'scheduler', meant: meantOfScheduler });
}

/** The same for the handle of a job. */
export function checkCallsOfJobs<J extends Record<keyof typeof OF_JOBS, unknown> & { readonly name: string }>(
  prototype: J,
): void {
  const callee: Callee<J> = { noun: 'job', label: ({ name }) => `job '${name}': `, meant: meantOfJob };
  refuseSurplus(prototype, OF_JOBS, callee);
}

/** Elsewhere a listener that hears one event alone is said by an option, and several are taken in one call. */
function meantOfScheduler(call: string, [event]: readonly unknown[], [more]: readonly unknown[]): string | undefined {
  if (call !== 'on' && call !== 'once') return undefined;
  if (typeof more === 'function') return `say ${call}(…) once for each`;
  return call === 'on' ? `to hear the next event only, say once(${shown(event)}, …)` : undefined;
}

/** A schedule can be asked from any instant on, where a job tells what is to come. */
function meantOfJob(call: string): string | undefined {
  return call === 'preview' || call === 'describe'
    ? `to ask from an instant on, say job.schedule.${call}(…)`
    : undefined;
}
