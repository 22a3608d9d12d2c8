import { RunCancelledError } from '../errors.js';
import type { Report } from '../job/contain.js';
import { Lanes } from '../job/group.js';
import type { JobFactory } from '../job/job.js';
import { JobRunner } from '../job/job-runner.js';
import type { LogLine, Outcome, SkipReason } from '../job/outcome.js';
import type { Trigger } from '../job/run.js';
import { RunEntry } from '../job/run-entry.js';
import type { Refusal, RunHost } from '../job/run-scope.js';
import { decideMissed, ON_TIME_MS } from '../recurrence/missed.js';
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
  readonly #lanes: Lanes<RunEntry>;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#jobs = parts.jobs;
    this.#ledger = parts.ledger;
    this.clock = parts.clock;
    this.makeJob = parts.makeJob;
    this.keepAlive = parts.keepAlive;
    this.report = (what, error) => parts.voice.complain(`${what} threw`, { error });
    this.agenda = new Agenda(parts, (entry, nowMs) => this.#start(entry, nowMs));
    this.#lanes = new Lanes<RunEntry>(parts.maxConcurrency);
  }

  trigger(entry: JobEntry): Promise<Outcome> {
    const nowMs = this.clock.now();
    const run = new RunEntry(entry, nowMs, nowMs, 'manual');
    return new Promise(resolve => {
      run.onEnded = resolve;
      this.#submit(entry, run);
    });
  }

  /** What is due already belongs to the pause: it is recorded, and not caught up with. */
  resume(entry: JobEntry): void {
    this.agenda.startIfDue(entry, (due, nowMs) => this.#start(due, nowMs));
    entry.pausedFor = undefined;
  }

  /** Starts nothing again; what waits or is due is recorded as skipped. */
  halt(): void {
    const nowMs = this.clock.now();
    for (const entry of this.agenda.halt()) this.#start(entry, nowMs);
    for (const entry of this.#jobs.all) entry.runner?.stop();
  }

  refusal(run: RunEntry): Refusal | undefined {
    if (this.agenda.isHalted) return { reason: 'stopping', detail: 'the scheduler was stopping' };
    const entry = ownerOf(run);
    if (entry.pausedFor !== undefined) return { reason: 'paused', detail: entry.pausedFor };
    if (entry.runsLeft !== 0 || run.trigger === 'manual') return undefined;
    return { reason: 'limit', detail: 'the schedule has had its number of runs' };
  }

  began(run: RunEntry): void {
    const entry = ownerOf(run);
    if (entry.runsLeft !== undefined && run.trigger !== 'manual') {
      entry.runsLeft -= 1;
      if (entry.runsLeft === 0 && entry.slot !== undefined) this.agenda.withdraw(entry);
    }
    this.#ledger.began(run);
  }

  ended(run: RunEntry): void {
    const entry = ownerOf(run);
    this.#ledger.ended(entry, run);
    if (entry.isRemoved) this.#jobs.letGo(entry);
    else if (entry.bound?.isAfterCompletion && run.definition === entry.definition && run.trigger !== 'manual') {
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

  #start(entry: JobEntry, nowMs: number): void {
    const { bound, nextMs } = entry;
    if (bound === undefined || nextMs === undefined || entry.isRemoved) return;
    if (nowMs - entry.dueAt <= ON_TIME_MS) {
      entry.lastMs = nextMs;
      this.#deliver(entry, nextMs, bound.startup === nextMs ? 'startup' : 'schedule', false);
      return;
    }
    this.agenda.guarded(entry, () => {
      const { run, missed, upTo } = decideMissed(entry.definition.missed, bound, nextMs, nowMs);
      entry.lastMs = upTo;
      if (missed !== undefined) this.#ledger.missed(entry, missed, run[0], nowMs);
      const isCatchUp = missed !== undefined || run.length > 1;
      const trigger = isCatchUp ? 'missed' : bound.startup === nextMs ? 'startup' : 'schedule';
      for (const at of run) this.#deliver(entry, at, trigger, run.length > 1);
      if (run.length === 0 && bound.isAfterCompletion) this.agenda.enrolAfter(entry, nowMs);
    });
  }

  #deliver(entry: JobEntry, occurrenceMs: number, trigger: Trigger, inTurn: boolean): void {
    this.#submit(entry, new RunEntry(entry, occurrenceMs, entry.dueAt, trigger, inTurn));
  }

  #submit(entry: JobEntry, run: RunEntry): void {
    if (this.agenda.isHalted) this.#refuse(run, 'stopping', 'the scheduler was stopping');
    else if (entry.isRemoved) this.#drop(run);
    else if (entry.pausedFor !== undefined) this.#refuse(run, 'paused', entry.pausedFor);
    else {
      entry.runner ??= new JobRunner(this, this.#lanes);
      entry.runner.due(run);
    }
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

function ownerOf({ owner, jobName }: RunEntry): JobEntry {
  if (owner instanceof JobEntry) return owner;
  throw new TypeError(`the run of job '${jobName}' is none of this scheduler`);
}
