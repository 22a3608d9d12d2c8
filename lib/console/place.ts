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
  /** Where the process works: paths are shown from there. */
  readonly folder: string;
}

/** This process. */
export function thisPlace(): Place {
  const { pid, versions } = process;
  return {
    host: hostname(),
    pid,
    version: ownVersion(),
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

/** Of the package that this file is of, which lies two folders up where it is bundled and three where it is not. */
function ownVersion(): string {
  return versionIn('../../../package.json') ?? versionIn('../../package.json') ?? 'unknown';
}

function versionIn(path: string): string | undefined {
  try {
    const { name, version } = createRequire(import.meta.url)(path) as Readonly<Record<string, unknown>>;
    return name === 'carillon' && typeof version === 'string' ? version : undefined;
  } catch {
    // A bundler has moved this file to where there is none, or made CommonJS of it, which has no `import.meta`.
    return undefined;
  }
}
