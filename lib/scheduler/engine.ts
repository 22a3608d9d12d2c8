import type { Trigger } from '../job/context.js';
import type { JobDefinition } from '../job/definition.js';
import type { Outcome, OutcomeJson, RunRecordJson } from '../job/outcome.js';
import type { Pause } from '../job/pause.js';
import type { DueDecision } from '../recurrence/missed.js';
import type { Clock } from '../time/clock.js';
import type { FarmEvent } from './farm-event.js';
import type { Surveyor } from './survey.js';

/**
 * Who decides which host runs what, where several share the jobs: every host tells it what is due, and it gives each
 * occurrence to one of them, which runs it under its own guard. None of it may throw. Without one, everything is run
 * here, at once.
 */
export interface Engine extends Surveyor {
  /** The clock that the hosts share, moved onto that of whoever decides. */
  clock(base: Clock): Clock;
  /** Whether the hosts share this job; the others run on each host for itself. */
  shares(definition: JobDefinition): boolean;
  /** What the words of a job mean where hosts share the jobs, in sentences for people. May be asked before `attach`. */
  notes(definition: JobDefinition, maxConcurrency: number | undefined): readonly string[];
  /**
   * Called once, just before the scheduler starts, and the only call that may throw: for jobs that can't be shared. Calls
   * the host later only; until `host.enrol`, no shared job has an occurrence.
   */
  attach(host: EngineHost): void;
  /** An occurrence of a shared job is due by this host's clock. */
  due(due: Due): void;
  /** What a handle of a shared job was told by hand, for all hosts. Rejects with why it could not be done. */
  command(command: Command): Promise<void>;
  /** Runs a shared job by hand, somewhere. `from` are the keys of the runs that it was triggered from within. */
  trigger(name: string, data: unknown, options: TriggerTerms): Promise<RunRecordJson>;
  /** Stores work that must not be lost, all of it or none. */
  enqueue(work: readonly AskWork[], terms: AskTerms): Promise<readonly AskedRow[]>;
  /** Resolves with how asked work ended, wherever it ran. */
  askedOutcome(id: string): Promise<OutcomeJson>;
  /** Takes asked work back, or cancels its run. @returns false where it has ended */
  cancelAsked(id: string, reason: string, by: string | undefined): Promise<boolean>;
  /** Lets what was asked of a job and has failed for good run again. @returns how much */
  redriveAll(name: string): Promise<number>;
  /** A stop has begun: nothing new comes to this host. */
  stopping(): void;
  /** The stop is over: what is unfinished goes to other hosts. */
  stopped(): Promise<void>;
}

/** An occurrence that is due. Times are epoch milliseconds. */
export interface Due {
  /** The job. */
  readonly name: string;
  /** The occurrence, without its jitter. */
  readonly occurrenceMs: number;
  /** With its jitter. */
  readonly dueAt: number;
  /** What it comes from: its schedule, or the start. */
  readonly trigger: Trigger;
  /** The first occurrence after `afterMs`. */
  next(afterMs: number): number | undefined;
  /** Which of the occurrences from `firstMs` on are run, and which are missed, when it is `nowMs`. */
  decide(firstMs: number, nowMs: number): DueDecision;
  /** How long after an occurrence its run starts. */
  jitterMs(occurrenceMs: number): number;
}

/** What a handle was told. */
export interface Command {
  /** What to do. */
  readonly kind: 'pause' | 'resume' | 'cancel' | 'skipNext';
  /** The job that it is done to. */
  readonly name: string;
  /** What was given for it, at most 1,000 characters. */
  readonly reason: string;
  /** Who said it, where somebody said so. */
  readonly by: string | undefined;
  /** When a pause ends by itself. */
  readonly untilMs: number | undefined;
  /** The run that is to be cancelled; `undefined`: all of the job. */
  readonly runId: string | undefined;
  /** The occurrence that is to be left out, in epoch milliseconds. */
  readonly occurrenceMs: number | undefined;
}

/** Work that is asked for, and what follows it. */
export interface AskWork {
  /** The job. */
  readonly name: string;
  /** What JSON can say. */
  readonly data: unknown;
  /** When it is to begin at the earliest. */
  readonly atMs?: number;
  /** Stored once under the same. */
  readonly key?: string;
  /** Higher goes first, among what was asked for of this job. */
  readonly priority?: number;
  /** How long it is known after its end. */
  readonly keepMs?: number;
  /** What begins when it has succeeded, in order. */
  readonly follows?: readonly { readonly name: string; readonly data: unknown }[];
}

/** How asked work is stored. */
export interface AskTerms {
  /** A transaction of the application's own. */
  readonly db?: unknown;
  /** How long to wait for a database that is away. */
  readonly withinMs?: number;
  /** False: no other host is told. */
  readonly notify?: boolean;
}

/** Asked work as it was stored. */
export interface AskedRow {
  /** Names job and row. */
  readonly id: string;
  /** False where there was one under its key. */
  readonly created: boolean;
  /** It is there, and has failed for good. */
  readonly dead: boolean;
}

/** How a run by hand was asked for. */
export interface TriggerTerms {
  /** Who asked for it, where somebody said so. */
  readonly by: string | undefined;
  /** The keys of the runs that it was triggered from within: a run that would wait for one of them is refused. */
  readonly from: readonly string[];
}

/** What an engine needs of the scheduler on its host. */
export interface EngineHost {
  /** The most runs that are in progress here at once; those beyond wait. `undefined`: no limit. */
  readonly maxConcurrency: number | undefined;
  /** The definitions of the jobs that are shared, and of those that aren't. */
  definitions(): readonly JobDefinition[];
  /** The shared clock, in epoch milliseconds. */
  now(): number;
  /** Gives a shared job its first occurrence after `afterMs`; its relative words count from `startMs`. */
  enrol(name: string, from: Start): void;
  /** Takes a shared job's next occurrence away, until it is enrolled again. */
  withdraw(name: string): void;
  /** Under `afterCompletion()`: a run of the job has settled, somewhere. */
  settled(name: string, settledAtMs: number): void;
  /** Under `times(n)`: how many runs are left. */
  runsLeft(name: string, left: number): void;
  /** A shared job is paused or, with `undefined`, goes on: told of whatever host that was said on. */
  paused(name: string, pause: Pause | undefined): void;
  /** These occurrences of a shared job are left out by hand, told of whatever host that was said on. */
  leftOut(name: string, skips: ReadonlyMap<number, Pause>): void;
  /** Runs an occurrence here, under the guard of this host. `undefined` where there is no such job. */
  run(ticket: Ticket): EngineRun | undefined;
  /** An occurrence has an outcome that this host decided about without running it: it is recorded and told here. */
  recorded(record: DecidedOutcome): void;
  /** Something happened to the farm: told by the event `farm`, and where nobody hears that, said as a warning. */
  tell(event: FarmEvent): void;
  /** Says an error where the scheduler says its own. */
  report(what: string, error: unknown): void;
}

/** An outcome without a run. */
export interface DecidedOutcome {
  /** The job. */
  readonly name: string;
  /** The occurrence that it became of, in epoch milliseconds, without its jitter. */
  readonly occurrenceMs: number;
  /** What the run would have come from. */
  readonly trigger: Trigger;
  /** What became of it, such as `skipped` or `missed`. */
  readonly outcome: Outcome;
}

/** From where a shared job is counted. */
export interface Start {
  /** When the farm started for this release, in epoch milliseconds: relative words count from it. */
  readonly startMs: number;
  /** Its first occurrence here is later than this, in epoch milliseconds. */
  readonly afterMs: number;
  /** Under `times(n)`: how many runs are left on all hosts. */
  readonly runsLeft?: number;
}

/** An occurrence, or a piece of asked work, that was given to this host. */
export interface Ticket {
  /** The job. */
  readonly name: string;
  /** What it is for, in epoch milliseconds, without its jitter. */
  readonly occurrenceMs: number;
  /** When it was to start, in epoch milliseconds, jitter included. */
  readonly dueAt: number;
  /** What it comes from. */
  readonly trigger: Trigger;
  /** Its identity on every host; by default that of the occurrence. */
  readonly key?: string | undefined;
  /** What the run is called on every host, where one of them cancels it; by default this host names it. */
  readonly runId?: string | undefined;
  /** Grows with each run of the job anywhere: what a run writes to is to refuse a lower one. */
  readonly token?: number | undefined;
  /** How often it was begun before, on a host that went away. */
  readonly redelivered?: number | undefined;
  /** Which host runs it, as people know it. */
  readonly host?: string | undefined;
  /** Of work whose attempts are runs of their own: which one it is, from 1. It is not tried again inside the run. */
  readonly attempt?: number | undefined;
  /** What it was asked for with. */
  readonly data?: unknown;
  /** Who asked for it, where somebody said so. */
  readonly by?: string | undefined;
  /** The keys of the runs, on whatever host, that it was triggered from within, the nearest first. */
  readonly from?: readonly string[] | undefined;
}

/** A run that an engine has given to this host. */
export interface EngineRun {
  /** What became of it. Never rejects. */
  readonly record: Promise<RunRecordJson>;
  /** Aborts the run's signal, with `reason`, and who gave it, in its error. Once it has ended, this does nothing. */
  abort(reason: string, by?: string | undefined): void;
}
