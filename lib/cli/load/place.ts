import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { harmlessLines } from '../../harmless.js';

/** A path, or the URL of one: what is of Node itself begins otherwise. It may hold spaces and brackets. */
const PATH = '((?:file:///(?:[A-Za-z]:)?|/|[A-Za-z]:[\\\\/])[^:\n]*)';
/** `file:///x/jobs.js:3` above a stack, as Node writes it for what it can't parse, and the lines that it shows of it. */
const SHOWN = new RegExp(`^${PATH}:(\\d+)\n([\\s\\S]*?)\n\n?\\w*Error\\b`);
const FRAME = new RegExp(`^\\s*at (?:async )?(?:.*? \\()?${PATH}:(\\d+):(\\d+)\\)?$`, 'gm');

/**
 * Where in a project an error comes from, as `jobs.js:3`, with the lines that Node shows of it; `undefined` where it
 * doesn't say. Frames of Node and of packages are passed over.
 */
export function placeOf(error: unknown, folder: string): string | undefined {
  return placeIn(stackOf(error), folder);
}

/** An application may have made anything of it, also what throws when it is read. */
function stackOf(error: unknown): string {
  try {
    const stack: unknown = error instanceof Error ? error.stack : undefined;
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  }
}

/** The same of what was printed of an error. */
export function placeIn(stack: string, folder: string): string | undefined {
  const [, path, lineNumber, code = ''] = SHOWN.exec(stack) ?? [];
  if (path !== undefined) {
    return `${shortened(path, folder)}:${lineNumber}\n${harmlessLines(code)}`;
  }
  for (const [, file = '', row, column] of stack.matchAll(FRAME)) {
    if (/[\\/]node_modules[\\/]/.test(file)) continue;
    const name = shortened(file, folder);
    if (!name.startsWith('..')) return `${name}:${row}:${column}`;
  }
  return undefined;
}

/** A path as it is shown: from the folder in which the command was called. */
export function shortened(path: string, folder: string): string {
  const plain = path.startsWith('file:') ? fileURLToPath(path) : path;
  return relative(folder, plain).split(sep).join('/');
}
