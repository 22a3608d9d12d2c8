import { isBad } from '../job/bad-outcome.js';
import type { JobFactory } from '../job/job.js';
import type { LogLine, Outcome, OutcomeKind, Progress } from '../job/outcome.js';
import type { Missed } from '../recurrence/missed.js';
import type { Report } from '../run/contain.js';
import { Need } from '../run/enrolment.js';
import { keyOf } from '../run/key.js';
import type { Pace } from '../run/pace.js';
import type { RetryWaits } from '../run/retry-waits.js';
import { Run } from '../run/run.js';
import type { RunHost } from '../run/run-host.js';
import type { SignalTurns } from '../run/signal-turns.js';
import type { Refusal } from '../run/slot-state.js';
import type { TriesHost } from '../run/tries-host.js';
import { endedWithin } from '../run/within.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { Digest, type Percentiles } from './digest.js';
import type { Engine } from './engine.js';
import type { Call, EventHub } from './event-hub.js';
import { type IntakePhase, REMOVED, SPENT, STOPPED } from './intake.js';
import { isShared, type JobEntry } from './job-entry.js';
import { JobHistory, withoutObjects } from './job-history.js';
import type { JobTable } from './job-table.js';
import type { Reporter } from './reporter.js';
import type { StopFate } from './stopping.js';

/** How many records of a job are kept where nothing else was said. */
export const DEFAULT_HISTORY = 100;

/** How many records are kept of jobs that have left. */
const MAX_DEPARTED = 1_000;

/** What runs need, and what is told of them. */
export interface LedgerParts extends TriesHost {
  readonly makeJob: JobFactory;
  /** A part of each run's id. */
  processId(): string;
  readonly call: Call;
  /** How many records of a job are kept. */
  readonly limit: number;
  readonly events: EventHub;
  readonly reporter: Reporter;
  readonly jobs: JobTable;
  readonly engine: Engine | undefined;
  /** The scheduler that they run in, and its stop, which waits for them. */
  readonly lifecycle: { readonly phase: IntakePhase; ended(run: Run, fate: StopFate): void };
}

/** What follows from what runs tell, in parts that stand on the ledger. */
export interface LedgerFollowers {
  readonly agenda: {
    enrolAfter(entry: JobEntry, settledMs: number): void;
    freed(entry: JobEntry): void;
  };
  readonly roster: { leaveIfOver(entry: JobEntry): void; exhaust(entry: JobEntry): void };
}

/**
 * What runs need of their scheduler, and where they tell what becomes of them. Every outcome goes here once: into the
 * history and the counters of its job, to the listeners, to whoever waits for it, and to the logger.
 */
export class Ledger implements RunHost {
  readonly pace: Pace;
  readonly makeJob: JobFactory;
  readonly keepAlive: boolean;
  readonly retryWaits: RetryWaits;
  readonly report: Report;
  readonly turns: SignalTurns;
  readonly call: Call;
  runCount = 0;
  readonly #parts: LedgerParts;
  readonly #events: EventHub;
  readonly #lifecycle: LedgerParts['lifecycle'];
  #followers: LedgerFollowers | undefined = undefined;
  #departed: Run[] = [];
  /** Over the runs of all jobs. */
  readonly #latenessMs = new Digest();

  constructor(parts: LedgerParts) {
    this.#parts = parts;
    this.pace = parts.pace;
    this.makeJob = parts.makeJob;
    this.keepAlive = parts.keepAlive;
    this.retryWaits = parts.retryWaits;
    this.report = parts.report;
    this.turns = parts.turns;
    this.call = parts.call;
    this.#events = parts.events;
    this.#lifecycle = parts.lifecycle;
  }

  get processId(): string {
    return this.#parts.processId();
  }

  /** Once those parts are made. */
  followedBy(followers: LedgerFollowers): void {
    this.#followers = followers;
  }

  /** The last records of jobs that have left. */
  get departed(): readonly Run[] {
    return this.#departed.slice(-MAX_DEPARTED);
  }

  /** How late the runs of all jobs were. */
  get latenessMs(): Percentiles | undefined {
    return this.#latenessMs.percentiles;
  }

  refusal(entry: JobEntry, { enrolment, trigger, extrasIfAny: extras }: Run): Refusal | undefined {
    const { pause } = entry;
    if (entry.isRemoved) return REMOVED;
    if (this.#lifecycle.phase !== 'open') return STOPPED;
    // What an engine gave to this host later was not paused any more, whether that has been heard of here or not.
    if (pause !== undefined && (extras?.givenMs ?? 0) <= pause.atMs) return { reason: 'paused', detail: pause.reason };
    if (enrolment.runsLeft !== 0 || trigger === 'manual' || isShared(entry, this.#parts.engine)) return undefined;
    return SPENT;
  }

  waits(_entry: JobEntry, run: Run): void {
    this.#events.emit('waiting', run);
  }

  began(entry: JobEntry, run: Run): void {
    const { enrolment, trigger } = run;
    if (enrolment.runsLeft !== undefined && trigger !== 'manual' && !isShared(entry, this.#parts.engine)) {
      enrolment.runsLeft -= 1;
    }
    this.#latenessMs.add(run.lateMs);
    if (!this.#events.isSilent) this.#events.emit('started', run);
    if (enrolment.runsLeft === 0 && entry.enrolment === enrolment) this.#followers?.roster.exhaust(entry);
  }

  /** Makes the record of a run, by the clock as it was read last, and all that follows from its end. */
  end(entry: JobEntry, run: Run, ending: Outcome): void {
    const outcome = run.end(ending, this.pace.nowMs, this.pace.monotonicMs);
    const { extrasIfAny } = run;
    if (extrasIfAny?.isLinked) endedWithin(run);
    entry.history ??= new JobHistory(this.#parts.limit);
    entry.history.add(run, outcome);
    if (entry.isRemoved) this.#keepDeparted([run]);
    if (run.enrolment.needs & Need.completion) this.#planNext(entry, run);
    if (outcome.kind !== 'succeeded' && isBad(outcome.kind)) this.#complain(run);
    if (!this.#events.isSilent) this.#events.emitInTurn(EVENTS_OF[outcome.kind], run);
    const onEnded = extrasIfAny?.onEnded;
    if (onEnded !== undefined) {
      run.extras.onEnded = undefined;
      onEnded(outcome);
    }
    if (entry.isRemoved || entry.leavesWhenOver) this.#goOn(entry);
    this.#followers?.agenda.freed(entry);
    if (this.#lifecycle.phase !== 'open') this.#lifecycle.ended(run, fateOf(outcome));
  }

  /** Occurrences that are not run at all, as one record; the run at `intoMs` makes up for them. */
  missed(entry: JobEntry, missed: Missed, intoMs: number | undefined): void {
    const { enrolment, repeatsUpToMs } = entry;
    const { count, atLeast, first } = missed;
    const isRepeated = repeatsUpToMs !== undefined && first <= repeatsUpToMs;
    const run = new Run(this, enrolment, first, first, 'schedule', isRepeated);
    const zone = zoneOf(enrolment.definition.schedule.zone);
    const [from, to] = [dateTimeIn(zone, first), dateTimeIn(zone, missed.last)];
    const into = intoMs === undefined ? undefined : keyOf(entry.name, intoMs);
    const outcome: Outcome = { kind: 'missed', count, first: from, last: to, ...(atLeast && { atLeast }), into };
    this.end(entry, run, outcome);
  }

  /** A job leaves: some of its records stay. */
  departs({ history }: JobEntry): void {
    if (history !== undefined) this.#keepDeparted(history.records);
  }

  together(work: () => void): void {
    this.#events.together(work);
  }

  logged(run: Run, line: LogLine): void {
    const { level, message, data } = line;
    const about = { job: run.jobName, key: run.key, run: run.runId };
    this.#parts.reporter.say(level, data === undefined ? about : { ...about, data }, message);
    this.#events.emitOfCall('logged', { run, line });
  }

  progressed(run: Run, progress: Progress): void {
    this.#events.emitOfCall('progressed', { run, progress });
  }

  retrying(run: Run, error: unknown, delayMs: number): void {
    this.#events.act(() => this.#events.emit('retrying', { run, error, delayMs }));
  }

  /** Under `afterCompletion()` what comes next is known from now on, also to who is told of the end. */
  #planNext(entry: JobEntry, { enrolment, trigger, settledAtMs }: Run): void {
    if (enrolment !== entry.enrolment || trigger === 'manual' || isShared(entry, this.#parts.engine)) return;
    this.#followers?.agenda.enrolAfter(entry, settledAtMs);
  }

  /** What follows for a job that has left, or leaves when it is over. */
  #goOn(entry: JobEntry): void {
    const { jobs } = this.#parts;
    if (entry.isRemoved) jobs.letGo(entry);
    // A job that took the name may be over already, and have waited for this run of the old one.
    const present = entry.isRemoved ? jobs.get(entry.name) : entry;
    // Not before all that is recorded with it has been.
    if (present?.leavesWhenOver) this.pace.take({ go: () => this.#followers?.roster.leaveIfOver(present) });
  }

  #keepDeparted(runs: readonly Run[]): void {
    for (const run of runs) this.#departed.push(withoutObjects(run));
    // Not with each that comes, or many jobs that leave would copy the list as often.
    if (this.#departed.length > 2 * MAX_DEPARTED) this.#departed = this.#departed.slice(-MAX_DEPARTED);
  }

  /** Once the failure is heard, nothing has to be printed. */
  #complain(run: Run): void {
    const { kind } = run.outcome;
    const isHeard = this.#events.has('failed') || this.#events.has(kind);
    const words = {
      failed: 'failed',
      timedOut: 'timed out',
      abandoned: 'was abandoned while still in progress',
      lost: 'was lost',
    };
    const what = words[kind as keyof typeof words];
    const about = { job: run.jobName, key: run.key, run: run.runId };
    this.#parts.reporter.complain(`job '${run.jobName}' ${what} (${run.key})`, run.error, about, isHeard);
  }
}

/** The finer event comes first; all that is bad comes as `failed`, too. */
const EVENTS_OF: Readonly<Record<OutcomeKind, readonly (OutcomeKind | 'ended')[]>> = {
  succeeded: ['succeeded', 'ended'],
  failed: ['failed', 'ended'],
  timedOut: ['timedOut', 'failed', 'ended'],
  abandoned: ['abandoned', 'failed', 'ended'],
  cancelled: ['cancelled', 'ended'],
  skipped: ['skipped', 'ended'],
  missed: ['missed', 'ended'],
  lost: ['lost', 'failed', 'ended'],
};

/** What the report of a stop says of a run. */
function fateOf({ kind }: Outcome): StopFate {
  return kind === 'abandoned' || kind === 'cancelled' ? kind : 'finished';
}
