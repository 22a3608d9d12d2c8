import { Enrolment } from '../run/enrolment.js';
import type { AgendaListener, AgendaParts } from './agenda-listener.js';
import type { ClockFinding } from './clock-watch.js';
import { HandOut } from './hand-out.js';
import type { JobEntry } from './job-entry.js';
import { Loop } from './loop.js';
import { decidedBefore, type EnrolledBy, followingOccurrence, upcoming } from './occurrences.js';
import { gatherOutstanding, type Outstanding, type OutstandingPart } from './outstanding.js';
import { SetBacks } from './set-backs.js';

/** How long after a schedule threw it is tried again. */
export const BROKEN_RETRY_MS = 60_000;

/** Knows the next occurrence of every job, and says when one is due. */
export class Agenda {
  readonly #parts: AgendaParts;
  readonly #listener: AgendaListener;
  readonly #loop: Loop<JobEntry>;
  #phase: 'new' | 'live' | 'halted' = 'new';
  readonly #handOut: HandOut;
  readonly #setBacks: SetBacks;

  constructor(parts: AgendaParts, listener: AgendaListener) {
    this.#parts = parts;
    this.#listener = listener;
    const work = {
      start: (entry: JobEntry, nowMs: number) => this.#handOut.start(entry, nowMs),
      follow: (entry: JobEntry) => this.#follow(entry),
      isFree: ({ guard }: JobEntry) => guard?.isIdle ?? true,
      noticed: (finding: ClockFinding, nowMs: number) => this.#noticed(finding, nowMs),
    };
    this.#loop = new Loop<JobEntry>(parts.pace, parts.setAlarm, work, parts.keepAlive);
    this.#handOut = new HandOut(parts.pace, listener, {
      replan: (entry, nowMs) => this.replan(entry, nowMs),
      takeOutstanding: (entry, nowMs) => this.takeOutstanding(entry, nowMs),
      enrolAfter: (entry, settledMs) => this.enrolAfter(entry, settledMs),
      wakeAt: (entry, atMs) => this.#loop.put(entry, atMs),
      guarded: (entry, work) => this.#guarded(entry, work),
    });
    this.#setBacks = new SetBacks({
      replan: (entry, nowMs) => this.replan(entry, nowMs),
      place: (entry, occurrenceMs) => this.#guarded(entry, () => this.#place(entry, occurrenceMs)),
      following: (entry, lastMs) => this.#guarded(entry, () => followingOccurrence(entry, lastMs)),
    });
  }

  get isLive(): boolean {
    return this.#phase === 'live';
  }

  get isHalted(): boolean {
    return this.#phase === 'halted';
  }

  /** What is due first, of all jobs. */
  get head(): JobEntry | undefined {
    return this.#loop.head;
  }

  /** Begins with the jobs that there are, all from one instant, however long it takes to come to the last. */
  run(startedAtMs: number): void {
    this.#phase = 'live';
    for (const entry of this.#parts.jobs.entries) this.enrol(entry, 'start', startedAtMs);
    this.#loop.run();
  }

  /** A run of the job is over. */
  freed(entry: JobEntry): void {
    this.#loop.freed(entry);
  }

  /** Ends, for good. */
  halt(): void {
    this.#phase = 'halted';
    this.#loop.halt();
  }

  /** Gives the job its first occurrence under the schedule that it has now; before the start, none. */
  enrol(entry: JobEntry, how: EnrolledBy, nowMs: number): void {
    if (this.#phase !== 'live' || this.#listener.isShared(entry)) return;
    this.#loop.look();
    this.#bind(entry, nowMs);
    entry.lastMs = this.#guarded(entry, () => decidedBefore(entry, nowMs, how)) ?? nowMs;
    if (!entry.isBroken) this.replan(entry, nowMs);
  }

  /** Gives a job the first occurrence after `afterMs`, whose relative words count from `startMs`. */
  enrolFrom(entry: JobEntry, startMs: number, afterMs: number, runsLeft: number | undefined): void {
    if (this.#phase !== 'live') return;
    this.#bind(entry, startMs);
    if (runsLeft !== undefined) entry.enrolment.runsLeft = runsLeft;
    entry.lastMs = afterMs;
    this.replan(entry, startMs);
  }

  /** Plans what comes after what was decided about. */
  replan(entry: JobEntry, nowMs: number): void {
    this.#guarded(entry, () => {
      const { bound } = entry.enrolment;
      const next = followingOccurrence(entry, entry.lastMs ?? nowMs);
      this.#place(entry, next ?? (bound?.isAfterCompletion ? bound.afterSettled(nowMs) : undefined));
    });
  }

  /** Before an edit: when the job got its schedule is no occurrence that has run, and that must not run again. */
  forgetStart(entry: JobEntry): void {
    const { lastMs, isBroken } = entry;
    if (lastMs === undefined || isBroken) return;
    const isOccurrence = this.#guarded(entry, () => entry.enrolment.bound?.previous(lastMs + 1)) === lastMs;
    if (!isOccurrence) entry.lastMs = undefined;
  }

  /** Nothing of the job is due any more. */
  withdraw(entry: JobEntry): void {
    this.#loop.remove(entry);
    entry.nextMs = undefined;
    entry.late = undefined;
    entry.isBroken = false;
  }

  /** Under `afterCompletion()`: gives the job the occurrence that follows a run which ended at `settledMs`. */
  enrolAfter(entry: JobEntry, settledMs: number): void {
    if (this.#phase !== 'live') return;
    this.#loop.look();
    const { bound, runsLeft } = entry.enrolment;
    this.#guarded(entry, () => this.#place(entry, runsLeft === 0 ? undefined : bound?.afterSettled(settledMs)));
  }

  /**
   * Takes what has come by `nowMs` and was not handed out, its jitter or not, out of what is planned, and plans what comes
   * after it. Where the schedule throws, what is known of it by then.
   */
  takeOutstanding(entry: JobEntry, nowMs: number): Outstanding {
    const outstanding: OutstandingPart[] = [];
    const nextMs = this.nextOccurrence(entry);
    this.#guarded(entry, () => gatherOutstanding(entry, nextMs, nowMs, outstanding));
    entry.late = undefined;
    const last = outstanding.at(-1)?.last;
    if (last === undefined) return outstanding;
    entry.lastMs = Math.max(last, entry.lastMs ?? last);
    if (entry.isBroken) return outstanding;
    entry.nextMs = undefined;
    this.#loop.remove(entry);
    if (this.#phase === 'live' && !entry.enrolment.bound?.isAfterCompletion) this.replan(entry, nowMs);
    return outstanding;
  }

  /** The job's first occurrence that was not handed out yet, also while the loop is just at work on it. */
  nextOccurrence(entry: JobEntry): number | undefined {
    const { nextMs, lastMs, late } = entry;
    const { bound, runsLeft } = entry.enrolment;
    if (this.#phase === 'new' || entry.isRemoved || bound === undefined || runsLeft === 0) return undefined;
    if (late !== undefined) return late[0];
    if (entry.heapIndex !== undefined || nextMs === undefined) return nextMs;
    if (lastMs === undefined || lastMs < nextMs) return nextMs;
    return bound.isAfterCompletion ? undefined : this.#guarded(entry, () => followingOccurrence(entry, lastMs));
  }

  /** When the run of that occurrence is due. */
  nextDueAt(entry: JobEntry): number | undefined {
    const occurrenceMs = this.nextOccurrence(entry);
    if (occurrenceMs === undefined || this.#phase !== 'live') return undefined;
    if (entry.heapIndex !== undefined) return entry.dueAt;
    return this.#guarded(entry, () => dueAtOf(entry, occurrenceMs));
  }

  /** When the first run is due that is not left out by hand. */
  nextStartAt(entry: JobEntry): number | undefined {
    const dueAt = this.nextDueAt(entry);
    if (dueAt === undefined || entry.skips === undefined) return dueAt;
    return this.#guarded(entry, () => upcoming(entry, this.#parts.pace.nowMs, 1)[0]?.dueAt);
  }

  #bind(entry: JobEntry, startMs: number): void {
    this.#guarded(entry, () => {
      const { definition } = entry.enrolment;
      entry.enrolment = new Enrolment(definition, definition.schedule.bind(startMs));
      entry.repeatsUpToMs = undefined;
    });
  }

  #follow(entry: JobEntry): number | undefined {
    const { nextMs, lastMs, enrolment } = entry;
    // Without a next occurrence it was taken out since, by an edit, and has none under the new schedule either.
    if (nextMs === undefined || lastMs === undefined || entry.isRemoved) return undefined;
    entry.nextMs = undefined;
    if (enrolment.bound?.isAfterCompletion || enrolment.runsLeft === 0) return undefined;
    return this.#guarded(entry, () => {
      const next = followingOccurrence(entry, lastMs);
      entry.nextMs = next;
      return next === undefined ? undefined : dueAtOf(entry, next);
    });
  }

  #place(entry: JobEntry, occurrenceMs: number | undefined): void {
    entry.nextMs = occurrenceMs;
    if (occurrenceMs === undefined) this.#loop.remove(entry);
    else this.#loop.put(entry, dueAtOf(entry, occurrenceMs));
  }

  /** A schedule may call functions of the application: one that throws is tried again, from where it stood. */
  #guarded<T>(entry: JobEntry, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.withdraw(entry);
      if (this.#phase === 'live') {
        entry.isBroken = true;
        this.#loop.put(entry, this.#parts.pace.nowMs + BROKEN_RETRY_MS);
      }
      this.#listener.broke(entry, error);
      return undefined;
    }
  }

  #noticed(finding: ClockFinding, nowMs: number): void {
    this.#listener.noticed(finding, nowMs);
    if (finding.kind !== 'clockJumped') return;
    const entries = [...this.#parts.jobs.entries].filter(entry => !this.#listener.isShared(entry));
    this.#setBacks.jumped(entries, finding.byMs, nowMs);
  }
}

function dueAtOf({ enrolment }: JobEntry, occurrenceMs: number): number {
  return occurrenceMs + (enrolment.bound?.jitterMs(occurrenceMs) ?? 0);
}
