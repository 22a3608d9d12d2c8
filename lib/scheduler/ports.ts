import type { When } from '../grammar/words.js';
import type { JobDefinition } from '../job/definition.js';
import type { Work } from '../job/job.js';
import type { AfterRound, Clock } from '../time/clock.js';
import type { ServerParticipant, WebServer } from './participant.js';
import type { Print } from './reporter.js';
import type { Share } from './shared-scheduler.js';

/**
 * Makes the definition of a job out of what a front end says of when; without it the job's own interval counts. An edit
 * keeps of `kept` what is not said.
 */
export type Define = (work: Work, when?: When, kept?: JobDefinition) => JobDefinition;

/** Where a scheduler's first jobs come from: a `Registry`, of whichever copy of this package. */
export interface DefinitionSource {
  /** The jobs that were declared, in order. */
  definitions(): readonly JobDefinition[];
}

/** What a scheduler asks of a registry beside its jobs. */
export interface RegistryPort extends DefinitionSource {
  /** For the jobs that are added later. */
  readonly definer: Define;
  /** Whether it sees to it that no two of its jobs have one name; where it doesn't say so, the scheduler looks. */
  readonly hasUniqueNames?: boolean;
  /** Its jobs have been taken: what is declared later would not run, and is refused. */
  seal(): void;
}

/** What a scheduler needs of the process around it. */
export interface World {
  /** The clock where none is given, and the alarm where the given one throws. */
  readonly clock: Clock;
  /** Calls back when the event loop has come round. */
  readonly afterRound: AfterRound;
  /** A part of each run's id, so that two processes never give the same. */
  processId(): string;
  /** Has the scheduler stopped with its process. */
  readonly shutdown: ShutdownRegistry;
  /** Writes a line where failures are seen. */
  readonly print: Print;
  /** A registry without jobs. */
  emptySource(): RegistryPort;
  /** @throws ScheduleError for a signal that this host does not have, or that can't be caught */
  checkSignals(signals: readonly string[]): void;
  /**
   * Makes a web server take part in a stop. `asked` is called in the async context of each request.
   * @throws ScheduleError for what is no server of node:http
   */
  serverParticipant(server: WebServer, name: string | undefined, asked: () => void): ServerParticipant;
  /** What all copies of the package in this process share. */
  readonly shared: Share;
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
  pending(): readonly string[];
  stop(): Promise<{ readonly abandoned: readonly unknown[] }>;
  /** Ends the patience of a stop in progress. */
  cancelNow(): void;
}

/** How the process is asked to stop beside the usual ways, and how it ends then. */
export interface SignalSettings {
  readonly signals: readonly `SIG${string}`[];
  readonly leaveBy: 'signal' | 'exit';
}
