import { lengthText } from '../text/length.js';
import type { Definition } from './jobs.js';

type Schedule = Definition['schedule'];

/** How the runs of a job behave, where that is not as it is for every job. */
export function rulesOf(definition: Definition): string {
  const { timeoutMs, retry, overlap, group } = definition;
  const rules = [
    timeoutMs === undefined ? undefined : `timeout ${lengthText(timeoutMs)}`,
    retry === undefined ? undefined : `${retry.attempts} attempts`,
    overlap === 'skip' ? undefined : overlap,
    group === undefined ? undefined : `group ${group}`,
  ];
  return rules.filter(rule => rule !== undefined).join(', ');
}

/** What stands for the next start of a job that has none that is known. */
export function insteadOfNext(schedule: Schedule): string {
  const cron = schedule.toCron();
  if (!('reason' in cron) || cron.reason !== 'relative') return 'over';
  const { words } = schedule;
  if (words.startsWith('when it is asked for')) return 'when asked for';
  return words.includes('at the start') ? 'at the start' : 'after the start';
}
