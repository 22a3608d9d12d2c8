import { RunEntry } from '../job/run-entry.js';
import type { SchedulerParts } from './assemble.js';
import type { BackgroundQueue } from './background.js';
import { JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import { type StopBudget, type StopFate, Stopping } from './stopping.js';

/** Begins the stop of a scheduler: nothing starts again, and what is in progress is waited for. */
export function beginStopping(parts: SchedulerParts, budget: StopBudget): Stopping {
  const { clock, jobs, dispatcher, background, voice } = parts;
  dispatcher.halt();
  background.stop();
  return new Stopping(clock, budget, inProgress(jobs, background), { cancel, abandon });

  function cancel(): void {
    for (const entry of jobs.all) entry.runner?.cancel('the scheduler is stopping');
    background.cancel('the scheduler is stopping');
  }

  function abandon(task: object, label: string): void {
    if (task instanceof RunEntry && task.owner instanceof JobEntry) {
      task.owner.runner?.abandon(task);
    } else {
      background.abandon();
      voice.complain(`background work '${label}' was abandoned`, { error: 'it had not ended when the stop was over' });
    }
  }
}

/** What has been started and has not ended, with its name. */
export function inProgress(jobs: JobTable, background: BackgroundQueue): ReadonlyMap<object, string> {
  const tasks = new Map<object, string>();
  for (const entry of jobs.all) for (const run of entry.runner?.runs ?? []) tasks.set(run, run.jobName);
  for (const task of background.tasks) tasks.set(task, task.label);
  return tasks;
}

/** What the report of a stop says of a run. */
export function fateOf(run: RunEntry): StopFate {
  const { kind } = run.outcome;
  return kind === 'abandoned' || kind === 'cancelled' ? kind : 'finished';
}
