import type { RunProgressJson, RunRecordJson } from '../job/outcome.js';
import type { RunQuery } from './run-query.js';

/** What can be asked of an engine about the shared jobs on all hosts. Each of these rejects while it can't be told. */
export interface Surveyor {
  /**
   * Who there is, what runs, and what has ended.
   * @param sinceMs `atMs` of the survey before; without it, what ended last of each job
   */
  survey(sinceMs?: number): Promise<Survey>;
  /** What became of runs, on all hosts, what ended last first. */
  history(query: RunQuery): Promise<readonly RunRecordJson[]>;
  /** What became of one run; `undefined` where it is not known, or no longer kept. */
  recordOf(runId: string): Promise<RunRecordJson | undefined>;
  /** How much is asked of a job. */
  askedOf(name: string): Promise<AskedCounts>;
}

/** The hosts and their runs at one moment. */
export interface Survey {
  /** When, by the shared clock, in epoch milliseconds: from where the next one goes on. */
  readonly atMs: number;
  /** The hosts that were seen within the last day. */
  readonly hosts: readonly SurveyedHost[];
  /** What runs or waits, by an id that it has before it ends: to be told, and to be cancelled by. */
  readonly runs: readonly RunProgressJson[];
  /** What has ended, the oldest first; some of it may have been told before. */
  readonly ended: readonly RunRecordJson[];
}

/** One host of a farm. */
export interface SurveyedHost {
  /** As `host` of what it runs says it. */
  readonly name: string;
  /** The id of its process. */
  readonly pid: number;
  /** The version of Carillon that it has, where it has said so. */
  readonly version: string | undefined;
  /** When it joined, in epoch milliseconds. */
  readonly joinedMs: number;
  /** When it was last heard of, in epoch milliseconds. */
  readonly seenMs: number;
  /** It has begun to stop. */
  readonly isStopping: boolean;
  /** How far its own clock is ahead of the shared one, in milliseconds, where it has said so. */
  readonly skewMs: number | undefined;
}

/** How much is asked of a job. */
export interface AskedCounts {
  /** How much waits to run. */
  readonly waiting: number;
  /** Since when that does which is due first, in epoch milliseconds. */
  readonly oldestMs: number | undefined;
  /** How much has failed for good. */
  readonly dead: number;
}
