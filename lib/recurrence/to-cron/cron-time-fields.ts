import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/calendar.js';
import { elapsedStepMs } from '../elapsed.js';
import type { ClockTime, ElapsedRule, Window } from '../recurrence.js';
import { clockTimeMs, isWithin } from '../times-of-day.js';

/** The fields of cron text for the time of day. */
export interface TimeFields {
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
}

/** Clock times as lists, without a star, a range or a step: these would make them a frequency. */
export function listedTimes(times: readonly ClockTime[], window: Window | undefined): TimeFields | 'times' | 'window' {
  const left = times.filter(time => window === undefined || isWithin(window, clockTimeMs(time)));
  const hours = distinct(left.map(time => time.hour));
  const minutes = distinct(left.map(time => time.minute));
  const seconds = distinct(left.map(time => time.second));
  if (left.length === 0) return 'window';
  if (hours.length * minutes.length * seconds.length !== left.length) return 'times';
  return { second: seconds.join(), minute: minutes.join(), hour: hours.join() };
}

/** Steps that divide a minute, an hour or a day evenly, in a window of whole hours if there is one. */
export function steppedTimes(rule: ElapsedRule, window: Window | undefined): TimeFields | 'unevenSteps' | 'window' {
  const stepMs = elapsedStepMs(rule);
  const minute = rule.atMinutes.length === 0 ? '0' : rule.atMinutes.join();
  const hour = window === undefined ? '*' : hoursOf(window);
  if (hour === undefined) return 'window';
  if (divides(stepMs, MINUTE_MS, 1000)) return { second: every(stepMs / 1000, 60), minute: '*', hour };
  if (divides(stepMs, HOUR_MS, MINUTE_MS)) {
    return { second: '0', minute: stepMs === HOUR_MS ? minute : every(stepMs / MINUTE_MS, 60), hour };
  }
  if (!divides(stepMs, DAY_MS, HOUR_MS)) return 'unevenSteps';
  return window === undefined ? { second: '0', minute, hour: every(stepMs / HOUR_MS, 24) } : 'window';
}

function divides(stepMs: number, wholeMs: number, unitMs: number): boolean {
  return stepMs % unitMs === 0 && wholeMs % stepMs === 0;
}

function every(step: number, size: number): string {
  if (step === size) return '0';
  return step === 1 ? '*' : `*/${step}`;
}

function hoursOf({ from, to }: Window): string | undefined {
  if (clockTimeMs(from) % HOUR_MS !== 0 || clockTimeMs(to) % HOUR_MS !== 0) return undefined;
  const last = (to.hour + 23) % 24;
  if (from.hour <= last) return range(from.hour, last);
  return `${range(0, last)},${range(from.hour, 23)}`;
}

function range(from: number, to: number): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

function distinct(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
