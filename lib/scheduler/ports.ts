import type { JobDefinition } from '../job/definition.js';
import type { JobFactory, Work } from '../job/job.js';
import type { Clock } from '../time/clock.js';
import type { DurationInput } from '../time/duration.js';
import type { Logger, Print } from './logger.js';

/** Where a scheduler's first jobs come from; a registry is one. */
export interface DefinitionSource {
  definitions(): readonly JobDefinition[];
}

/** What a scheduler needs of the world around it; the public `Scheduler` brings them along. */
export interface SchedulerPorts<Words> {
  readonly clock: Clock;
  /**
   * Makes the definition of a job out of the words of a front end; without words the job's own interval counts. An edit
   * keeps of `kept` what its words don't say.
   */
  define(work: Work, words: Words | undefined, kept: JobDefinition | undefined): JobDefinition;
  /** Has the scheduler stopped with its process; `undefined` where nobody does. */
  readonly shutdown: ShutdownRegistry | undefined;
  /** Writes a line where failures are seen. */
  readonly print: Print;
}

/** Stops its participants when the process is asked to end. */
export interface ShutdownRegistry {
  /** @returns a function that takes the participant off again. */
  register(participant: ShutdownParticipant): () => void;
}

/** What is to be stopped before the process ends. */
export interface ShutdownParticipant extends SignalSettings {
  readonly label: string;
  /** The names of what is in progress. */
  pending(): string[];
  stop(): Promise<{ readonly abandoned: readonly unknown[] }>;
  /** Ends the patience of a stop in progress. */
  cancelNow(): void;
}

/** How the process is asked to stop beside the usual ways, and how it ends then. */
export interface SignalSettings {
  readonly signals: readonly `SIG${string}`[];
  readonly leaveBy: 'signal' | 'exit';
}

/** How a scheduler stops with its process. */
export interface SignalOptions {
  /** Signals that ask for a stop beside the usual ones, such as nodemon's `SIGUSR2`. What can't be caught is refused. */
  readonly signals?: readonly `SIG${string}`[];
  /**
   * How the process ends when all is stopped: by the `signal`, raised again, or by `process.exit(128 + n)`, so that
   * listeners of `exit` run. Where any scheduler of the process says `exit`, that holds. Default `signal`.
   */
  readonly leaveBy?: 'signal' | 'exit';
}

/** How long each half of a stop may take. */
export interface StopOptions {
  /** How long what runs may go on until it is cancelled. Default 5 seconds. */
  readonly drain?: DurationInput;
  /** How long what was cancelled may take to end until it is abandoned. Default 4 seconds. */
  readonly cancel?: DurationInput;
}

/** @internal What may be said of a scheduler, by name. */
export const SCHEDULER_OPTIONS = [
  'name',
  'maxConcurrency',
  'history',
  'jobFactory',
  'logger',
  'keepAlive',
  'handleSignals',
  'stop',
  'background',
] as const satisfies readonly (keyof SchedulerOptions)[];

/** What may be said of a scheduler. Everything has a default. */
export interface SchedulerOptions {
  /** Its name in the messages of a process that stops. Default `scheduler`. */
  readonly name?: string;
  /** The most runs that are in progress at once, over all jobs. Default: without a limit. */
  readonly maxConcurrency?: number;
  /** How many records each job keeps. Default 100. */
  readonly history?: number;
  /** Makes the jobs that were scheduled by class. Default: calls the constructor. */
  readonly jobFactory?: JobFactory;
  /** Gets the lines of the jobs and every failure. Default: failures that nobody listens for go to stderr. */
  readonly logger?: Logger;
  /** Whether waiting for the next occurrence keeps the process alive. Default true. */
  readonly keepAlive?: boolean;
  /** Whether SIGTERM, SIGINT and their like stop the scheduler, which others do, and how the process ends. Default true. */
  readonly handleSignals?: boolean | SignalOptions;
  /** How long a stop may take where `stop` is not told. */
  readonly stop?: StopOptions;
  /** How `background.run` behaves. */
  readonly background?: {
    /** The most pieces of background work that run at once. Default: without a limit. */
    readonly concurrency?: number;
  };
}
