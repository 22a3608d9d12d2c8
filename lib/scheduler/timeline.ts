import type { DateTime } from 'luxon';
import type { RunRecord } from '../job/outcome.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';

/** One occurrence on a timeline. */
export interface TimelineItem {
  /** The name of its job. */
  readonly jobName: string;
  /** When it is or was due, in the schedule's zone. */
  readonly occurrence: DateTime;
  /** What became of it; `undefined` for one that has not ended: it runs, waits for its turn, or is still to come. */
  readonly record: RunRecord | undefined;
}

/** The most items that a timeline holds; the earliest are kept. */
export const MAX_TIMELINE = 10_000;

/** @internal The first occurrence of a job that was not handed out yet. */
export type NextOccurrence = (entry: JobEntry) => number | undefined;

/** @internal What the jobs did, do and will do in [fromMs, toMs), in order of time. */
export function timeline(
  entries: Iterable<JobEntry>,
  fromMs: number,
  toMs: number,
  nextOccurrence: NextOccurrence,
): readonly TimelineItem[] {
  let moments: Moment[] = [];
  let untilMs = toMs;
  for (const entry of entries) {
    for (const moment of momentsOf(entry, fromMs, untilMs, nextOccurrence)) moments.push(moment);
    if (moments.length < 2 * MAX_TIMELINE) continue;
    moments = earliest(moments);
    untilMs = moments.at(-1)?.atMs ?? toMs;
  }
  return earliest(moments).map(({ entry, atMs, record }) => {
    const occurrence = dateTimeIn(zoneOf(entry.definition.schedule.zone), atMs);
    return { jobName: entry.name, occurrence, record };
  });
}

interface Moment {
  readonly entry: JobEntry;
  readonly atMs: number;
  readonly record: RunRecord | undefined;
}

function* momentsOf(
  entry: JobEntry,
  fromMs: number,
  toMs: number,
  nextOccurrence: NextOccurrence,
): Generator<Moment, void> {
  const isWithin = (atMs: number) => atMs >= fromMs && atMs < toMs;
  const { history, runner } = entry;
  for (const record of history?.records ?? [])
    if (isWithin(record.occurrenceMs)) yield { entry, atMs: record.occurrenceMs, record };
  for (const { occurrenceMs } of [...(runner?.runs ?? []), ...(runner?.waiting ?? [])])
    if (isWithin(occurrenceMs)) yield { entry, atMs: occurrenceMs, record: undefined };
  if (entry.pausedFor !== undefined) return;
  for (const atMs of upcomingOf(entry, fromMs, nextOccurrence(entry))) {
    if (atMs >= toMs) return;
    if (atMs >= fromMs) yield { entry, atMs, record: undefined };
  }
}

function* upcomingOf(
  { bound, runsLeft }: JobEntry,
  fromMs: number,
  nextMs: number | undefined,
): Generator<number, void> {
  if (bound === undefined || nextMs === undefined) return;
  const isCounted = bound.isAfterCompletion || runsLeft !== undefined;
  let at = isCounted || nextMs >= fromMs ? nextMs : bound.next(fromMs - 1);
  for (let left = Math.min(MAX_TIMELINE, runsLeft ?? MAX_TIMELINE); at !== undefined && left > 0; left -= 1) {
    yield at;
    at = bound.isAfterCompletion ? undefined : bound.next(at);
  }
}

function earliest(moments: Moment[]): Moment[] {
  return moments.sort((a, b) => a.atMs - b.atMs).slice(0, MAX_TIMELINE);
}
