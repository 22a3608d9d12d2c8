import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { splitSource } from './split-source.js';

/** A TypeScript file of the project, split into what the compiler reads and what only people read. */
export interface SourceFile {
  /** From the project's root, with slashes: `lib/time/zone.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text with comments and the insides of literals blanked; every other character keeps its place. */
  readonly code: string;
  /** The text with everything but comments blanked. */
  readonly comments: string;
  readonly imports: readonly Import[];
}

/** What one import, export-from, dynamic import or import type names. */
interface Import {
  /** A file of the project by its path, or a package or built-in module by its name. */
  readonly target: string;
  readonly line: number;
}

/** Every TypeScript file below these folders of the project, but what is a project of its own: benchmarks, loaders. */
export function sourceFilesIn(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => posix.join(folder, name)))
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => /\.(?:c?ts|tsx)$/.test(path) && !/^spec\/(?:bench|loaders\/(?:cases|node_modules))\//.test(path))
    .map(path => sourceFile(path, readFileSync(path, 'utf8')));
}

/** The file that `text` would be at `path`. */
export function sourceFile(path: string, text: string): SourceFile {
  const { code, comments } = splitSource(text);
  return { path, text, code, comments, imports: importsOf(path, text, code) };
}

/** The line, from 1, on which the character at `index` stands. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

const IMPORT = /\b(?:from|import|(?:import|require)\s*\()\s*(?=['"])/g;

function importsOf(path: string, text: string, code: string): readonly Import[] {
  return [...code.matchAll(IMPORT)].map(match => {
    const opening = match.index + match[0].length;
    const specifier = text.slice(opening + 1, code.indexOf(code.charAt(opening), opening + 1));
    return { target: resolved(path, specifier), line: lineAt(text, opening) };
  });
}

function resolved(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(path), specifier).replace(/js$/, 'ts');
}
