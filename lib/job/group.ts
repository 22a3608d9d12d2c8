/** What the lanes need to know of a run. */
export interface LaneUser {
  lane: 'none' | 'waiting' | 'held';
  readonly dueAt: number;
  readonly definition: { readonly group: string | undefined };
  /** Whether runs of its own job are in its way. */
  readonly isHeldUp: boolean;
  /** Called once when it is let in. */
  admitted(): void;
}

/**
 * Lets runs in: at most one of a group at a time, and at most `maxConcurrency` in all. Those that wait are let in in
 * order of their due time, and of their arrival where that is equal; a run whose group is busy holds up nobody else.
 */
export class Lanes<U extends LaneUser> {
  readonly #maxConcurrency: number | undefined;
  readonly #busyGroups = new Set<string>();
  readonly #waiting: U[] = [];
  #inside = 0;
  #isAdmitting = false;

  constructor(maxConcurrency: number | undefined) {
    this.#maxConcurrency = maxConcurrency;
  }

  get waiting(): readonly U[] {
    return this.#waiting;
  }

  /** Lets the run in now, or when there is room. */
  enter(user: U): void {
    // While room is being given out, a newcomer takes its turn with those that wait.
    if (!this.#isAdmitting && this.#hasRoomFor(user)) {
      this.#take(user);
      user.admitted();
      return;
    }
    user.lane = 'waiting';
    this.#waiting.splice(this.#placeOf(user.dueAt), 0, user);
  }

  /** Gives up the run's place, whether it is inside, waiting or neither. */
  leave(user: U): void {
    const { lane } = user;
    user.lane = 'none';
    if (lane === 'waiting') this.#waiting.splice(this.#waiting.indexOf(user), 1);
    if (lane !== 'held') return;
    this.#inside -= 1;
    if (user.definition.group !== undefined) this.#busyGroups.delete(user.definition.group);
    if (this.#waiting.length > 0) this.#letIn();
  }

  /** A run that is let in may be over at once and come back here: one loop admits them all, and the stack stays flat. */
  #letIn(): void {
    if (this.#isAdmitting) return;
    this.#isAdmitting = true;
    try {
      for (let next = this.#takeFirst(); next !== undefined; next = this.#takeFirst()) next.admitted();
    } finally {
      this.#isAdmitting = false;
    }
  }

  #takeFirst(): U | undefined {
    if (this.#isFull()) return undefined;
    const index = this.#waiting.findIndex(user => this.#hasRoomFor(user));
    if (index === -1) return undefined;
    const [user] = this.#waiting.splice(index, 1);
    if (user !== undefined) this.#take(user);
    return user;
  }

  #take(user: U): void {
    user.lane = 'held';
    this.#inside += 1;
    if (user.definition.group !== undefined) this.#busyGroups.add(user.definition.group);
  }

  #hasRoomFor(user: U): boolean {
    const { group } = user.definition;
    return !this.#isFull() && (group === undefined || !this.#busyGroups.has(group)) && !user.isHeldUp;
  }

  #isFull(): boolean {
    return this.#maxConcurrency !== undefined && this.#inside >= this.#maxConcurrency;
  }

  /** Behind all that are due no later. */
  #placeOf(dueAt: number): number {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const user = this.#waiting[middle];
      if (user !== undefined && user.dueAt <= dueAt) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
