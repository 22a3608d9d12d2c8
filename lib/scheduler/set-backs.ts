import type { BoundSchedule } from '../recurrence/bound.js';
import type { WhenSetBack } from '../recurrence/set-back.js';
import type { JobEntry } from './job-entry.js';
import { MAX_REPEATLESS_MS } from './occurrences.js';

/** What is planned anew when the clock was set back. */
export interface Planner {
  /** Plans what comes after what was decided about. */
  replan(entry: JobEntry, nowMs: number): void;
  /** Has the job come up at that instant. */
  wakeAt(entry: JobEntry, atMs: number): void;
  place(entry: JobEntry, occurrenceMs: number): void;
  /** The occurrence after `lastMs`. */
  following(entry: JobEntry, lastMs: number): number | undefined;
}

/** What a clock that is set back does to each schedule: by its kind it goes on at once, waits, or moves with it. */
export class SetBacks {
  readonly #planner: Planner;
  /** The latest that the wall clock is known to have shown. */
  #highMs = 0;

  constructor(planner: Planner) {
    this.#planner = planner;
  }

  /** The clock was set by `byMs`, back where that is negative, and shows `nowMs` now. */
  jumped(entries: Iterable<JobEntry>, byMs: number, nowMs: number): void {
    this.#highMs = Math.max(this.#highMs, nowMs - byMs);
    if (byMs >= 0) return;
    const isFar = this.#highMs - nowMs > MAX_REPEATLESS_MS;
    if (isFar) this.#highMs = nowMs;
    for (const entry of entries) this.#setBack(entry, -byMs, nowMs, isFar);
  }

  #setBack(entry: JobEntry, backMs: number, nowMs: number, isFar: boolean): void {
    const { enrolment, lastMs, dueAt, heapIndex } = entry;
    const { bound, runsLeft } = enrolment;
    if (bound === undefined || lastMs === undefined || runsLeft === 0) return;
    const { whenSetBack } = bound;
    const isWaitingLate = entry.late !== undefined && heapIndex !== undefined;
    enrolment.bound = bound.movedBy(-backMs);
    moveKnown(entry, backMs, lastMs, bound);
    const { startup } = enrolment.bound;
    if (whenSetBack === 'fromEvent') {
      this.#moveBack(entry, backMs, lastMs, nowMs);
    } else if (startup !== undefined && startup !== bound.startup && isToCome(entry, bound.startup)) {
      // What runs once after the start is as far away as it was, and no other comes before it.
      entry.lastMs = Math.min(lastMs, startup - 1);
      this.#planner.replan(entry, nowMs);
    } else if (this.#repeats(entry, whenSetBack, lastMs, backMs, isFar)) {
      entry.repeatsUpToMs = Math.max(lastMs, entry.repeatsUpToMs ?? lastMs);
      // A loop that was blocked meanwhile may have come past it again.
      entry.lastMs = Math.min(lastMs, nowMs - 1);
      this.#planner.replan(entry, nowMs);
    } else if (entry.isBroken || (enrolment.bound !== bound && entry.late === undefined)) {
      this.#planner.replan(entry, nowMs);
    }
    if (isWaitingLate) this.#planner.wakeAt(entry, Math.min(dueAt - backMs, plannedFor(entry)));
  }

  /** Less than a step repeats nothing; clock times repeat nothing for a few hours. */
  #repeats(entry: JobEntry, whenSetBack: WhenSetBack, lastMs: number, backMs: number, isFar: boolean): boolean {
    if (whenSetBack === 'namesClockTimes') return isFar;
    const following = this.#planner.following(entry, lastMs);
    // Where the schedule throws nobody knows, and silence would be worse.
    return following === undefined ? isFar || entry.isBroken : backMs >= following - lastMs;
  }

  /** What is measured from the start, or from the end of a run, is as far away as it was. */
  #moveBack(entry: JobEntry, backMs: number, lastMs: number, nowMs: number): void {
    const { nextMs, heapIndex, late, enrolment } = entry;
    entry.lastMs = lastMs - backMs;
    if (entry.isBroken) this.#planner.replan(entry, nowMs);
    if (heapIndex === undefined || nextMs === undefined || late !== undefined) return;
    if (enrolment.bound?.isAfterCompletion) this.#planner.place(entry, nextMs - backMs);
    else this.#planner.replan(entry, nowMs);
  }
}

/** Whether that is what is planned, and was not handed out. */
function isToCome({ nextMs, lastMs, late }: JobEntry, occurrenceMs: number | undefined): boolean {
  return nextMs === occurrenceMs && late === undefined && lastMs !== nextMs;
}

/** When it comes up; never, where it has no next occurrence. */
function plannedFor({ heapIndex, dueAt }: JobEntry): number {
  return heapIndex === undefined ? Infinity : dueAt;
}

/**
 * What moves with the clock is the same occurrence: left out by hand, it still is, and found late, it still waits. What has
 * passed by now, in a pause or with what was missed, is not left out once more when it comes again.
 */
function moveKnown(entry: JobEntry, backMs: number, lastMs: number, { whenSetBack, startup }: BoundSchedule): void {
  const { skips, enrolment, late, heapIndex } = entry;
  const startupMovesMs = startup === undefined ? 0 : startup - (enrolment.bound?.startup ?? startup);
  const isMoved = (at: number) => whenSetBack === 'fromEvent' || (startupMovesMs > 0 && at === startup);
  const moved = (at: number) => (isMoved(at) ? at - backMs : at);
  // What is just being handed out stays what it is.
  if (late !== undefined && heapIndex !== undefined) entry.late = { ...late, occurrences: late.occurrences.map(moved) };
  if (skips === undefined) return;
  const toCome = [...skips].filter(([at]) => at > lastMs || late?.occurrences.includes(at));
  entry.skips = new Map(toCome.map(([at, skip]) => [moved(at), skip]));
}
