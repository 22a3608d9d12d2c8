import { RunCancelledError } from '../errors.js';
import type { Report } from '../job/contain.js';
import type { JobDefinition } from '../job/definition.js';
import { Lanes } from '../job/group.js';
import type { JobFactory } from '../job/job.js';
import { JobRunner } from '../job/job-runner.js';
import type { LogLine, Outcome, SkipReason } from '../job/outcome.js';
import { detached } from '../job/own-context.js';
import type { Trigger } from '../job/run.js';
import { RunEntry } from '../job/run-entry.js';
import { STOPPING } from '../job/run-outcome.js';
import type { Refusal, RunHost } from '../job/run-scope.js';
import type { BoundSchedule } from '../recurrence/bound.js';
import { allMissed, decideMissed, type MissableSchedule, ON_TIME_MS } from '../recurrence/missed.js';
import type { Clock } from '../time/clock.js';
import { Agenda, type AgendaParts } from './agenda.js';
import { JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import type { Ledger } from './ledger.js';
import { traced } from './trace.js';

/** The parts that a dispatcher works with. */
export interface DispatcherParts extends AgendaParts {
  readonly ledger: Ledger;
  readonly makeJob: JobFactory;
  readonly maxConcurrency: number | undefined;
  /** An occurrence has its outcome. */
  ended(run: RunEntry): void;
}

/** What is said of a run that waits while its job is removed. */
export const REMOVED = 'the job was removed';

/** What is said of a run that makes up for a missed occurrence of a schedule that is no more. */
const EDITED = 'the job was edited';

/** Hands what is due to the runner of its job, and every outcome to the ledger. */
export class Dispatcher implements RunHost {
  readonly agenda: Agenda;
  readonly clock: Clock;
  readonly makeJob: JobFactory;
  readonly keepAlive: boolean;
  readonly traced = traced;
  readonly report: Report;
  readonly #parts: DispatcherParts;
  readonly #jobs: JobTable;
  readonly #ledger: Ledger;
  readonly #lanes: Lanes;
  /** What `times(n)` of schedules that were edited away still allows to those of their runs that wait. */
  readonly #formerRunsLeft = new WeakMap<JobDefinition, number>();

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#jobs = parts.jobs;
    this.#ledger = parts.ledger;
    this.clock = parts.clock;
    this.makeJob = parts.makeJob;
    this.keepAlive = parts.keepAlive;
    this.report = (what, error) => parts.voice.complain(`${what} threw`, { error });
    this.agenda = new Agenda(parts, (entry, nowMs) => this.#start(entry, nowMs));
    this.#lanes = new Lanes(parts.maxConcurrency, parts.clock);
  }

  trigger(entry: JobEntry): Promise<Outcome> {
    const nowMs = this.clock.now();
    const run = new RunEntry(entry, nowMs, nowMs, 'manual');
    return new Promise(resolve => {
      run.onEnded = resolve;
      // Its listeners and hooks are not the caller's, and must not keep alive what is.
      detached(() => this.#submit(entry, run));
    });
  }

  /** What is due already belongs to the pause: it is recorded, and not caught up with. */
  resume(entry: JobEntry): void {
    this.agenda.startIfDue(entry, (due, nowMs) => this.#start(due, nowMs));
    entry.pausedFor = undefined;
  }

  /** Takes the job's schedule away: what is due and was not started is recorded as missed, and not run. */
  release(entry: JobEntry): void {
    const { bound } = entry;
    if (this.agenda.isHalted) return;
    if (entry.runsLeft !== undefined) this.#formerRunsLeft.set(entry.definition, entry.runsLeft);
    const nowMs = this.clock.now();
    const dueAt = this.agenda.nextDueAt(entry);
    const firstMs = this.agenda.nextOccurrence(entry);
    this.agenda.withdraw(entry);
    if (bound === undefined || firstMs === undefined || dueAt === undefined || dueAt > nowMs) return;
    this.agenda.guarded(entry, () => {
      const missed = allMissed(dueOf(bound), firstMs, nowMs);
      entry.lastMs = missed.last;
      this.#ledger.missed(entry, missed, undefined, nowMs);
    });
  }

  /** Starts nothing again; what waits or is due is recorded as skipped. */
  halt(): void {
    const nowMs = this.clock.now();
    for (const entry of this.agenda.halt()) this.#start(entry, nowMs);
    for (const entry of this.#jobs.all) entry.runner?.stop();
  }

  refusal(run: RunEntry): Refusal | undefined {
    if (this.agenda.isHalted) return { reason: 'stopping', detail: STOPPING };
    const entry = ownerOf(run);
    if (entry.isRemoved) return { reason: 'paused', detail: REMOVED };
    if (entry.pausedFor !== undefined) return { reason: 'paused', detail: entry.pausedFor };
    if (this.#runsLeft(entry, run) !== 0) return undefined;
    return { reason: 'limit', detail: 'the schedule has had its number of runs' };
  }

  began(run: RunEntry): void {
    const entry = ownerOf(run);
    const left = this.#runsLeft(entry, run);
    if (left !== undefined) this.#leave(entry, run, left - 1);
    this.#ledger.began(run);
  }

  ended(run: RunEntry): void {
    const entry = ownerOf(run);
    this.#ledger.ended(entry, run);
    if (entry.isRemoved) this.#jobs.letGo(entry);
    else if (entry.bound?.isAfterCompletion && counts(entry, run)) {
      this.agenda.enrolAfter(entry, run.settledAtMs);
    }
    this.#parts.ended(run);
  }

  logged(run: RunEntry, line: LogLine): void {
    this.#ledger.logged(run, line);
  }

  progressed(run: RunEntry): void {
    this.#ledger.progressed(run);
  }

  /** How many runs the schedule of this one has left; `undefined` is without a limit. */
  #runsLeft(entry: JobEntry, { definition, trigger }: RunEntry): number | undefined {
    if (trigger === 'manual') return undefined;
    return definition === entry.definition ? entry.runsLeft : this.#formerRunsLeft.get(definition);
  }

  #leave(entry: JobEntry, { definition }: RunEntry, left: number): void {
    if (definition !== entry.definition) {
      this.#formerRunsLeft.set(definition, left);
      return;
    }
    entry.runsLeft = left;
    if (left === 0 && entry.slot !== undefined) this.agenda.withdraw(entry);
  }

  #start(entry: JobEntry, nowMs: number): void {
    const { bound, nextMs, definition } = entry;
    if (bound === undefined || nextMs === undefined || entry.isRemoved) return;
    if (nowMs - entry.dueAt <= ON_TIME_MS) {
      entry.lastMs = nextMs;
      this.#deliver(entry, definition, nextMs, bound.startup === nextMs ? 'startup' : 'schedule', false);
      return;
    }
    this.agenda.guarded(entry, () => {
      const { run, missed, upTo } = decideMissed(definition.missed, dueOf(bound), nextMs, nowMs);
      entry.lastMs = upTo;
      if (missed !== undefined) this.#ledger.missed(entry, missed, run[0], nowMs);
      const isCatchUp = missed !== undefined || run.length > 1;
      const trigger = isCatchUp ? 'missed' : bound.startup === nextMs ? 'startup' : 'schedule';
      this.#runnerOf(entry).gather(() => {
        for (const at of run) this.#deliver(entry, definition, at, trigger, run.length > 1);
      });
      // A listener that was told of the missed may have brought another schedule.
      if (run.length === 0 && bound.isAfterCompletion && entry.bound === bound) this.agenda.enrolAfter(entry, nowMs);
    });
  }

  #deliver(entry: JobEntry, definition: JobDefinition, occurrenceMs: number, trigger: Trigger, inTurn: boolean): void {
    const run = new RunEntry(entry, occurrenceMs, entry.dueAt, trigger, inTurn, definition);
    // What ran just before, or a listener, may have taken the job or its schedule away.
    if (entry.isRemoved) this.#refuse(run, 'paused', REMOVED);
    else if (entry.definition !== definition) this.#refuse(run, 'paused', EDITED);
    else this.#submit(entry, run);
  }

  #submit(entry: JobEntry, run: RunEntry): void {
    if (entry.isRemoved) this.#drop(run);
    else if (this.agenda.isHalted) this.#refuse(run, 'stopping', STOPPING);
    else if (entry.pausedFor !== undefined) this.#refuse(run, 'paused', entry.pausedFor);
    else this.#runnerOf(entry).due(run);
  }

  #runnerOf(entry: JobEntry): JobRunner {
    entry.runner ??= new JobRunner(this, this.#lanes);
    return entry.runner;
  }

  #refuse(run: RunEntry, reason: SkipReason, detail: string): void {
    run.end({ kind: 'skipped', reason, detail }, this.clock.now(), 0);
    this.ended(run);
  }

  #drop(run: RunEntry): void {
    const error = new RunCancelledError(run.jobName, 'it was removed');
    run.end({ kind: 'cancelled', error, thrown: undefined }, this.clock.now(), 0);
    run.onEnded?.(run.outcome);
  }
}

/** Counted from when the last run settled, there is one occurrence at a time, and no other that could be due. */
function dueOf(bound: BoundSchedule): MissableSchedule {
  if (!bound.isAfterCompletion) return bound;
  return { previous: () => undefined, count: () => 1, jitterMs: at => bound.jitterMs(at) };
}

/** Whether the run is one of the schedule that its job has now. */
function counts(entry: JobEntry, run: RunEntry): boolean {
  return run.definition === entry.definition && run.trigger !== 'manual';
}

function ownerOf(run: RunEntry): JobEntry {
  if (run.owner instanceof JobEntry) return run.owner;
  throw new TypeError(`the run of job '${run.jobName}' is none of this scheduler`);
}
