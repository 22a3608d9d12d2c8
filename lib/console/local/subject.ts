// What a local console asks of a scheduler: the public `Scheduler` is one. Times at its edge are Luxon's, or milliseconds.

/** An instant, as Luxon's `DateTime` tells it. */
export interface Instant {
  toMillis(): number;
}

/** A scheduler, seen from outside. */
export interface Subject {
  readonly name: string;
  readonly state: 'new' | 'running' | 'stopping' | 'stopped';
  readonly startedAt: Instant | undefined;
  readonly jobs: readonly SubjectJob[];
  /** What its clock shows, in epoch milliseconds. */
  now(): number;
  get(name: string): SubjectJob | undefined;
  explainRun(name: string, atMs: number): SubjectWhy;
  on<E extends keyof SubjectEvents>(name: E, listener: (event: SubjectEvents[E]) => void): () => void;
  join(participant: SubjectParticipant): () => void;
}

/** What takes part in a stop. */
export interface SubjectParticipant {
  readonly name: string;
  halt(): void;
  cancel(reason: string): void;
  idle(): Promise<void>;
}

/** Why a job did or didn't run. */
export interface SubjectWhy {
  readonly verdict: string;
  readonly code: string;
  readonly text: string;
  readonly runId?: string | undefined;
}

/** A live handle. */
export interface SubjectJob {
  readonly name: string;
  readonly schedule: SubjectSchedule;
  readonly rules: SubjectRules;
  readonly purpose: string | undefined;
  readonly tags: readonly string[];
  /** `file:line` of its declaration. */
  readonly declaredAt: string | undefined;
  readonly phase: 'idle' | 'entering' | 'waiting' | 'starting' | 'running' | 'cancelling' | 'paused' | 'ended';
  /** In epoch milliseconds. */
  readonly nextRunMs: number | undefined;
  readonly interval: { toMillis(): number } | undefined;
  readonly lastRun: SubjectRecord | undefined;
  readonly lastSuccess: SubjectRecord | undefined;
  readonly streak: number;
  readonly history: readonly SubjectRecord[];
  readonly running: readonly SubjectProgress[];
  readonly waiting: readonly SubjectProgress[];
  readonly paused: SubjectPause | undefined;
  readonly stats: SubjectStats;
  preview(count: number): readonly Instant[];
  trigger(options: { readonly by?: string }): Promise<unknown>;
  pause(reason: string | undefined, options: { readonly by?: string; readonly until?: number }): void;
  resume(options: { readonly by?: string }): void;
  /** @returns the occurrence that is skipped */
  skipNext(reason: string | undefined, options: { readonly by?: string }): Instant | undefined;
  cancel(reason: string | undefined, options: { readonly by?: string; readonly runId?: string }): boolean;
}

/** When a job runs, as a value. */
export interface SubjectSchedule {
  readonly zone: string;
  /** In English, without zone and notes. */
  readonly words: string;
  readonly notes: readonly string[];
  /** The cron text that it was declared by. */
  readonly cronText: string | undefined;
  /** How it was said in code, where that is known. */
  readonly code: string | undefined;
  nextMs(afterMs: number): number | undefined;
  toCron(): { readonly cron?: string; readonly message?: string };
}

/** A pause of a job. */
export interface SubjectPause {
  readonly reason: string;
  readonly by: string | undefined;
  readonly atMs: number;
  readonly untilMs: number | undefined;
}

/** How runs of a job behave. */
export interface SubjectRules {
  readonly overlap: 'skip' | 'runAfter' | 'cancelPrevious' | 'allow';
  readonly group: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly abandonAfterMs: number | undefined;
  readonly retry:
    | {
        readonly attempts: number;
        readonly delayMs: number;
        readonly factor: number;
        readonly attemptTimeoutMs: number | undefined;
      }
    | undefined;
  readonly missed: { readonly kind: 'runOnce' | 'skip' | 'runAll'; readonly max: number };
  readonly jitterMs: number;
}

/** The counters of a job. */
export interface SubjectStats {
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly cancelled: number;
  readonly abandoned: number;
  readonly missed: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly latenessMs: SubjectPercentiles | undefined;
  readonly durationMs: SubjectPercentiles | undefined;
}

/** In milliseconds. */
export interface SubjectPercentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** A run that has started or waits. */
export interface SubjectRun {
  readonly jobName: string;
  readonly runId: string;
  readonly key: string;
  readonly trigger: 'schedule' | 'startup' | 'manual' | 'catchUp';
  readonly by: string | undefined;
  readonly occurrenceMs: number;
  readonly startedAtMs: number | undefined;
  readonly lateMs: number;
}

/** A run that has not ended: how far it is. */
export interface SubjectProgress extends SubjectRun {
  readonly attempts: number;
  readonly lines: readonly SubjectLine[];
  readonly droppedLines: number;
  readonly progress: SubjectStep | undefined;
}

/** A line of its log. */
export interface SubjectLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: unknown;
  readonly atMs: number;
}

/** What it said of its progress. */
export interface SubjectStep {
  readonly done: number;
  readonly total: number | undefined;
  readonly message: string | undefined;
}

/** An occurrence that has ended. */
export interface SubjectRecord extends SubjectProgress {
  readonly outcome: SubjectOutcome;
  readonly settledAtMs: number;
  readonly durationMs: number | undefined;
  /** As plain data: never throws. */
  toJSON(): SubjectRecordJson;
}

/** How an occurrence ended. */
export type SubjectKind = 'succeeded' | 'failed' | 'timedOut' | 'cancelled' | 'abandoned' | 'skipped' | 'missed';

/** How an occurrence ended, with what it gave. */
export type SubjectOutcome =
  | { readonly kind: 'succeeded'; readonly value: unknown }
  | { readonly kind: Exclude<SubjectKind, 'succeeded' | 'skipped' | 'missed'>; readonly error: unknown }
  | { readonly kind: 'skipped'; readonly reason: string; readonly detail: string; readonly count?: number }
  | { readonly kind: 'missed'; readonly count: number; readonly last: Instant; readonly into: string | undefined };

/** A record as plain data. */
export interface SubjectRecordJson {
  readonly retriedErrors?: readonly SubjectError[];
  readonly outcome: {
    readonly kind: SubjectKind;
    readonly value?: unknown;
    readonly error?: SubjectError;
    readonly thrown?: SubjectError;
  };
}

/** An error as plain data. */
export interface SubjectError {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  /** The stack's frames that are none of Node's own. */
  readonly frames?: readonly string[];
  readonly hidden?: number;
  readonly cause?: SubjectError;
}

/** What a job heard of. */
export interface SubjectJobEvent {
  readonly jobName: string;
  readonly reason: string | undefined;
  readonly by: string | undefined;
}

/** The events that a console hears. */
export interface SubjectEvents {
  readonly started: SubjectRun;
  readonly waiting: SubjectRun;
  readonly retrying: { readonly run: SubjectRun; readonly delayMs: number };
  readonly ended: SubjectRecord;
  readonly logged: { readonly run: SubjectRun; readonly line: SubjectLine };
  readonly progressed: { readonly run: SubjectRun; readonly progress: SubjectStep };
  readonly added: SubjectJobEvent;
  readonly edited: SubjectJobEvent;
  readonly removed: SubjectJobEvent;
  readonly paused: SubjectJobEvent;
  readonly resumed: SubjectJobEvent;
  readonly skipping: SubjectJobEvent & { readonly occurrence: Instant };
  readonly scheduleFailed: { readonly jobName: string; readonly error: unknown };
  readonly clockJumped: { readonly byMs: number };
  readonly loopBlocked: { readonly byMs: number };
  readonly stopping: { readonly pending: readonly string[] };
  readonly stopped: { readonly abandoned: readonly unknown[]; readonly tookMs: number };
}
