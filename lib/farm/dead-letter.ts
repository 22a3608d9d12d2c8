import type { InstantInput, RunRecordJson } from '../index.js';

/** What has failed for good. */
export interface DeadLetter {
  /** As `scheduler.asked(id)` takes it. */
  readonly id: string;
  /** The name of its job. */
  readonly job: string;
  /** What it was asked for with. */
  readonly data: unknown;
  /** The record of the last attempt. */
  readonly record: RunRecordJson;
  /** When it failed, in epoch milliseconds. */
  readonly failedAtMs: number;
}

/** Which dead letters are asked for. */
export interface DeadQuery {
  /** Those of this job; without it, of all. */
  readonly name?: string;
  /** At most so many. Default 100. */
  readonly limit?: number;
}

/** Which dead letters are deleted: these, or those of a job, those that failed before an instant, or both. */
export type DiscardWhat = readonly string[] | { readonly name?: string; readonly before?: InstantInput };
