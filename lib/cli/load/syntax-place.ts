import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { syntaxErrorOf } from '../host/syntax-check.js';
import { isFile } from './is-file.js';

/** More files than this are not looked through. */
const MAX_FILES = 50;
const IMPORTED = /\b(?:from|import)\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/**
 * What Node prints of a syntax error in a module, or in what it imports from beside it. The error itself does not say
 * where it is, where ES modules are concerned; Node only prints it.
 */
export async function printedSyntaxError(file: string): Promise<string | undefined> {
  const seen = new Set<string>();
  const files = [file];
  for (let path = files.shift(); path !== undefined && seen.size < MAX_FILES; path = files.shift()) {
    if (seen.has(path) || !isFile(path)) continue;
    seen.add(path);
    const printed = await syntaxErrorOf(path);
    if (printed !== undefined) return printed;
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(IMPORTED)) files.push(resolve(dirname(path), name));
  }
  return undefined;
}
