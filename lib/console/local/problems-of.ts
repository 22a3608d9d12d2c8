import type { Sees } from '../console.js';
import type { Problem } from '../findings.js';
import { findingsOf } from './findings-of.js';
import { lengthText } from './length-text.js';
import { lintSome } from './lint-problems.js';
import type { Marks } from './marks.js';
import type { Beyond } from './subject.js';
import type { Tracked } from './tracked.js';

const LEVELS: readonly Problem['level'][] = ['bad', 'warn', 'note'];

/** What Carillon itself finds wrong, the worst first, and of equals what has been so for longest. */
export function problemsOf(
  jobs: Iterable<Tracked>,
  marks: Marks,
  beyond: Beyond | undefined,
  nowMs: number,
  sees: Sees | undefined,
): readonly Problem[] {
  const seen = [...jobs].filter(({ name }) => sees === undefined || sees(name));
  lintSome(seen, nowMs);
  const found = seen.flatMap(of => {
    const findings = findingsOf(of);
    const lint = of.lint?.problems ?? [];
    return lint.length === 0 ? findings : [...findings, ...lint];
  });
  const all = [...found, ...(beyond?.problems() ?? []), ...ofProcess(marks, nowMs)];
  return all.sort((one, other) => rank(one) - rank(other) || (one.since ?? nowMs) - (other.since ?? nowMs));
}

function rank({ level }: Problem): number {
  return LEVELS.indexOf(level);
}

/** The last of each kind within half an hour, and how often it was. */
function ofProcess(marks: Marks, nowMs: number): readonly Problem[] {
  const recent = marks.recent(nowMs);
  const jumped = recent.filter(({ kind }) => kind === 'jumped');
  const blocked = recent.filter(({ kind }) => kind === 'blocked');
  const jump = jumped.at(-1);
  const block = blocked.at(-1);
  const problems: Problem[] = [];
  if (jump !== undefined) {
    problems.push({
      code: 'clockJumped',
      level: 'warn',
      since: jump.at,
      title: `the wall clock moved ${lengthText(Math.abs(jump.byMs))} ${jump.byMs > 0 ? 'ahead' : 'back'}${times(jumped.length)}`,
      cause: 'it was set, or the host slept',
      remedy: 'let a time service keep the clock, and the host awake',
    });
  }
  if (block !== undefined) {
    problems.push({
      code: 'loopBlocked',
      level: 'warn',
      since: block.at,
      title: `the event loop was blocked for ${lengthText(block.byMs)}${times(blocked.length)}`,
      cause: 'some code ran that long without a break, and nothing else could',
      remedy: 'find it with --cpu-prof, and break it up or move it to a worker',
    });
  }
  return problems;
}

function times(count: number): string {
  return count === 1 ? '' : `, ${count} times within half an hour`;
}
