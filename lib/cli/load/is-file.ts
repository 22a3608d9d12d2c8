import { statSync } from 'node:fs';

/** Whether a file is there; one that can't be looked at, as a link in a circle, is none. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
