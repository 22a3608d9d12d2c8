import { stepOf } from './cron-time-words.js';
import { everyNth, listed } from './english.js';

/** The years that cron text names, which are ascending: `in 2027 to 2029 and 2031`, `every second year from 2026 to 2198`. */
export function yearWords(years: readonly number[]): string {
  const step = years.length > 3 ? stepOf(years) : undefined;
  if (step !== undefined && step > 1) return `${everyNth(step, 'year')} from ${years[0]} to ${years.at(-1)}`;
  return `in ${listed(runsOf(years))}`;
}

/** Three or more in a row are `2027 to 2030`. */
function runsOf(years: readonly number[]): readonly string[] {
  const starts = years.filter((year, index) => years[index - 1] !== year - 1);
  return starts.flatMap(start => {
    let end = start;
    while (years.includes(end + 1)) end++;
    return end - start > 1 ? [`${start} to ${end}`] : years.filter(year => year >= start && year <= end).map(String);
  });
}
