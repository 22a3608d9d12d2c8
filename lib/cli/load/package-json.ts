import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Complaint, type ComplaintCode } from '../complaint.js';
import { readJson } from '../text/json.js';

/** What is read of a package.json. */
export interface PackageJson {
  readonly type?: string;
  readonly dependencies?: object;
  readonly devDependencies?: object;
  /** What it says to this command. */
  readonly carillon?: { readonly file?: unknown } | null;
}

/** The package.json of a folder, empty where there is none. @throws Complaint for one that can't be read */
export function packageJsonIn(folder: string, code: ComplaintCode): PackageJson {
  const path = join(folder, 'package.json');
  try {
    return existsSync(path) ? read(path) : {};
  } catch (cause) {
    throw new Complaint(`package.json can't be read: ${(cause as Error).message}`, { code, cause });
  }
}

/** What the nearest package.json says of the modules below it: `module`, `commonjs`, or nothing. */
export function moduleTypeAbove(folder: string): string | undefined {
  try {
    return read(join(folder, 'package.json')).type;
  } catch {
    return dirname(folder) === folder ? undefined : moduleTypeAbove(dirname(folder));
  }
}

function read(path: string): PackageJson {
  const json = readJson(readFileSync(path, 'utf8'));
  if (typeof json === 'object' && json !== null) return json;
  throw new SyntaxError('it holds no object');
}
