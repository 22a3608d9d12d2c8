import type { BoundSchedule } from '../recurrence/bound.js';
import type { Clock } from '../time/clock.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { type ClockFinding, MAX_REPEATLESS_MS } from './clock-watch.js';
import type { EventHub } from './events.js';
import type { JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import type { Voice } from './logger.js';
import { Loop } from './loop.js';
import { type Enrolment, firstOccurrence, followingOccurrence } from './occurrences.js';

/** The parts that an agenda works with. */
export interface AgendaParts {
  readonly clock: Clock;
  readonly jobs: JobTable;
  readonly events: EventHub;
  readonly voice: Voice;
  readonly keepAlive: boolean;
}

/** Knows the next occurrence of every job, and says when one is due. */
export class Agenda {
  readonly #parts: AgendaParts;
  readonly #loop: Loop<JobEntry>;
  #phase: 'new' | 'live' | 'halted' = 'new';
  /** The latest that the wall clock is known to have shown. */
  #highMs = 0;

  /** `start` is called for each job that is due. */
  constructor(parts: AgendaParts, start: (entry: JobEntry, nowMs: number) => void) {
    this.#parts = parts;
    const work = {
      start,
      follow: (entry: JobEntry) => this.#follow(entry),
      noticed: (finding: ClockFinding, nowMs: number) => this.#noticed(finding, nowMs),
    };
    this.#loop = new Loop<JobEntry>(parts.clock, work, parts.keepAlive);
  }

  get isHalted(): boolean {
    return this.#phase === 'halted';
  }

  /** Begins with the jobs that there are, all from one instant, however long it takes to come to the last. */
  run(startedAtMs: number): void {
    this.#phase = 'live';
    for (const entry of this.#parts.jobs.entries) this.enrol(entry, 'start', startedAtMs);
    this.#loop.run();
  }

  /** Ends, for good. Gives the jobs that were due and not started. */
  halt(): readonly JobEntry[] {
    this.#phase = 'halted';
    return this.#loop.halt();
  }

  /** Gives the job its first occurrence under the schedule that it has now; before the start, none. */
  enrol(entry: JobEntry, how: Enrolment, nowMs = this.#parts.clock.now()): void {
    if (this.#phase !== 'live') return;
    this.guarded(entry, () => {
      const bound = entry.definition.schedule.bind(nowMs);
      entry.bound = bound;
      entry.runsLeft = bound.times;
      this.#place(entry, firstOccurrence(bound, nowMs, how, entry.lastMs));
    });
  }

  withdraw(entry: JobEntry): void {
    this.#loop.remove(entry);
    entry.nextMs = undefined;
  }

  /** Under `afterCompletion()`: gives the job the occurrence that follows a run which ended at `settledMs`. */
  enrolAfter(entry: JobEntry, settledMs: number): void {
    if (this.#phase !== 'live') return;
    this.guarded(entry, () => {
      this.#place(entry, entry.runsLeft === 0 ? undefined : entry.bound?.afterSettled(settledMs));
    });
  }

  /** If the job is due, has it started now, ahead of the next turn of the loop. */
  startIfDue(entry: JobEntry, start: (entry: JobEntry, nowMs: number) => void): void {
    const nowMs = this.#parts.clock.now();
    if (this.#phase !== 'live' || entry.slot === undefined || entry.dueAt > nowMs) return;
    this.#loop.remove(entry);
    start(entry, nowMs);
    const dueAt = entry.slot === undefined ? this.#follow(entry) : undefined;
    if (dueAt !== undefined) this.#loop.put(entry, dueAt);
  }

  /** The job's first occurrence that was not handed out yet, also while the loop is just at work on it. */
  nextOccurrence(entry: JobEntry): number | undefined {
    const { bound, nextMs, lastMs } = entry;
    if (this.#phase !== 'live' || entry.isRemoved || bound === undefined || entry.runsLeft === 0) return undefined;
    if (entry.slot !== undefined || nextMs === undefined) return nextMs;
    if (lastMs === undefined || lastMs < nextMs) return nextMs;
    return bound.isAfterCompletion ? undefined : this.guarded(entry, () => followingOccurrence(entry));
  }

  /** When the run of that occurrence is due. */
  nextDueAt(entry: JobEntry): number | undefined {
    const { bound } = entry;
    const occurrenceMs = this.nextOccurrence(entry);
    if (entry.slot !== undefined && occurrenceMs !== undefined) return entry.dueAt;
    return bound && this.guarded(entry, () => dueAtOf(bound, occurrenceMs));
  }

  /** A schedule may call functions of the application: one that throws costs its own job the next run, and says so. */
  guarded<T>(entry: JobEntry, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.withdraw(entry);
      const { events, voice } = this.#parts;
      const message = `job '${entry.name}' has no next run any more, since its schedule failed; edit it to go on`;
      voice.complain(message, { error }, events.has('scheduleFailed'));
      events.emit('scheduleFailed', { jobName: entry.name, error });
      return undefined;
    }
  }

  #follow(entry: JobEntry): number | undefined {
    const { bound, nextMs } = entry;
    // Without a next occurrence it was taken out since, by an edit, and has none under the new schedule either.
    if (bound === undefined || nextMs === undefined || entry.isRemoved) return undefined;
    entry.nextMs = undefined;
    if (bound.isAfterCompletion || entry.runsLeft === 0) return undefined;
    return this.guarded(entry, () => {
      entry.nextMs = followingOccurrence(entry);
      return dueAtOf(bound, entry.nextMs);
    });
  }

  #place(entry: JobEntry, occurrenceMs: number | undefined): void {
    entry.nextMs = occurrenceMs;
    const dueAt = entry.bound && dueAtOf(entry.bound, occurrenceMs);
    if (dueAt === undefined) this.#loop.remove(entry);
    else this.#loop.put(entry, dueAt);
  }

  #noticed(finding: ClockFinding, nowMs: number): void {
    const { events, voice } = this.#parts;
    events.emit(finding.kind, { byMs: finding.byMs, at: dateTimeIn(zoneOf('UTC'), nowMs) });
    voice.say('warn', finding, `the scheduler noticed ${finding.kind}`);
    if (finding.kind !== 'clockJumped') return;
    this.#highMs = Math.max(this.#highMs, nowMs - finding.byMs);
    if (this.#highMs - nowMs <= MAX_REPEATLESS_MS) return;
    this.#highMs = nowMs;
    for (const entry of this.#parts.jobs.entries) this.#takeNewTime(entry, nowMs);
  }

  /**
   * After the clock was set back by more than a few hours: what ran in the time that is taken back may run again, also
   * where the schedule had come to its end. Counted from when the last run settled, only what waits begins anew.
   */
  #takeNewTime(entry: JobEntry, nowMs: number): void {
    const { bound } = entry;
    entry.lastMs = undefined;
    if (bound?.isAfterCompletion) {
      if (entry.slot !== undefined) this.enrolAfter(entry, nowMs);
    } else if (entry.runsLeft !== 0) {
      this.guarded(entry, () => this.#place(entry, bound?.next(nowMs - 1)));
    }
  }
}

function dueAtOf(bound: BoundSchedule, occurrenceMs: number | undefined): number | undefined {
  return occurrenceMs === undefined ? undefined : occurrenceMs + bound.jitterMs(occurrenceMs);
}
