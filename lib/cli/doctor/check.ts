import type { HostFacts } from '../host/facts.js';
import type { Jobs } from '../load/jobs.js';
import type { Shell } from '../shell.js';

/** What is looked at. */
export interface Patient {
  readonly jobs: Jobs;
  readonly host: HostFacts;
  readonly shell: Shell;
  readonly nowMs: number;
}

/** What a check has found: `ok`, something to know of, or something that fails; and what to do about it. */
export interface Diagnosis {
  readonly verdict: 'ok' | 'note' | 'failed';
  readonly label: string;
  readonly text: string;
  readonly remedy?: string;
  /** It is to be known of, and all right as it is: `--strict` lets it pass. */
  readonly isFine?: true;
}

/** Looks for one thing. What does not concern a patient finds nothing. */
export type Check = (patient: Patient) => readonly Diagnosis[] | Promise<readonly Diagnosis[]>;
