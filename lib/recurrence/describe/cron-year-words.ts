import { runsOf } from '../cron/cron-field.js';
import { stepOf } from './cron-time-words.js';
import { everyNth, listed } from './english.js';

/** The years that cron text names, which are ascending: `in 2027 to 2029 and 2031`, `every second year from 2026 to 2198`. */
export function yearWords(years: readonly number[]): string {
  const step = years.length > 3 ? stepOf(years) : undefined;
  if (step !== undefined && step > 1) return `${everyNth(step, 'year')} from ${years[0]} to ${years.at(-1)}`;
  return `in ${listed(runsOf(years).flatMap(runText))}`;
}

/** Three or more in a row are `2027 to 2030`. */
function runText(run: readonly number[]): readonly string[] {
  return run.length > 2 ? [`${run[0]} to ${run.at(-1)}`] : run.map(String);
}
