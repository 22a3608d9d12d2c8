import { isOverAt } from '../job/pause.js';
import { ON_TIME_MS } from '../recurrence/missed.js';
import { Enrolment, Need } from '../run/enrolment.js';
import type { AgendaListener, AgendaParts } from './agenda-listener.js';
import { BrokenSchedules } from './broken-schedules.js';
import { HandOut, type Plan } from './hand-out.js';
import { isShared, type JobEntry } from './job-entry.js';
import { type ClockFinding, Loop, type LoopWork } from './loop.js';
import { decidedBefore, dueAtOf, type EnrolledBy, firstLeft, tellableAfter } from './occurrences.js';
import { gatherOutstanding, mayOwe, type Outstanding, type OutstandingPart } from './outstanding.js';
import { SetBacks } from './set-backs.js';

/** Knows the next occurrence of every job, and says when one is due. */
export class Agenda implements LoopWork<JobEntry>, Plan {
  readonly #parts: AgendaParts;
  readonly #listener: AgendaListener;
  readonly #broken: BrokenSchedules;
  readonly #loop: Loop<JobEntry>;
  #phase: 'new' | 'live' | 'halted' = 'new';
  readonly #handOut: HandOut;
  readonly #setBacks: SetBacks;

  constructor(parts: AgendaParts, listener: AgendaListener) {
    this.#parts = parts;
    this.#listener = listener;
    this.#broken = new BrokenSchedules(parts.pace, this, listener);
    this.#loop = new Loop<JobEntry>(parts.pace, this, parts.keepAlive, parts.loopDelay);
    this.#handOut = new HandOut(parts, this, this.#broken);
    this.#setBacks = new SetBacks({
      replan: (entry, nowMs) => this.replan(entry, nowMs),
      wakeAt: (entry, atMs) => this.wakeAt(entry, atMs),
      place: (entry, occurrenceMs) => this.guarded(entry, () => this.#place(entry, occurrenceMs)),
      following: (entry, lastMs) => this.guarded(entry, () => entry.enrolment.bound?.next(lastMs)),
    });
  }

  /** The loop has come to what is planned for a job: most often one occurrence, on time, which becomes a run. */
  start(entry: JobEntry, nowMs: number): void {
    const { engine, intake } = this.#parts;
    const isHere = engine === undefined || !isShared(entry, engine);
    // Its alarm may ring after that of the loop.
    if (entry.pause !== undefined && isHere && isOverAt(entry.pause, nowMs)) this.#listener.pauseOver(entry);
    const { enrolment, nextMs } = entry;
    if (entry.isRemoved || entry.heapIndex !== undefined || enrolment.bound === undefined) return;
    const isPlain = nextMs !== undefined && isHere && entry.late === undefined && !entry.isBroken;
    // Of what is left out by hand nothing is missed, however late it is found.
    if (!isPlain || (nowMs - entry.dueAt > ON_TIME_MS && entry.skips?.has(nextMs) !== true)) {
      this.#handOut.start(entry, nextMs, nowMs);
      return;
    }
    const trigger = nextMs === enrolment.bound.startup ? 'startup' : 'schedule';
    entry.lastMs = nextMs;
    intake.due(entry, enrolment, nextMs, trigger, false);
  }

  /** What comes after that; once all that was due has been started. */
  follow(entry: JobEntry): number | undefined {
    const { nextMs, lastMs, enrolment } = entry;
    const { bound, runsLeft } = enrolment;
    // Without a next occurrence it was taken out since, by an edit, and has none under the new schedule either.
    if (nextMs === undefined || lastMs === undefined || entry.isRemoved || bound === undefined) return undefined;
    entry.nextMs = undefined;
    if (enrolment.needs & Need.completion || runsLeft === 0) return undefined;
    try {
      const next = bound.next(lastMs);
      if (bound.asksFunctions) this.#parts.pace.read();
      entry.nextMs = next;
      return next === undefined ? undefined : next + bound.jitterMs(next);
    } catch (error) {
      this.#broken.broke(entry, error);
      return undefined;
    }
  }

  isFree({ guard }: JobEntry): boolean {
    return guard?.isIdle ?? true;
  }

  /** Nobody is told before all jobs go by the new time: who is may bring one, or edit one, which then counts from that. */
  noticed(finding: ClockFinding, nowMs: number): void {
    const { jobs, engine, ledger } = this.#parts;
    ledger.together(() => {
      const entries = [...jobs.entries].filter(entry => !isShared(entry, engine));
      if (finding.kind === 'clockJumped') this.#setBacks.jumped(entries, finding.byMs, nowMs);
      this.#listener.noticed(finding, nowMs);
    });
  }

  get isLive(): boolean {
    return this.#phase === 'live';
  }

  get isHalted(): boolean {
    return this.#phase === 'halted';
  }

  /** What is due first, of all jobs; nothing once a stop has begun. */
  get head(): JobEntry | undefined {
    return this.isHalted ? undefined : this.#loop.head;
  }

  /** Begins with the jobs that there are, all from one instant, however long it takes to come to the last. */
  run(atMs: number): void {
    // Who is told of something meanwhile may stop everything.
    if (this.isHalted) return;
    this.#phase = 'live';
    // An occurrence at this very instant counts, but not of what is added or edited by who is told of a schedule that throws.
    for (const entry of this.#parts.jobs.entries)
      if (entry.lastMs === undefined && !isShared(entry, this.#parts.engine)) this.enrolFrom(entry, atMs, atMs - 1);
    if (this.isLive) this.#loop.run();
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

  /** Takes note of a clock that was set, while all still go by what they went by. */
  look(): void {
    this.#loop.look();
  }

  /** Gives the job its first occurrence under the schedule that it has now; before the start, none. */
  enrol(entry: JobEntry, how: EnrolledBy, nowMs: number): void {
    if (this.#phase !== 'live' || isShared(entry, this.#parts.engine)) return;
    this.#loop.look();
    this.guarded(entry, () => this.#bind(entry, nowMs));
    entry.lastMs = this.guarded(entry, () => decidedBefore(entry, nowMs, how)) ?? nowMs;
    if (!entry.isBroken) this.replan(entry, nowMs);
  }

  /** Gives a job the first occurrence after `afterMs`, whose relative words count from `startMs`. */
  enrolFrom(entry: JobEntry, startMs: number, afterMs: number, runsLeft?: number): void {
    if (this.#phase !== 'live') return;
    entry.lastMs = afterMs;
    this.#broken.anew(entry, () => {
      this.#bind(entry, startMs);
      if (runsLeft !== undefined) entry.enrolment.runsLeft = runsLeft;
      this.#plan(entry, startMs);
    });
  }

  /** Plans what comes after what was decided about. */
  replan(entry: JobEntry, nowMs: number): void {
    this.#broken.anew(entry, () => this.#plan(entry, nowMs));
  }

  /** Does what may ask the schedule of the job; one that throws is tried again. */
  guarded<T>(entry: JobEntry, work: () => T): T | undefined {
    return this.#broken.guarded(entry, work);
  }

  /** Before an edit: when the job got its schedule is no occurrence that has run, and that must not run again. */
  forgetStart(entry: JobEntry): void {
    const { lastMs, isBroken } = entry;
    if (lastMs === undefined) return;
    const isOccurrence = !isBroken && this.guarded(entry, () => entry.enrolment.bound?.previous(lastMs + 1)) === lastMs;
    if (!isOccurrence) entry.lastMs = undefined;
  }

  wakeAt(entry: JobEntry, atMs: number): void {
    this.#loop.put(entry, atMs);
  }

  /** Nothing of the job is due any more. */
  withdraw(entry: JobEntry): void {
    this.#loop.remove(entry);
    entry.nextMs = undefined;
    entry.late = undefined;
    entry.isBroken = false;
  }

  /** Under `afterCompletion()`: plans what follows a run that ended at `settledMs`, even before it was due by a clock set back. */
  enrolAfter(entry: JobEntry, settledMs: number): void {
    if (this.#phase !== 'live' || entry.isRemoved) return;
    this.#loop.look();
    const { bound, runsLeft } = entry.enrolment;
    entry.lastMs = Math.min(entry.lastMs ?? settledMs, settledMs);
    this.guarded(entry, () => this.#place(entry, runsLeft === 0 ? undefined : bound?.afterSettled(settledMs)));
  }

  /**
   * Takes what has come by `nowMs` and was not handed out, its jitter or not, out of what is planned, and plans what comes
   * after it. Where the schedule throws, what is known of it by then.
   */
  takeOutstanding(entry: JobEntry, nowMs: number): Outstanding {
    if (!mayOwe(entry, nowMs)) return [];
    const nextMs = entry.isBroken
      ? tellableAfter(entry.enrolment.bound, entry.lastMs ?? nowMs)
      : this.guarded(entry, () => firstLeft(entry));
    const outstanding: OutstandingPart[] = [];
    this.guarded(entry, () => gatherOutstanding(entry, nextMs, nowMs, outstanding));
    const lateCount = entry.late?.occurrences.length ?? 0;
    entry.late = undefined;
    const last = outstanding.at(-1)?.last;
    if (last === undefined) return outstanding;
    // What was found late was decided about then, and the clock may have been set back since.
    if (outstanding.length > lateCount) entry.lastMs = Math.max(last, entry.lastMs ?? last);
    if (entry.isBroken) return outstanding;
    entry.nextMs = undefined;
    this.#loop.remove(entry);
    if (this.#phase === 'live' && !entry.enrolment.bound?.isAfterCompletion) this.replan(entry, nowMs);
    return outstanding;
  }

  /** The same at the end of a pause, of which nothing is caught up with: nor what a schedule that throws can't tell. */
  takePaused(entry: JobEntry, nowMs: number): Outstanding {
    if (!this.isLive) return [];
    const outstanding = this.takeOutstanding(entry, nowMs);
    if (entry.isBroken) entry.lastMs = Math.max(nowMs, entry.lastMs ?? nowMs);
    return outstanding;
  }

  /** The job's first occurrence that was not handed out yet; none before the start, or once a stop has begun. */
  nextOccurrence(entry: JobEntry): number | undefined {
    return this.isLive ? this.guarded(entry, () => firstLeft(entry)) : undefined;
  }

  /** When the run of that occurrence is due. */
  nextDueAt(entry: JobEntry): number | undefined {
    const occurrenceMs = this.nextOccurrence(entry);
    if (occurrenceMs === undefined) return undefined;
    if (entry.late !== undefined || entry.heapIndex !== undefined) return entry.dueAt;
    return this.guarded(entry, () => dueAtOf(entry, occurrenceMs));
  }

  #bind(entry: JobEntry, startMs: number): void {
    if (entry.enrolment.bound !== undefined) entry.enrolment = new Enrolment(entry.enrolment.definition);
    entry.enrolment.begin(startMs);
    entry.repeatsUpToMs = undefined;
  }

  #plan(entry: JobEntry, nowMs: number): void {
    const bound = entry.enrolment.runsLeft === 0 ? undefined : entry.enrolment.bound;
    const next = bound?.next(entry.lastMs ?? nowMs);
    this.#place(entry, next ?? (bound?.isAfterCompletion ? bound.afterSettled(nowMs) : undefined));
  }

  #place(entry: JobEntry, occurrenceMs: number | undefined): void {
    entry.nextMs = occurrenceMs;
    if (occurrenceMs === undefined) this.#loop.remove(entry);
    else this.#loop.put(entry, dueAtOf(entry, occurrenceMs));
  }
}
