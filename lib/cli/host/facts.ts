/** What is to be known of this process and its host. */
export interface HostFacts {
  readonly node: string;
  readonly icu: string | undefined;
  /** The release of the time zone data, such as `2026c`. */
  readonly timeZones: string | undefined;
  readonly pid: number;
  /** The signals that somebody listens for. */
  readonly heard: readonly string[];
}

/** Asks this process. */
export function hostFacts(): HostFacts {
  const { node, icu, tz } = process.versions;
  const heard = ['SIGTERM', 'SIGINT', 'SIGHUP'].filter(signal => process.listenerCount(signal) > 0);
  return { node, icu, timeZones: tz, pid: process.pid, heard };
}
