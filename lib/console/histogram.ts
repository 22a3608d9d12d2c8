/** The bounds that durations are counted by, in seconds. */
export const DURATION_BUCKETS_S: readonly number[] = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];

/** The bounds that lateness is counted by, in seconds. */
export const LATENESS_BUCKETS_S: readonly number[] = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 60];
