import type { RunStart } from '../../lib/index.js';
import type { Plan } from './plan.js';
import type { WatchedClock } from './watched-clock.js';

/** The turn of a job that waits for its group: that of the first of its runs that wait, handed on to what takes its place. */
interface Turn {
  readonly plan: Plan;
  /** With jitter, not later than its run is due. */
  dueAt: number;
  readonly sinceMs: number;
  /** Whether it is one: what waits behind another of its job has none yet. */
  isSure: boolean;
  readonly runIds: Set<string>;
}

/** Keeps in what order jobs wait for their group, and objects where one is passed over again and again. */
export class Turns {
  readonly #clock: WatchedClock;
  readonly #turns = new Map<string, Turn>();
  /** The jobs whose next run takes the place of one that was let in already. */
  readonly #letIn = new Set<string>();
  /** By job, the earliest that a run was due whose turn another took, where many of the job wait beside each other. */
  readonly #takenOver = new Map<string, number>();
  /** When each run was due that waits, by its id. */
  readonly #dueAt = new Map<string, number>();

  constructor(clock: WatchedClock) {
    this.#clock = clock;
  }

  /** A run waits; `isSure`: not behind another of its job. */
  waits(run: RunStart, plan: Plan, isSure: boolean): void {
    if (plan.group === undefined) return;
    const toldAt = this.#dueAt.get(run.runId);
    const dueAt = toldAt ?? this.#turnOf(run);
    this.#dueAt.set(run.runId, dueAt);
    const turn = this.#turns.get(run.jobName) ?? {
      plan,
      dueAt,
      sinceMs: this.#clock.monotonic(),
      isSure,
      runIds: new Set(),
    };
    // Told of again, it has come to the front of its job, behind which others may have been told of since.
    if (toldAt !== undefined) turn.dueAt = Math.min(turn.dueAt, dueAt);
    // What waited beside others of its job, as it was allowed to until it was edited, hands no turn on.
    turn.isSure &&= isSure && (turn.plan.overlap !== 'allow' || plan.overlap === 'allow');
    this.#turns.set(run.jobName, turn);
    turn.runIds.add(run.runId);
  }

  /** A run ends that has not begun; `isReplaced`: another takes its turn; `wasLetIn`: it was asked for its conditions. */
  dropped({ jobName, runId }: RunStart, isReplaced: boolean, wasLetIn: boolean): void {
    const dueAt = this.#dueAt.get(runId);
    this.#dueAt.delete(runId);
    if (isReplaced && dueAt !== undefined)
      this.#takenOver.set(jobName, Math.min(this.#takenOver.get(jobName) ?? dueAt, dueAt));
    const turn = this.#turns.get(jobName);
    const hasWaited = turn?.runIds.delete(runId) === true;
    if (wasLetIn && isReplaced) this.#letIn.add(jobName);
    if (turn === undefined || (isReplaced && !wasLetIn)) return;
    // It waited behind another of its job, or the next, which waited behind it, asks for a turn of its own.
    if (turn.runIds.size === 0) this.#turns.delete(jobName);
    else if (wasLetIn || hasWaited) turn.isSure = false;
  }

  /** A run starts. @returns what is wrong with that, or `undefined`. */
  starts(run: RunStart, plan: Plan, isBusy: (name: string) => boolean): string | undefined {
    const dueAt = this.#dueAt.get(run.runId) ?? this.#turnOf(run);
    const taken = [this.#turns.get(run.jobName)?.dueAt, this.#takenOver.get(run.jobName)];
    const ownTurn = Math.min(...taken.map(turn => turn ?? dueAt), dueAt);
    this.#dueAt.delete(run.runId);
    this.#takenOver.delete(run.jobName);
    this.#turns.delete(run.jobName);
    const isLetIn = this.#letIn.delete(run.jobName);
    if (isLetIn || plan.group === undefined || plan.isAsked || run.trigger === 'catchUp') return undefined;
    for (const [name, turn] of this.#turns) {
      const isPassed = turn.plan.group === plan.group && turn.dueAt < ownTurn && turn.sinceMs < this.#clock.monotonic();
      if (!isPassed || !turn.isSure || turn.plan.timing.hasJitter || isBusy(name)) continue;
      return `starts before '${name}', whose turn in its group was ${turn.dueAt}`;
    }
    return undefined;
  }

  /** Who waited when the clock was set back keeps its turn before what comes now. */
  #turnOf({ occurrenceMs }: RunStart): number {
    return Math.min(occurrenceMs, this.#clock.now()) + this.#clock.setBackMs;
  }

  /** Nothing moves: a turn that nobody has is over. */
  rests(): void {
    for (const [name, { runIds }] of this.#turns) if (runIds.size === 0) this.#turns.delete(name);
  }
}
