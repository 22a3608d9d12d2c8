import { createRequire } from 'node:module';
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
}

/** This process. */
export function thisPlace(): Place {
  const { pid, versions } = process;
  return { host: hostname(), pid, version: ownVersion(), node: versions.node, tz: versions['tz'] ?? 'unknown' };
}

/** Of the package that this file is of, whose layout holds three folders up; unknown where a bundler moved it. */
function ownVersion(): string {
  try {
    const { name, version } = createRequire(import.meta.url)('../../../package.json') as Record<string, unknown>;
    return name === 'carillon' && typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}
