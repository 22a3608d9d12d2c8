import nodeModule from 'node:module';
import { isAbsolute, join } from 'node:path';

/** What @types/node of the oldest Node lacks. */
interface WithCompileCache {
  enableCompileCache?(folder: string): unknown;
}

/**
 * Lets Node keep what it compiles from now on, of this package and of a registry, where it can (22.8 and later), so that
 * the next command begins sooner. It goes to the cache of the user, never into a project, and Node looks at what is in a
 * file before it takes anything from there. Where that folder can't be had, nothing is kept.
 */
export function keepCompiled(): void {
  const folder = cacheOf(process.env);
  if (folder !== undefined) (nodeModule as WithCompileCache).enableCompileCache?.(join(folder, 'carillon'));
}

function cacheOf({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }: NodeJS.ProcessEnv): string | undefined {
  const home = HOME === undefined ? undefined : join(HOME, '.cache');
  return [XDG_CACHE_HOME, LOCALAPPDATA, home].find(folder => folder !== undefined && isAbsolute(folder));
}
