import { hashFraction } from '../time/hash.js';
import type { Timetable } from './timetable.js';

/**
 * How long after its occurrence a run starts: from 0 to `mostMs`, and always before the next occurrence. It is a hash
 * of name and occurrence, so every host and every preview agree on it.
 */
export function jitterOf(name: string, occurrenceMs: number, mostMs: number, nextMs: number | undefined): number {
  const choices = Math.min(mostMs + 1, nextMs === undefined ? Infinity : nextMs - occurrenceMs);
  return Math.floor(hashFraction(`${name}@${occurrenceMs}`) * choices);
}

/** The occurrence whose run is the first to start after an instant: with jitter it may lie before that. */
export function firstStarting(
  timetable: Pick<Timetable, 'next' | 'previous'>,
  name: string,
  mostMs: number,
  afterMs: number,
): number | undefined {
  const last = mostMs === 0 ? undefined : timetable.previous(afterMs + 1);
  const isToStart = last !== undefined && last + jitterOf(name, last, mostMs, timetable.next(last)) > afterMs;
  return isToStart ? last : timetable.next(afterMs);
}

/**
 * How long a run waits that is late: from when it was noticed, by the hash of its occurrence, and always until before
 * the start of the next occurrence that is not due yet. So a host that wakes does not start all its jobs at once.
 */
export function lateJitterOf(
  schedule: JitteredTimetable,
  name: string,
  occurrenceMs: number,
  mostMs: number,
  noticedMs: number,
): number {
  const next = schedule.next(lastDue(schedule, occurrenceMs, noticedMs));
  const roomMs = next === undefined ? Infinity : next + schedule.jitterMs(next) - noticedMs;
  return jitterOf(name, occurrenceMs, mostMs, occurrenceMs + roomMs);
}

/** A timetable each of whose occurrences has a jitter. */
export interface JitteredTimetable extends Pick<Timetable, 'next' | 'previous'> {
  jitterMs(occurrenceMs: number): number;
}

/** The latest occurrence whose start, jitter included, is not after `nowMs`; `firstMs` is one such. */
export function lastDue(schedule: Omit<JitteredTimetable, 'next'>, firstMs: number, nowMs: number): number {
  let last = schedule.previous(nowMs + 1);
  // Jitter never reaches the next occurrence, so at most one step back is needed.
  if (last !== undefined && last + schedule.jitterMs(last) > nowMs) last = schedule.previous(last);
  return last === undefined ? firstMs : Math.max(last, firstMs);
}
