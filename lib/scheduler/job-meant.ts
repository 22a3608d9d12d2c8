import { ScheduleError, shown } from '../errors.js';
import { ScheduledJob } from './scheduled-job.js';

/** Where jobs are found by their names. */
interface Jobs {
  get(name: string): ScheduledJob | undefined;
}

/** The name of a job, which may not be there. `word` is who was given it. @throws ScheduleError for what is no text */
export function nameMeant(word: string, name: unknown): string {
  if (typeof name === 'string') return name;
  const remedy = name instanceof ScheduledJob ? ': say job.name' : '';
  throw new ScheduleError(`${word}(…) takes the name of a job, not ${shown(name)}${remedy}`);
}

/**
 * The job that is meant by its name, or by its handle: never another one of that name, as there is one where the job has
 * left, or in another scheduler. `word` is who was given it, as the error says it.
 * @throws ScheduleError for what is neither
 */
export function jobMeant(word: string, jobs: Jobs, meant: string | ScheduledJob): ScheduledJob | undefined {
  if (typeof meant === 'string') return jobs.get(meant);
  if (!(meant instanceof ScheduledJob)) {
    throw new ScheduleError(`${word}(…) takes the name of a job, or its handle, not ${shown(meant)}`);
  }
  return jobs.get(meant.name) === meant ? meant : undefined;
}
