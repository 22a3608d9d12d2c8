import type { JobStats, RunProgress, RunRecord, ScheduledJob, Scheduler } from '../../index.js';
import type { RunsQuery, Sees } from '../console.js';
import type { HostView, Problem } from '../findings.js';
import type { JobDetail } from '../job-detail.js';

/** What a console asks of a scheduler: one, several that are seen as one, or one that shares its jobs with other hosts. */
export interface Subject
  extends Pick<Scheduler, 'name' | 'state' | 'startedAt' | 'now' | 'explainRun' | 'on' | 'join'> {
  readonly jobs: readonly SubjectJob[];
  get(name: string): SubjectJob | undefined;
  /** What is known of other hosts; absent where there are none. */
  readonly beyond?: Beyond | undefined;
}

/** What is known beyond this process, where several hosts share jobs. */
export interface Beyond {
  /** Resolves when what is known is no older than a moment, or than this call, or can't be had now. */
  fresh(than?: 'now'): Promise<void>;
  /** The same, and nobody waits for it. */
  look(): void;
  /** Resolves when this host has learned of what was done to these jobs. @returns false where it has not within a moment */
  hasLearned(jobs: readonly string[], isSo: (job: SubjectJob) => boolean): Promise<boolean>;
  /** Tells the name of a job whose runs elsewhere have changed. @returns a function that takes the listener off again */
  onChanged(listener: (job: string) => void): () => void;
  /** Tells what has ended of the shared jobs, on whatever host. @returns as above */
  onEnded(listener: (record: SubjectRecord) => void): () => void;
  hosts(sees?: Sees): readonly HostView[];
  problems(): readonly Problem[];
  /** Records of all hosts, what ended last first; `undefined` for a job that this process runs for itself. */
  runs(query: RunsQuery): Promise<readonly SubjectRecord[]> | undefined;
  run(id: string): Promise<SubjectRecord | undefined>;
  /** How much is asked of a job; `undefined` where nothing can be. */
  asked(job: string): Promise<JobDetail['asked']>;
  /** Lets what was asked of a job and has failed for good run again. @returns how much */
  redrive(job: string): Promise<number>;
  /** Looks no more. */
  close(): void;
}

/** A live handle. */
export type SubjectJob = Pick<
  ScheduledJob,
  | 'name'
  | 'schedule'
  | 'rules'
  | 'notes'
  | 'purpose'
  | 'tags'
  | 'declaredAt'
  | 'phase'
  | 'nextRunMs'
  | 'streak'
  | 'interval'
  | 'stats'
  | 'paused'
  | 'preview'
  | 'trigger'
  | 'pause'
  | 'resume'
  | 'skipNext'
  | 'cancel'
> & {
  readonly running: readonly SubjectProgress[];
  readonly waiting: readonly SubjectProgress[];
  readonly history: readonly SubjectRecord[];
  readonly lastRun: SubjectRecord | undefined;
  readonly lastSuccess: SubjectRecord | undefined;
  /** What this process counted, where `stats` are of all hosts. */
  readonly counted?: JobStats;
};

/** A run that has not ended: how far it is. */
export type SubjectProgress = Pick<
  RunProgress,
  | 'jobName'
  | 'runId'
  | 'key'
  | 'occurrenceMs'
  | 'trigger'
  | 'by'
  | 'host'
  | 'startedAtMs'
  | 'lateMs'
  | 'attempts'
  | 'lines'
  | 'droppedLines'
  | 'progress'
>;

/** An occurrence that has ended. */
export type SubjectRecord = SubjectProgress &
  Pick<RunRecord, 'outcome' | 'settledAtMs' | 'durationMs' | 'toJSON'> & {
    /** Another process ran it, whose counters it is for. */
    readonly isElsewhere?: true;
  };
