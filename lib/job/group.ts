import type { Alarm, Clock } from '../time/clock.js';
import { DueQueue, type Queued } from '../time/due-queue.js';
import { SLICE_MS } from '../time/slice.js';

/** What the lanes need to know of a run. */
export interface LaneUser {
  /** Whether it is inside; its turn while it waits. */
  lane: 'none' | 'held' | Turn;
  /** Those that it may be held up by, all runs of its job; `undefined` where it is neither inside nor waiting. */
  readonly crowd: object | undefined;
  readonly dueAt: number;
  readonly definition: { readonly group: string | undefined };
  /** Whether others of its crowd are in its way: once they are, until one of them leaves. */
  readonly isHeldUp: boolean;
  /** Called once when it is let in. */
  admitted(): void;
}

/** The turn of a run that waits: after all that are due before it, or came before it where that is equal. */
export interface Turn extends Queued {
  readonly user: LaneUser;
  readonly line: Line;
}

/** What is in the way of a run: its group, or its own crowd; nothing, if all it lacks is room. */
type Obstacle = string | object | undefined;

/** All that wait for one obstacle to go. Its rank is that of its first. */
class Line implements Queued {
  dueAt = 0;
  order = 0;
  slot: number | undefined = undefined;
  readonly turns = new DueQueue<Turn>();

  constructor(readonly obstacle: Obstacle) {}
}

/**
 * Lets runs in: at most one of a group at a time, and at most `maxConcurrency` in all. Those that wait are let in in
 * order of their due time, and of their arrival where that is equal; a run whose group is busy holds up nobody else.
 *
 * A run waits in the line of its obstacle. When there is room, the foremost of those that are first in an open line is
 * looked at: it is let in, or goes over to the line of another obstacle, or finds its own still there; then its line is
 * closed until it changes, or a run of that group or crowd leaves. So a run costs O(log n), however many wait.
 */
export class Lanes {
  readonly #maxConcurrency: number | undefined;
  readonly #clock: Clock;
  readonly #busyGroups = new Set<string>();
  /** The lines in which somebody waits. */
  readonly #lines = new Map<Obstacle, Line>();
  readonly #openLines = new DueQueue<Line>();
  #arrivals = 0;
  #inside = 0;
  #isAdmitting = false;
  /** Until it rings, those that wait are let in no further. */
  #pause: Alarm | undefined = undefined;

  constructor(maxConcurrency: number | undefined, clock: Clock) {
    this.#maxConcurrency = maxConcurrency;
    this.#clock = clock;
  }

  /** Lets the run in now, or when there is room. */
  enter(user: LaneUser): void {
    const obstacle = this.#obstacleOf(user);
    if (obstacle === undefined && !this.#isFull() && !this.#hasTurns(user)) {
      this.#take(user);
      user.admitted();
      return;
    }
    this.#arrivals += 1;
    this.#queue(user, this.#arrivals, obstacle);
  }

  /** Gives up the run's place, whether it is inside, waiting or neither. */
  leave(user: LaneUser): void {
    const { lane, crowd } = user;
    const { group } = user.definition;
    user.lane = 'none';
    if (typeof lane === 'object') this.#unqueue(lane);
    if (lane !== 'held') return;
    this.#inside -= 1;
    if (group !== undefined) this.#busyGroups.delete(group);
    this.#open(this.#lines.get(group));
    this.#open(this.#lines.get(crowd));
    // A run that is let in may be over at once and come back here: one loop admits them all, and the stack stays flat.
    if (!this.#isAdmitting && this.#pause === undefined && this.#lines.size > 0) this.#letIn();
  }

  /** While room is given out a newcomer takes its turn with those that wait; in a pause, where it wants what they want. */
  #hasTurns({ definition }: LaneUser): boolean {
    if (this.#pause === undefined) return this.#isAdmitting;
    return this.#maxConcurrency !== undefined || definition.group !== undefined;
  }

  /** For a slice at a time. The process stays alive in between: these runs are due. */
  #letIn(): void {
    const endMs = this.#clock.monotonic() + SLICE_MS;
    this.#pause = undefined;
    this.#isAdmitting = true;
    for (let next = this.#takeFirst(); next !== undefined; next = this.#takeFirst()) {
      next.admitted();
      if (this.#lines.size === 0 || this.#clock.monotonic() < endMs) continue;
      this.#pause = this.#clock.alarm(this.#clock.monotonic(), () => this.#letIn());
      break;
    }
    this.#isAdmitting = false;
  }

  #takeFirst(): LaneUser | undefined {
    while (!this.#isFull()) {
      const turn = this.#openLines.pop()?.turns.peek();
      if (turn === undefined) return undefined;
      const { user, line, order } = turn;
      const obstacle = this.#obstacleOf(user);
      if (obstacle !== undefined && obstacle === line.obstacle) continue;
      this.#unqueue(turn);
      if (obstacle === undefined) {
        this.#take(user);
        return user;
      }
      this.#queue(user, order, obstacle);
    }
    return undefined;
  }

  #take(user: LaneUser): void {
    user.lane = 'held';
    this.#inside += 1;
    if (user.definition.group !== undefined) this.#busyGroups.add(user.definition.group);
  }

  #obstacleOf(user: LaneUser): Obstacle {
    const { group } = user.definition;
    if (group !== undefined && this.#busyGroups.has(group)) return group;
    return user.isHeldUp ? user.crowd : undefined;
  }

  #isFull(): boolean {
    return this.#maxConcurrency !== undefined && this.#inside >= this.#maxConcurrency;
  }

  #queue(user: LaneUser, order: number, obstacle: Obstacle): void {
    const line = this.#lines.get(obstacle) ?? new Line(obstacle);
    const turn: Turn = { user, line, order, dueAt: user.dueAt, slot: undefined };
    user.lane = turn;
    line.turns.put(turn, turn.dueAt);
    this.#lines.set(obstacle, line);
    this.#open(line);
  }

  #unqueue(turn: Turn): void {
    const { line } = turn;
    line.turns.remove(turn);
    if (line.turns.size > 0) {
      this.#open(line);
      return;
    }
    this.#openLines.remove(line);
    this.#lines.delete(line.obstacle);
    if (this.#lines.size > 0) return;
    this.#pause?.cancel();
    this.#pause = undefined;
  }

  /** Also after a change by which nobody may come in: the next look at its first closes it again. */
  #open(line: Line | undefined): void {
    const first = line?.turns.peek();
    if (line === undefined || first === undefined) return;
    line.order = first.order;
    this.#openLines.put(line, first.dueAt);
  }
}
