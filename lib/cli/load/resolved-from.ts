import { createRequire } from 'node:module';

/** Where a module finds what it names; `undefined` where it finds nothing. */
export function resolvedFrom(file: string, name: string): string | undefined {
  try {
    return createRequire(file).resolve(name);
  } catch {
    return undefined;
  }
}
