import nodeModule from 'node:module';
import { isAbsolute, join } from 'node:path';

/** What @types/node of the oldest Node lacks. */
interface WithCompileCache {
  enableCompileCache?(folder: string): unknown;
}

/**
 * Lets Node keep what it compiles of a registry and of this package, where it can (22.8 and later), so that the next
 * command begins sooner. It goes to the cache of the user, never into a project, and Node looks at what is in a file before
 * it takes anything from there. Where that folder can't be had, nothing is kept.
 */
export function keepCompiled(environment: Readonly<Record<string, string | undefined>>): void {
  const folder = cacheOf(environment);
  if (folder !== undefined) (nodeModule as WithCompileCache).enableCompileCache?.(join(folder, 'carillon'));
}

function cacheOf({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }: Readonly<Record<string, string | undefined>>) {
  const home = HOME === undefined ? undefined : join(HOME, '.cache');
  return [XDG_CACHE_HOME, LOCALAPPDATA, home].find(folder => folder !== undefined && isAbsolute(folder));
}
