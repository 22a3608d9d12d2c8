/** What the process says to who started it: one number a situation, the same for every command. */
export const EXIT = {
  ok: 0,
  /** A check failed, a run failed, or what was asked about makes no sense. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** The module with the registry can't be found or loaded, or exports none. */
  notLoaded: 3,
  /** There is no such job or run. */
  notFound: 4,
  /** The job can't do that now: it is paused, runs already, or was skipped. */
  conflict: 5,
  /** Nothing answers there, or it refuses to. */
  unreachable: 6,
  timedOut: 124,
  /** The terminal is gone: SIGHUP. */
  hungUp: 129,
  /** Ctrl-C. */
  interrupted: 130,
  /** SIGTERM. */
  terminated: 143,
} as const;

/** One of them. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
