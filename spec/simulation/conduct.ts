import type { Hooks, OverlapPolicy, RunPredicate } from '../../lib/index.js';
import type { Random } from './random.js';
import type { Word } from './sentence.js';

/** What the random words of a plan call back. */
export interface Callbacks {
  readonly predicate: RunPredicate;
  readonly hooks: Required<Hooks>;
  readonly further: () => unknown;
  /** A day that is left out: throws while the schedule is faulty. */
  readonly excluded: () => boolean;
}

/** Whom the jobs of a world are in the way of. */
export interface Crowd {
  readonly isSerial: boolean;
  /** Whether all jobs keep one group busy. */
  readonly isCrowded: boolean;
}

/** How the runs of a job are to behave. */
export interface Conduct {
  readonly words: readonly Word[];
  readonly overlap: OverlapPolicy;
  readonly group: string | undefined;
  readonly mostInTurn: number;
  /** Whether a predicate is asked before each run, which holds its place meanwhile. */
  readonly isAsked: boolean;
}

/** Makes up how the runs of a job behave. */
export function conductOf(
  random: Random,
  { isSerial, isCrowded }: Crowd,
  { predicate, hooks, further }: Callbacks,
): Conduct {
  const words: Word[] = [];
  const policies: readonly OverlapPolicy[] = isCrowded
    ? ['cancelPrevious', 'runAfter']
    : ['skip', 'skip', 'runAfter', 'cancelPrevious', 'allow'];
  const overlap = random.pick<OverlapPolicy>(policies);
  const own = isCrowded ? 'g' : random.chance(0.3) ? random.pick(['g', 'h']) : undefined;
  const group = isSerial ? undefined : own;
  const mostInTurn = random.chance(0.2) ? random.pick([1, 3, 20]) : 0;
  if (overlap === 'allow' && random.chance(0.5)) words.push(['reentrant']);
  else if (overlap !== 'skip' || random.chance(0.5)) words.push(['whenOverlapping', overlap]);
  if (group !== undefined) words.push(['inGroup', group]);
  if (random.chance(0.3)) words.push(['withTimeout', { milliseconds: random.pick([1, 40, 700, 15_000]) }]);
  if (random.chance(0.3)) words.push(['abandonAfter', { milliseconds: random.pick([0, 30, 500, 70_000]) }]);
  if (random.chance(0.2)) words.push(['withRetry', retry(random)]);
  const isAsked = random.chance(0.15);
  if (isAsked) words.push([random.pick(['when', 'skip']), predicate]);
  for (const hook of ['before', 'after', 'onSuccess', 'onFailure'] as const) {
    if (random.chance(0.05)) words.push([hook, hooks[hook]]);
  }
  if (random.chance(0.05)) words.push(['andThen', further]);
  const within = random.chance(0.3) ? { within: { milliseconds: random.pick([0, 1000, 60_000, 7_200_000]) } } : {};
  if (mostInTurn > 0) words.push(['whenMissed', 'runAll', { ...within, max: mostInTurn }]);
  else if (random.chance(0.4)) words.push(['whenMissed', random.pick(['skip', 'runOnce']), within]);
  return { words, overlap, group, mostInTurn, isAsked };
}

function retry(random: Random): object {
  const [attempts, factor, jitter] = [random.int(2, 4), random.int(1, 3), random.pick([0, 0.5, 1])];
  return { attempts, delay: { milliseconds: random.pick([0, 20, 1000, 40_000]) }, factor, jitter };
}
