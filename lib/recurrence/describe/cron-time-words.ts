import type { Cron } from '../cron/cron.js';
import { clockText, everyFew, listed } from './english.js';

/** More times than these are not said one by one where there is a shorter way. */
const MAX_TIMES = 6;

/** When in the day cron text runs: clock times, `at 09:00 and 17:00`, or steps, `every 5 minutes from 09:00 to 17:55`. */
export interface CronTimeWords {
  readonly text: string;
  readonly areTimes: boolean;
}

/** The times of the day that cron text names, in words. */
export function cronTimeWords({ hours, minutes, seconds }: Pick<Cron, 'hours' | 'minutes' | 'seconds'>): CronTimeWords {
  const isShort = hours.length * minutes.length * seconds.length <= MAX_TIMES;
  if (!isShort && seconds.length > 1) return steps(secondSteps(hours, minutes, seconds));
  const second = seconds[0] as number;
  if (!isShort && minutes.length > 1) return steps(minuteSteps(hours, minutes, second));
  const hourly = isShort ? undefined : hourSteps(hours, minutes[0] as number, second);
  if (hourly !== undefined) return steps(hourly);
  const times = hours.flatMap(hour =>
    minutes.flatMap(minute => seconds.map(each => clockText({ hour, minute, second: each }))),
  );
  return { text: `at ${listed(times)}`, areTimes: true };
}

function steps(text: string): CronTimeWords {
  return { text, areTimes: false };
}

/** One time in each of many hours. */
function hourSteps(hours: readonly number[], minute: number, second: number): string | undefined {
  if (hours.length === 24) return `every hour${within(minute, second)}`;
  const step = stepOf(hours);
  if (step !== undefined && step > 1) return fromTo(everyFew(step, 'hours'), hours, minute, minute, second, second);
  const run = runOf(hours, 24);
  return run && fromTo('every hour', run, minute, minute, second, second);
}

/** Several times in each of some hours, at one second of the minute. */
function minuteSteps(hours: readonly number[], minutes: readonly number[], second: number): string {
  const even = evenSteps(minutes, 'minutes');
  const run = runOf(hours, 24);
  if (even !== undefined && hours.length === 24) return second === 0 ? even : `${even} at second ${second}`;
  if (even !== undefined && run !== undefined) {
    return fromTo(even, run, minutes[0] as number, minutes.at(-1) as number, second, second);
  }
  const atSecond = second === 0 ? '' : `, second ${second},`;
  return `${even ?? chosen(minutes, 'minute')}${atSecond} of ${hoursText(hours)}`;
}

/** Several times in each of some minutes. */
function secondSteps(hours: readonly number[], minutes: readonly number[], seconds: readonly number[]): string {
  const even = evenSteps(seconds, 'seconds');
  const run = runOf(hours, 24);
  if (even !== undefined && minutes.length === 60 && hours.length === 24) return even;
  if (even !== undefined && minutes.length === 60 && run !== undefined) {
    return fromTo(even, run, 0, 59, seconds[0] as number, seconds.at(-1) as number);
  }
  const ofMinutes = minutes.length === 60 ? 'every minute' : plural('minute', minutes);
  const ofHours = hours.length === 24 && minutes.length === 60 ? '' : ` of ${hoursText(hours)}`;
  return `${even ?? chosen(seconds, 'second')} of ${ofMinutes}${ofHours}`;
}

function fromTo(
  words: string,
  hours: readonly number[],
  firstMinute: number,
  lastMinute: number,
  firstSecond: number,
  lastSecond: number,
): string {
  const from = clockText({ hour: hours[0] as number, minute: firstMinute, second: firstSecond });
  const to = clockText({ hour: hours.at(-1) as number, minute: lastMinute, second: lastSecond });
  return `${words} from ${from} to ${to}`;
}

function within(minute: number, second: number): string {
  if (minute === 0 && second === 0) return '';
  return ` at minute ${minute}${second === 0 ? '' : `, second ${second}`}`;
}

/** `every 5 minutes`, where they fill the hour from its start. */
function evenSteps(numbers: readonly number[], units: string): string | undefined {
  const step = 60 / numbers.length;
  return numbers.every((number, index) => number === index * step) ? everyFew(step, units) : undefined;
}

/** `at minutes 5, 12 and 20`, or `every 7 minutes from minute 5 to 47`. */
function chosen(numbers: readonly number[], unit: string): string {
  const step = numbers.length > 3 ? stepOf(numbers) : undefined;
  if (step === undefined) return `at ${plural(unit, numbers)}`;
  return `${everyFew(step, `${unit}s`)} from ${unit} ${numbers[0]} to ${numbers.at(-1)}`;
}

function hoursText(hours: readonly number[]): string {
  if (hours.length === 24) return 'every hour';
  const run = runOf(hours, 24);
  if (run !== undefined && run.length > 2) return `the hours ${run[0]} to ${run.at(-1)}`;
  return hours.length === 1 ? `hour ${hours[0]}` : `the hours ${listed(hours.map(String))}`;
}

function plural(unit: string, numbers: readonly number[]): string {
  return `${unit}${numbers.length === 1 ? '' : 's'} ${listed(numbers.map(String))}`;
}

/** What lies between numbers that are equally far apart, two at least. */
export function stepOf(numbers: readonly number[]): number | undefined {
  const step = (numbers[1] as number) - (numbers[0] as number);
  return numbers.every((number, index) => number === (numbers[0] as number) + index * step) ? step : undefined;
}

/** Numbers that follow one another, in their order, perhaps over the end: 22 to 3. */
function runOf(numbers: readonly number[], size: number): readonly number[] | undefined {
  const breaks = numbers.flatMap((number, index) => (number === (numbers[index - 1] ?? number - 1) + 1 ? [] : [index]));
  const [at = 0, ...others] = breaks;
  const isWrapped = others.length === 0 && (breaks.length === 0 || (numbers[0] === 0 && numbers.at(-1) === size - 1));
  return isWrapped ? [...numbers.slice(at), ...numbers.slice(0, at)] : undefined;
}
