/** An alarm that has neither rung nor been cancelled. */
export interface PendingAlarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** Pending alarms, in order of time and then of setting. Any number for one instant costs no more than a few. */
export class AlarmQueue {
  /** Latest first, so that the earliest is taken from the end. */
  readonly #instants: number[] = [];
  readonly #alarms = new Map<number, Set<PendingAlarm>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(alarm: PendingAlarm): void {
    const others = this.#alarms.get(alarm.atMs);
    if (others) {
      others.add(alarm);
    } else {
      this.#alarms.set(alarm.atMs, new Set([alarm]));
      this.#instants.splice(this.#indexOf(alarm.atMs), 0, alarm.atMs);
    }
    this.#size += 1;
  }

  /** Takes the first alarm out if it is due by `untilMs`. */
  takeDue(untilMs: number): PendingAlarm | undefined {
    const earliestMs = this.#instants.at(-1);
    if (earliestMs === undefined || earliestMs > untilMs) return undefined;
    const [first] = this.#alarms.get(earliestMs) ?? [];
    if (first) this.delete(first);
    return first;
  }

  /** Does nothing to an alarm that has rung or was cancelled. */
  delete(alarm: PendingAlarm): void {
    const alarms = this.#alarms.get(alarm.atMs);
    if (!alarms?.delete(alarm)) return;
    this.#size -= 1;
    if (alarms.size > 0) return;
    this.#alarms.delete(alarm.atMs);
    this.#instants.splice(this.#indexOf(alarm.atMs), 1);
  }

  /** Where this instant is, or belongs. */
  #indexOf(atMs: number): number {
    let low = 0;
    let high = this.#instants.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#instants[middle] as number) > atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
