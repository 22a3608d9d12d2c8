import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the nearest package.json says of the files below it: `module`, `commonjs`, or nothing. */
export function moduleTypeAbove(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { type?: string }).type;
  } catch {
    return dirname(folder) === folder ? undefined : moduleTypeAbove(dirname(folder));
  }
}
