import { hostname } from 'node:os';

/** Where a scheduler runs. */
export interface Place {
  readonly host: string;
  readonly pid: number;
  /** Of Carillon. */
  readonly version: string;
  readonly node: string;
  /** The version of the time zone database. */
  readonly tz: string;
  /** Where the process works: paths are shown from there. */
  readonly folder: string;
}

/** As package.json says it, which a bundle of an application has not beside it. */
const VERSION = '0.1.0';

/** This process. */
export function thisPlace(): Place {
  const { pid, versions } = process;
  return {
    host: hostname(),
    pid,
    version: VERSION,
    node: versions.node,
    tz: versions['tz'] ?? 'unknown',
    folder: workingFolder(),
  };
}

/** Nothing where it is gone, as after a deploy: then paths are shown whole. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}
