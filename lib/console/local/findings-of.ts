import { isBad } from '../../kit.js';
import type { Problem } from '../findings.js';
import { lengthText } from './length-text.js';
import { messageOf } from './row-of.js';
import { STRIP_LENGTH } from './strip.js';
import type { SubjectRecord } from './subject.js';
import { intervalOf, type Tracked } from './tracked.js';

/** A job that runs at most this often is a problem when it has failed once. */
const DAILY_MS = 23 * 3_600_000;
/** The last runs whose median is compared with that of those before. */
const RECENT = 20;
const BEFORE = 40;
const SLOWER = 1.8;
const SLOWER_FROM_MS = 5_000;
/** Occurrences of a strip that were skipped for overlap: from here on it is no accident. */
const MANY_OVERLAPS = 3;

/** What is wrong with a job, from what it did; made anew only when it has changed. */
export function findingsOf(of: Tracked): readonly Problem[] {
  of.findings ??= [broken(of), failing(of), due(of), slower(of), overlap(of)].filter(problem => problem !== undefined);
  return of.findings;
}

function broken({ job, name, brokenSince, brokenBy }: Tracked): Problem | undefined {
  if (job.phase !== 'broken') return undefined;
  return {
    code: 'broken',
    level: 'bad',
    job: name,
    ...(brokenSince !== undefined && { since: brokenSince }),
    title: 'has a schedule that threw, and is asked again each minute',
    ...(brokenBy !== undefined && { cause: brokenBy }),
    remedy: 'mend the function that its schedule asks, such as that of exceptOn, or edit it',
  };
}

function failing(of: Tracked): Problem | undefined {
  const { job, failingSince, name } = of;
  const { streak } = job;
  if (streak === 0 || failingSince === undefined) return undefined;
  const intervalMs = intervalOf(of);
  if (streak === 1 && intervalMs !== undefined && intervalMs < DAILY_MS) return undefined;
  const last = job.history.findLast(({ outcome }) => isBad(outcome.kind));
  const cause = last && messageOf(last);
  return {
    code: 'failing',
    level: 'bad',
    job: name,
    since: failingSince,
    title: streak === 1 ? 'has failed' : `has failed ${streak} times in a row`,
    ...(cause !== undefined && { cause }),
  };
}

function due({ job, dueSince, name }: Tracked): Problem | undefined {
  if (dueSince === undefined) return undefined;
  return {
    code: 'due',
    level: 'bad',
    job: name,
    since: dueSince,
    title: 'is due and has not started',
    cause: `it neither runs nor waits: it is ${job.phase}`,
    remedy: 'look whether something holds the event loop, and whether the clock was set',
  };
}

function slower({ job, tally, name }: Tracked): Problem | undefined {
  if (tally === undefined || tally.longRuns < RECENT / 2) return undefined;
  const started = job.history.filter(
    ({ outcome, durationMs }) => outcome.kind === 'succeeded' && durationMs !== undefined,
  );
  if (started.length < RECENT + BEFORE) return undefined;
  const recent = started.slice(-RECENT);
  const [is, was] = [median(recent), median(started.slice(-RECENT - BEFORE, -RECENT))];
  if (is < SLOWER_FROM_MS || is <= SLOWER * was) return undefined;
  const [first] = recent;
  return {
    code: 'slower',
    level: 'warn',
    job: name,
    ...(first !== undefined && { since: first.settledAtMs }),
    title: was === 0 ? 'takes longer than before' : `takes ${(is / was).toFixed(1)} times as long as before`,
    cause: `the median was ${lengthText(was)} and is ${lengthText(is)}`,
  };
}

function overlap({ job, overlaps, name }: Tracked): Problem | undefined {
  if (overlaps < MANY_OVERLAPS) return undefined;
  const last = job.history.slice(-STRIP_LENGTH);
  const skipped = last.filter(isOverlap);
  if (skipped.length < MANY_OVERLAPS) return undefined;
  const [first] = skipped;
  const latest = skipped.at(-1)?.outcome;
  return {
    code: 'overlap',
    level: 'warn',
    job: name,
    ...(first !== undefined && { since: first.occurrenceMs }),
    title: `skipped ${skipped.length} of its last ${last.length} occurrences`,
    ...(latest?.kind === 'skipped' && { cause: latest.detail }),
    remedy: "let it run less often, or let its runs wait, with whenOverlapping('runAfter')",
  };
}

function isOverlap({ outcome }: SubjectRecord): boolean {
  return outcome.kind === 'skipped' && outcome.reason === 'overlap';
}

function median(records: readonly SubjectRecord[]): number {
  const sorted = records.map(({ durationMs = 0 }) => durationMs).sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
