import { expect } from 'chai';
import { lineAt, type SourceFile, sourceFile, sourceFilesIn } from './source-file.js';

/** Something that holds for the project's own sources. */
export interface Rule {
  readonly name: string;
  /** Files, by path, that break the rule: it must find each of them. */
  readonly broken: Readonly<Record<string, string>>;
  /** The places where the files break the rule, each as one line that says where and what. */
  readonly find: (files: readonly SourceFile[]) => readonly string[];
}

/** Specifies that each rule holds for the whole project, and that it is one that could fail. */
export function specify(rules: readonly Rule[]): void {
  for (const rule of rules) {
    it(rule.name, () => {
      expect(rule.find(project())).to.deep.equal([]);
      for (const [path, text] of Object.entries(rule.broken)) {
        expect(rule.find([sourceFile(path, text)]), `the rule must find ${path}: ${text}`).not.to.be.empty;
      }
    });
  }
}

/** A rule that no import breaks: `wrong` says what is wrong with one, if anything is. */
export function everyImport(wrong: (from: string, target: string) => boolean): Rule['find'] {
  return files =>
    files.flatMap(file =>
      file.imports
        .filter(({ target }) => wrong(file.path, target))
        .map(({ target, line }) => `${file.path}:${line} imports ${target}`),
    );
}

/** A rule that a pattern occurs nowhere in the code, or in the comments, of the files that `where` chooses. */
export function nowhere(
  pattern: RegExp,
  where: (path: string, file: SourceFile) => boolean,
  part: 'code' | 'comments' = 'code',
): Rule['find'] {
  const all = new RegExp(pattern, `${pattern.flags}g`);
  return files =>
    files
      .filter(file => where(file.path, file))
      .flatMap(file =>
        [...file[part].matchAll(all)].map(
          match => `${file.path}:${lineAt(file.text, match.index)} says ${match[0].trim()}`,
        ),
      );
}

let everything: readonly SourceFile[] | undefined;

function project(): readonly SourceFile[] {
  everything ??= sourceFilesIn('lib', 'spec', 'samples');
  return everything;
}
