import { existsSync } from 'node:fs';
import { FarmError } from '../farm-errors.js';

/** Refuses a farm whose thread could not begin, since its file is not beside this one, as it is published. @throws FarmError */
export function checkThreadFile(name: keyof typeof FILES): void {
  if (isThere(FILES[name])) return;
  throw new FarmError(
    `a farm runs ${name}.js in a thread, and a bundler has left that file behind: keep carillon out of the bundle, as esbuild does by --external:carillon`,
  );
}

/** Spelt out, by which webpack knows what to take along. */
const FILES = {
  'touch-thread': () => new URL('./touch-thread.js', import.meta.url),
  'pglite-thread': () => new URL('./pglite-thread.js', import.meta.url),
};

function isThere(file: () => URL): boolean {
  try {
    return existsSync(file());
  } catch {
    // CommonJS that a bundler has made of this has no `import.meta`.
    return false;
  }
}
