import { type LintFinding, lint } from '../../index.js';
import type { Problem, ProblemCode } from '../findings.js';
import type { SubjectJob } from './subject.js';
import type { Tracked } from './tracked.js';

const DAY_MS = 86_400_000;
/** How far ahead a clock change is worth a note. */
const AHEAD_DAYS = 14;
/** Definitions that are looked through for one question; the next question goes on. */
const MAX_AT_ONCE = 50;

/** What is told of what lint finds; the rest is for who writes schedules, and not for who watches them. */
const TOLD = new Map<string, { readonly code: ProblemCode; readonly level: Problem['level'] }>([
  ['neverFires', { code: 'neverFires', level: 'bad' }],
  ['unknownZone', { code: 'unknownZone', level: 'bad' }],
  ['timeoutOverInterval', { code: 'timeoutOverInterval', level: 'warn' }],
  ['gap', { code: 'gap', level: 'note' }],
  ['overlap', { code: 'clockOverlap', level: 'note' }],
]);

/** Looks through the definitions that nobody has looked through today, some at a time. */
export function lintSome(jobs: Iterable<Tracked>, nowMs: number): void {
  const day = Math.floor(nowMs / DAY_MS);
  let left = MAX_AT_ONCE;
  for (const of of jobs) {
    if (of.lint?.day === day) continue;
    if (left === 0) return;
    left -= 1;
    of.lint = { day, problems: problemsOf(of.job, nowMs) };
  }
}

function problemsOf(job: SubjectJob, nowMs: number): readonly Problem[] {
  if (job.phase === 'ended') return [];
  const { timeoutMs, overlap } = job.rules;
  const { schedule } = job;
  try {
    const findings = lint([{ schedule, timeoutMs, overlap }], { from: nowMs, to: nowMs + AHEAD_DAYS * DAY_MS });
    return findings.flatMap(finding => problemOf(finding, job.name));
  } catch {
    return []; // A function of its schedule threw: that is told as broken, when it matters.
  }
}

function problemOf({ code, message, remedy, at }: LintFinding, job: string): readonly Problem[] {
  const told = TOLD.get(code);
  if (told === undefined) return [];
  return [{ ...told, job, title: message, remedy, ...(at !== undefined && { since: at.toMillis() }) }];
}
