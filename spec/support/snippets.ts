import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { compile } from './tsc.js';

/** A fenced block of TypeScript in a page of Markdown. */
export interface Snippet {
  /** The line of the page, from 1, on which its code begins. */
  readonly line: number;
  readonly code: string;
  /** Code on one line that the page leaves out and the compiler needs: `<!-- given: declare const mailer: Mailer; -->`. */
  readonly given: string;
  /** What it prints, where `<!-- run -->` is put before it: the next block, one of `text`. */
  readonly prints: string | undefined;
}

/** The blocks marked `ts`. HTML comments just before one say how it is to be read. */
export function snippetsOf(markdown: string): readonly Snippet[] {
  return [...markdown.matchAll(SNIPPET)].map(match => {
    const [, notes = '', code = '', prints] = match;
    const before = markdown.slice(0, match.index) + match[0].slice(0, match[0].indexOf('```ts\n'));
    return {
      line: before.split('\n').length + 1,
      code,
      given: [...notes.matchAll(/<!-- given: (.*?) -->/g)].map(note => note[1]).join(' '),
      prints: notes.includes('<!-- run -->') ? (prints ?? '') : undefined,
    };
  });
}

const SNIPPET = /((?:^<!-- .*? -->\n+)*)^```ts\n(.*?)^```$(?:(?:(?!^```).)*?^```text\n(.*?)^```$)?/gms;

/** The compiled file of a snippet whose folder `compileSnippets` was given. */
export function compiledSnippet(snippet: Snippet, folder: string): string {
  return `${folder}/line-${snippet.line}.js`;
}

/**
 * Compiles each snippet as a module of its own, inside `folder`, which must be inside the project so that the package's
 * own name is found. Each stands in its file on the lines on which it stands in its page, and so are the errors.
 */
export async function compileSnippets(snippets: readonly Snippet[], folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const snippet of snippets) {
    const text = `${'\n'.repeat(snippet.line - 2)}${snippet.given}\n${snippet.code}`;
    writeFileSync(`${folder}/line-${snippet.line}.ts`, text);
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(settings(folder)));
  return compile(folder);
}

function settings(folder: string) {
  return {
    extends: `${relative(folder, '.')}/tsconfig.json`,
    compilerOptions: {
      rootDir: '.',
      outDir: '.',
      declaration: false,
      incremental: false,
      tsBuildInfoFile: null,
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: ['*.ts'],
    exclude: [],
  };
}
