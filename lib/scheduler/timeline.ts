import type { DateTime } from 'luxon';
import type { RunRecord } from '../job/outcome.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';

/** One occurrence on a timeline. */
export interface TimelineItem {
  readonly jobName: string;
  readonly occurrence: DateTime;
  /** What became of it; `undefined` for one that is still to come. */
  readonly record: RunRecord | undefined;
}

/** The most items that a timeline holds; the earliest are kept. */
export const MAX_TIMELINE = 10_000;

/** What the jobs did and will do in [fromMs, toMs), in order of time. */
export function timeline(
  entries: Iterable<JobEntry>,
  fromMs: number,
  toMs: number,
  nowMs: number,
): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  for (const entry of entries) {
    for (const run of entry.history?.records ?? []) {
      const { occurrenceMs } = run;
      if (occurrenceMs >= fromMs && occurrenceMs < toMs) items.push(itemOf(entry, occurrenceMs, run));
    }
    if (entry.pausedFor === undefined) addUpcoming(items, entry, Math.max(fromMs, nowMs), toMs);
  }
  // Luxon's instants compare by `valueOf`.
  items.sort((a, b) => a.occurrence.toMillis() - b.occurrence.toMillis());
  return items.slice(0, MAX_TIMELINE);
}

function addUpcoming(items: TimelineItem[], entry: JobEntry, fromMs: number, toMs: number): void {
  const { bound, nextMs } = entry;
  if (bound === undefined || nextMs === undefined) return;
  let left = Math.min(MAX_TIMELINE, entry.runsLeft ?? MAX_TIMELINE);
  let at: number | undefined = nextMs;
  if (!bound.isAfterCompletion && entry.runsLeft === undefined) at = bound.next(Math.max(fromMs, nextMs) - 1);
  while (at !== undefined && at < toMs && left > 0) {
    if (at >= fromMs) items.push(itemOf(entry, at, undefined));
    left -= 1;
    at = bound.isAfterCompletion ? undefined : bound.next(at);
  }
}

function itemOf(entry: JobEntry, occurrenceMs: number, record: RunRecord | undefined): TimelineItem {
  const occurrence = dateTimeIn(zoneOf(entry.definition.schedule.zone), occurrenceMs);
  return { jobName: entry.name, occurrence, record };
}
