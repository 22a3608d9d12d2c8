import type { RunStart } from '../../lib/index.js';
import type { Plan } from './plan.js';

/** The turn of a job that waits for its group: that of the first of its runs that wait, handed on to what takes its place. */
interface Turn {
  readonly plan: Plan;
  dueAt: number;
  readonly sinceMs: number;
  readonly runIds: Set<string>;
  overtakenBy: number;
}

/** Who has overtaken once may have been let in before; who does so again has not waited for its turn. */
const MOST_OVERTAKEN = 1;

/** Keeps in what order jobs wait for their group, and objects where one is passed over again and again. */
export class Turns {
  readonly #turns = new Map<string, Turn>();

  /** A run waits while no other of its job is in progress. */
  waits(run: RunStart, plan: Plan, nowMs: number, monotonicMs: number): void {
    if (plan.group === undefined || plan.timing.hasJitter) return;
    const turn = this.#turns.get(run.jobName) ?? {
      plan,
      dueAt: Math.min(run.occurrenceMs, nowMs),
      sinceMs: monotonicMs,
      runIds: new Set(),
      overtakenBy: 0,
    };
    this.#turns.set(run.jobName, turn);
    turn.runIds.add(run.runId);
  }

  /** A run ends that has not begun; `isReplaced`: another takes its turn. */
  dropped({ jobName, runId }: RunStart, isReplaced: boolean): void {
    this.#turns.get(jobName)?.runIds.delete(runId);
    // The next of its job, which waited behind it, asks for a turn of its own.
    if (!isReplaced) this.#turns.delete(jobName);
  }

  /** A run starts. @returns what is wrong with that, or `undefined`. */
  starts(run: RunStart, plan: Plan, monotonicMs: number, isBusy: (name: string) => boolean): string | undefined {
    this.#turns.delete(run.jobName);
    if (plan.group === undefined || plan.isAsked || run.trigger === 'catchUp') return undefined;
    for (const [name, turn] of this.#turns) {
      const isPassed = turn.plan.group === plan.group && turn.dueAt < run.occurrenceMs && turn.sinceMs < monotonicMs;
      if (!isPassed || isBusy(name)) continue;
      turn.overtakenBy += 1;
      if (turn.overtakenBy > MOST_OVERTAKEN)
        return `starts before '${name}', whose turn in its group was ${turn.dueAt}`;
    }
    return undefined;
  }

  /** The clock was set back: who waits keeps its turn before what comes now. */
  setBack(byMs: number): void {
    for (const turn of this.#turns.values()) turn.dueAt -= byMs;
  }

  /** Nothing moves: a turn that nobody has is over. */
  rests(): void {
    for (const [name, { runIds }] of this.#turns) if (runIds.size === 0) this.#turns.delete(name);
  }
}
