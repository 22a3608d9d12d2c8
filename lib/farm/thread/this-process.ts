import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** What a farm says of this process to people: host name and number. A host's own id is random, and another at each start. */
export const thisProcess = {
  pid: process.pid,
  name: `${hostname()}:${process.pid}`.slice(0, 60),
  machine: hostname(),
  /** Which time zone data this process has: hosts that differ in it may differ about an occurrence. */
  zones: process.versions['tz'] ?? 'unknown',
  /** Of Carillon, where that can be told. */
  version: ownVersion(),
  application: applicationName,
  isWindows: process.platform === 'win32',
  steadyMs,
  nowMs: () => Date.now(),
};

/** Milliseconds of a clock that all threads of the process share, and that never goes back. */
function steadyMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The name in the nearest package.json, from where the process was started; or that of its folder. */
function applicationName(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const name = nameIn(join(folder, 'package.json'));
    if (name !== undefined) return name;
    if (dirname(folder) === folder) return 'unnamed';
  }
}

/** Of this package, which lies three folders up from where a farm is bundled, and four from where it is not. */
function ownVersion(): string | undefined {
  for (const path of ['../../../package.json', '../../../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (name === 'carillon') return version;
    } catch {
      // A bundler has moved this file to where there is none.
    }
  }
  return undefined;
}

function nameIn(path: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(path, 'utf8'));
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined;
  }
}
