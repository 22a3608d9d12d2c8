/** Whether it is a document of a dashboard: each says its version. */
export function isOfDashboard(document: unknown): document is { readonly v: 1 } {
  return typeof document === 'object' && document !== null && 'v' in document && document.v === 1;
}

/** What is read of `?get=state`. Times are epoch milliseconds. */
export interface State {
  readonly now: number;
  readonly scheduler: {
    readonly name: string;
    readonly state: string;
    readonly zone: string;
    readonly startedAt?: number;
    readonly host: string;
    readonly pid: number;
  };
  readonly counts: {
    readonly jobs: number;
    readonly running: number;
    readonly failing: number;
    readonly paused: number;
  };
}

/** What is read of a job, as `?get=jobs` lists it. */
export interface Row {
  readonly name: string;
  readonly zone: string;
  readonly state: string;
  readonly streak: number;
  readonly last?: LastRun;
  readonly next?: number;
  readonly progress?: { readonly done: number; readonly total?: number; readonly message?: string };
  /** The run in progress, or the one that waits. */
  readonly run?: string;
  readonly since?: number;
  readonly paused?: { readonly by?: string; readonly reason: string; readonly at: number; readonly until?: number };
}

/** The last run of a job that has ended. */
export interface LastRun {
  readonly id: string;
  readonly at: number;
  readonly ms: number;
  readonly kind: string;
  readonly message?: string;
}

/** `?get=jobs` */
export interface Rows {
  readonly jobs: readonly Row[];
  /** Behind which job the next page begins; absent on the last. */
  readonly after?: string;
}

/** A run, as `?get=runs` lists it. */
export interface Run {
  readonly id: string;
  readonly job: string;
  readonly at: number;
  readonly startedAt?: number;
  readonly ms?: number;
  readonly kind: string;
  readonly trigger: string;
  /** In a farm. */
  readonly host?: string;
  readonly attempts: number;
  readonly detail?: string;
  readonly message?: string;
}

/** `?get=runs`: those that have ended, the newest first. */
export interface Runs {
  readonly runs: readonly Run[];
  /** Of which run the next page begins behind; absent on the last. */
  readonly after?: string;
}

/** A line that a run logged. */
export interface LogLine {
  readonly seq: number;
  readonly at: number;
  readonly level: string;
  readonly text: string;
}

/** `?get=run` */
export interface RunAnswer {
  readonly now: number;
  readonly run: Run & { readonly lines?: readonly LogLine[]; readonly error?: ErrorView; readonly value?: string };
}

/** An error as data. */
export interface ErrorView {
  readonly name: string;
  readonly message: string;
  readonly cause?: ErrorView;
  readonly errors?: readonly ErrorView[];
}

/** What comes of `POST ?do=`. */
export interface Done {
  /** Absent in a farm, where it may begin on any host. */
  readonly run?: string;
  /** The occurrence that is skipped. */
  readonly at?: number;
  readonly count?: number;
  readonly job?: Row;
}
