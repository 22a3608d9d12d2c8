import type { Problem } from '../findings.js';
import type { EndKind, Row, RowState } from '../row.js';
import { intervalMsOf } from './scheduled.js';
import type { SeenPause } from './seen-pauses.js';
import type { SubjectJob } from './subject.js';
import type { Tally } from './tally.js';

const NONE: readonly never[] = [];

/** What is kept of one job beside what its scheduler keeps: a few numbers, and what was made of them until it changes. */
export interface Tracked {
  readonly name: string;
  job: SubjectJob;
  /** The revision at which it last changed. */
  rev: number;
  /** The numbers of its runs; made with the first. */
  tally: Tally | undefined;
  /** Since when it fails. */
  failingSince: number | undefined;
  /** Since when its schedule throws, and what. */
  brokenSince: number | undefined;
  brokenBy: string | undefined;
  /** How many occurrences were skipped since another run was in the way. */
  overlaps: number;
  /** How many occurrences its last pause has cost. */
  pausedSkips: number;
  /** Since when it is overdue. */
  dueSince: number | undefined;
  pauses: readonly SeenPause[];
  /** Made when they are asked for, and dropped when the job changes. */
  rank: Rank | undefined;
  row: Row | undefined;
  findings: readonly Problem[] | undefined;
  /** Made when it is asked for, and dropped when its schedule changes. */
  facts: Facts | undefined;
  /** Made when it is asked for; `null` where there is none. */
  intervalMs: number | null | undefined;
  /** When its last record was made. */
  lastAtMs: number;
  /** The kinds of records that it has had, as bits. */
  kinds: number;
  /** What lint says of it, and on which day that was asked. */
  lint: { readonly day: number; readonly problems: readonly Problem[] } | undefined;
}

/** By what a list is filtered and sorted. */
export interface Rank {
  readonly state: RowState;
  readonly phase: SubjectJob['phase'];
  readonly nextMs: number | undefined;
  /** The median of its runs; made when a list is sorted by it. */
  p50Ms: number | undefined;
}

/** What a definition says, once and for all. */
export interface Facts {
  readonly words: string;
  readonly cron: string | undefined;
  /** In lower case: what a search looks through. */
  readonly searched: string;
}

/** A job that nothing is known of yet, first seen at `rev`; 0 where it is news at whatever revision. */
export function tracked(job: SubjectJob, rev: number): Tracked {
  return {
    name: job.name,
    job,
    rev,
    tally: undefined,
    failingSince: undefined,
    brokenSince: undefined,
    brokenBy: undefined,
    overlaps: 0,
    pausedSkips: 0,
    dueSince: undefined,
    pauses: NONE,
    rank: undefined,
    row: undefined,
    findings: undefined,
    facts: undefined,
    intervalMs: undefined,
    lastAtMs: Number.NEGATIVE_INFINITY,
    kinds: 0,
    lint: undefined,
  };
}

/** It was started, so its schedule has answered. */
export function mended(of: Tracked): void {
  if (of.brokenSince === undefined) return;
  of.intervalMs = undefined;
  of.brokenSince = undefined;
}

/** It is said anew: what was made of its definition no longer holds. */
export function redefined(of: Tracked, job: SubjectJob): void {
  of.job = job;
  of.facts = undefined;
  of.intervalMs = undefined;
  of.lint = undefined;
  of.brokenSince = undefined;
  of.dueSince = undefined;
}

/** What its definition says. */
export function factsOf(of: Tracked): Facts {
  of.facts ??= readFacts(of.job);
  return of.facts;
}

/** The bit that stands for a kind of record. */
export const KIND_BITS: Readonly<Record<EndKind, number>> = {
  succeeded: 1,
  failed: 2,
  timedOut: 4,
  cancelled: 8,
  abandoned: 16,
  skipped: 32,
  missed: 64,
  lost: 128,
};

/** Whether it runs once a minute or more often, so that its starts are a rail and no pins. */
export function isRail(of: Tracked): boolean {
  const intervalMs = intervalOf(of);
  return intervalMs !== undefined && intervalMs <= 60_000;
}

/** From one occurrence to the next; `undefined` where there are no two. */
export function intervalOf(of: Tracked): number | undefined {
  if (of.intervalMs === undefined) of.intervalMs = intervalMsOf(of.job) ?? null;
  return of.intervalMs ?? undefined;
}

function readFacts({ name, schedule, rules, purpose, tags }: SubjectJob): Facts {
  const { words, zone } = schedule;
  const cronText = cronTextOf(schedule.plan);
  const searched = [name, words, zone, cronText, purpose, rules.group, ...tags].filter(text => text !== undefined);
  return { words, cron: cronText, searched: searched.join('\n').toLowerCase() };
}

/** The cron text that it was declared by. */
function cronTextOf({ when }: SubjectJob['schedule']['plan']): string | undefined {
  const rule = when.kind === 'grid' ? when.recurrence.rule : undefined;
  return rule?.kind === 'cron' ? rule.text : undefined;
}
