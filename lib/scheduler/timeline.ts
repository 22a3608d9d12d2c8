import type { DateTime } from 'luxon';
import type { RunProgress, RunRecord } from '../job/outcome.js';
import type { Run } from '../run/run.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';
import { comingOf, unlessItThrows } from './occurrences.js';

/** One occurrence on a timeline. */
export interface TimelineItem {
  /** The name of its job. */
  readonly jobName: string;
  /** When it is or was due, in the schedule's zone; of a record that stands for several the first, which may be before. */
  readonly occurrence: DateTime;
  /** The same in epoch milliseconds. */
  readonly occurrenceMs: number;
  /** Whether it has ended, runs, waits for its turn, or is still to come. */
  readonly state: 'ended' | 'running' | 'waiting' | 'toCome';
  /** The run, where it runs or waits. */
  readonly run: RunProgress | undefined;
  /** What became of it, where it has ended. */
  readonly record: RunRecord | undefined;
}

/** The most items that a timeline holds; the earliest are kept. */
export const MAX_TIMELINE = 10_000;

/** Which part of the past and the future is asked for, in epoch milliseconds. */
export interface TimelineTerms {
  readonly fromMs: number;
  readonly toMs: number;
  /** The first occurrence of a job that was not handed out yet. */
  nextOccurrence(entry: JobEntry): number | undefined;
}

/**
 * What the jobs did, do and will do in [fromMs, toMs), in order of time, and so do those that have left with a run in
 * progress; `departed` are records of jobs that have left.
 */
export function timeline(
  entries: Iterable<JobEntry>,
  departed: readonly Run[],
  { fromMs, toMs, nextOccurrence }: TimelineTerms,
): readonly TimelineItem[] {
  let moments: Moment[] = departed.filter(run => hasAnyIn(run, fromMs, toMs)).map(ended);
  let untilMs = toMs;
  for (const entry of entries) {
    for (const moment of momentsOf(entry, fromMs, untilMs, nextOccurrence(entry))) moments.push(moment);
    if (moments.length < 2 * MAX_TIMELINE) continue;
    moments = earliest(moments);
    untilMs = moments.at(-1)?.atMs ?? toMs;
  }
  return earliest(moments).map(itemOf);
}

interface Moment {
  readonly name: string;
  readonly zone: string;
  readonly atMs: number;
  readonly state: TimelineItem['state'];
  readonly run: Run | undefined;
}

function* momentsOf(
  entry: JobEntry,
  fromMs: number,
  toMs: number,
  nextMs: number | undefined,
): Generator<Moment, void> {
  const { guard, enrolment } = entry;
  const { name, zone } = enrolment.definition.schedule;
  // Those of one that has left are among the departed.
  const records = (entry.isRemoved ? undefined : entry.history?.records) ?? [];
  for (const run of records) if (hasAnyIn(run, fromMs, toMs)) yield ended(run);
  for (const run of guard?.runsOf(entry) ?? []) {
    const state = run.startedAtMs === undefined ? 'waiting' : 'running';
    if (hasAnyIn(run, fromMs, toMs)) yield { name, zone, atMs: run.occurrenceMs, state, run };
  }
  for (const atMs of toComeOf(entry, fromMs, nextMs)) {
    if (atMs >= toMs) return;
    yield { name, zone, atMs, state: 'toCome', run: undefined };
  }
}

/** From `fromMs` on, what is not left out; of one that throws, what was known before that. */
function* toComeOf(entry: JobEntry, fromMs: number, nextMs: number | undefined): Generator<number, void> {
  const { enrolment, pause, skips } = entry;
  const { bound, runsLeft } = enrolment;
  if (bound === undefined || (pause !== undefined && pause.untilMs === undefined)) return;
  const beginsMs = Math.max(pause?.untilMs ?? -Infinity, runsLeft === undefined ? fromMs : -Infinity);
  const coming = comingOf(entry, bound, nextMs, beginsMs);
  for (let left = Math.min(MAX_TIMELINE, runsLeft ?? MAX_TIMELINE); left > 0; ) {
    const at = unlessItThrows(() => coming.next().value);
    if (at === undefined) return;
    if (skips?.has(at)) continue;
    left -= 1;
    if (at >= fromMs) yield at;
  }
}

function ended(run: Run): Moment {
  return { name: run.jobName, zone: run.zone, atMs: run.occurrenceMs, state: 'ended', run };
}

function itemOf({ name, zone, atMs, state, run }: Moment): TimelineItem {
  return {
    jobName: name,
    occurrence: dateTimeIn(zoneOf(zone), atMs),
    occurrenceMs: atMs,
    state,
    run: state === 'ended' ? undefined : run,
    record: state === 'ended' ? run : undefined,
  };
}

/** Whether any occurrence that it stands for may be there. */
function hasAnyIn({ occurrenceMs, lastMs }: Run, fromMs: number, toMs: number): boolean {
  return lastMs >= fromMs && occurrenceMs < toMs;
}

function earliest(moments: Moment[]): Moment[] {
  return moments.sort((a, b) => a.atMs - b.atMs).slice(0, MAX_TIMELINE);
}
