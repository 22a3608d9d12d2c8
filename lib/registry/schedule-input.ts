import { runsWhenCalled } from '../arguments.js';
import { ScheduleError, shown } from '../errors.js';
import type { When, Words } from '../grammar/words.js';
import type { Schedule } from '../recurrence/schedule.js';
import { type Draft, sayTiming } from './draft.js';

/**
 * Words that say the same as what was given, whatever form it has.
 * @throws ScheduleError for what is none of these
 */
export function wordsOf(input: When): Words {
  if (runsWhenCalled(input)) return input;
  if (typeof input === 'string') return schedule => schedule.toRunCron(input);
  throw new ScheduleError(
    `a schedule is said by a function such as s => s.toRunEvery(5).minutes(), by cron text, or is a Schedule such as Schedule.fromJSON(json), not ${shown(input)}`,
  );
}

/** The draft of a job whose schedule was made before; its name is the schedule's, unless an edit keeps another. */
export function sayGiven(draft: Draft, schedule: Schedule): Draft {
  const { name, plan } = schedule;
  const named = draft.kept === undefined ? { ...draft, name } : draft;
  return sayTiming(named, { given: plan, jitterMs: plan.jitterMs });
}
