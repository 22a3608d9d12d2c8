import type { JobFactory } from '../job/job.js';
import type { ByOptions } from '../job/said.js';
import type { Clock } from '../time/clock.js';
import type { DurationInput } from '../time/duration.js';
import type { Engine } from './engine.js';
import type { DefinitionSource } from './ports.js';
import type { Logger } from './reporter.js';

/** How a scheduler stops with its process. */
export interface SignalOptions {
  /** Signals that ask for a stop beside the usual ones, such as nodemon's `SIGUSR2`. What can't be caught is refused. */
  readonly signals?: readonly `SIG${string}`[] | undefined;
  /**
   * How the process ends when all is stopped: by the `signal`, raised again, or by `process.exit(128 + n)`, so that
   * listeners of `exit` run. Where any scheduler of the process says `exit`, that holds. Default `signal`.
   */
  readonly leaveBy?: 'signal' | 'exit' | undefined;
}

/** How long each half of a stop may take. */
export interface StopOptions {
  /** How long what runs may go on until it is cancelled. Default 5 seconds. */
  readonly drain?: DurationInput | undefined;
  /** How long what was cancelled may take to end until it is abandoned. Default 4 seconds. */
  readonly cancel?: DurationInput | undefined;
}

/** What may be said of a scheduler. Everything has a default. */
export interface SchedulerOptions {
  /** Shares the jobs with other hosts: `pgBoss(…)` or `pglite(…)` of `carillon/farm`. Default: this process runs them all. */
  readonly farm?: Engine | undefined;
  /** Its name in the messages of a process that stops, 1 to 200 characters. Default `scheduler`. */
  readonly name?: string | undefined;
  /**
   * Where its time comes from: a `VirtualClock` in tests. Default: the clock of the host. With another, the signals of
   * the process are left alone unless `handleSignals` says so.
   */
  readonly clock?: Clock | undefined;
  /** The most runs that are in progress at once, over all jobs, 1 or more; in a farm, those of this host. Default: no limit. */
  readonly maxConcurrency?: number | undefined;
  /** How many records each job keeps, 0 or more. Default 100. */
  readonly history?: number | undefined;
  /** Makes the jobs that were scheduled by class. Default: calls the constructor. */
  readonly jobFactory?: JobFactory | undefined;
  /** Gets the lines of the jobs and every failure. Default: failures that nobody listens for go to stderr. */
  readonly logger?: Logger | undefined;
  /** Whether waiting for the next occurrence keeps the process alive. Default true. */
  readonly keepAlive?: boolean | undefined;
  /** Whether SIGTERM, SIGINT and their like stop the scheduler, which others do, and how the process ends. Default true. */
  readonly handleSignals?: boolean | SignalOptions | undefined;
  /** How long a stop may take where `stop` is not told. */
  readonly stop?: StopOptions | undefined;
  /** How `background.run` behaves. */
  readonly background?:
    | {
        /** The most pieces of background work that run at once, 1 or more. Default: without a limit. */
        readonly concurrency?: number | undefined;
        /** The most that wait, 0 or more; the next is refused. Default 10,000. */
        readonly maxPending?: number | undefined;
      }
    | undefined;
}

/** What may be said of a job that is added. */
export interface AddOptions extends ByOptions {
  /** Whether a job of that name gets the new work and schedule in its place: its run in progress goes on, its history stays, and nothing fires at once. Work without a name is refused. Default: a second job of a name is refused. */
  readonly replace?: boolean | undefined;
  /** Whether the job stays when its schedule is over. Default: it leaves, and its name is free. */
  readonly keep?: boolean | undefined;
  /** In whose zone and lane it is: one of those that the scheduler was made with. Default: the first. */
  readonly registry?: DefinitionSource | undefined;
}

/** Which jobs a timeline shows. */
export interface TimelineOptions {
  /** Their names. Default: all. */
  readonly jobs?: readonly string[] | undefined;
}
