import type { Plan } from './plan.js';
import type { SeenRun } from './watch.js';

/** A run that was asked for by hand and has no outcome yet. */
export interface Asked {
  /** Says who it is in its record, as the person who asked. */
  readonly id: string;
  readonly name: string;
  readonly atMs: number;
  readonly plan: Plan;
  /** The run in whose async context it was asked for, and whether that waits for it. */
  readonly parent: SeenRun | undefined;
  readonly isWithin: boolean;
  readonly isAwaited: boolean;
  run: SeenRun | undefined;
}

/**
 * Says which run waits for ever for a run that it asked for, since what is in that one's way waits for it in turn: `undefined`
 * where there is none. A run can end if all that it waits for can; one that was not begun can if all of its job and
 * group that are in progress can and, where there is no room, one of those inside can.
 */
export function deadlocked(
  asked: readonly Asked[],
  running: ReadonlySet<SeenRun>,
  isFull: boolean,
): string | undefined {
  const waits = asked.filter(one => one.isAwaited && one.parent !== undefined && running.has(one.parent));
  if (waits.length === 0) return undefined;
  const canEnd = new Set<SeenRun | Asked>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of [...running, ...asked]) {
      if (canEnd.has(one) || !('id' in one ? canComeToEnd(one) : canFinish(one))) continue;
      canEnd.add(one);
      grown = true;
    }
  }
  const stuck = waits.find(({ parent }) => parent !== undefined && !canEnd.has(parent));
  return stuck && `${stuck.parent?.key} waits for ever for the run of '${stuck.name}' that it asked for`;

  function canFinish(run: SeenRun): boolean {
    return waits.every(one => one.parent !== run || canEnd.has(one));
  }

  function canComeToEnd({ run, name, plan }: Asked): boolean {
    if (run !== undefined) return canEnd.has(run) || !running.has(run);
    for (const other of running) {
      const isInTheWay =
        (other.name === name && plan.overlap !== 'allow') ||
        (plan.group !== undefined && other.plan?.group === plan.group);
      if (isInTheWay && !canEnd.has(other)) return false;
    }
    return !isFull || [...running].some(other => canEnd.has(other));
  }
}
