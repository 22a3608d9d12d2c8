import { expect } from 'chai';
import { everyImport, nowhere, type Rule, specify } from './support/rule.js';
import { lineAt, type SourceFile, sourceFilesIn } from './support/source-file.js';

const MOST_LINES = 250;
const MEDIAN_LINES = 80;
const VAGUE_NAMES = ['utils', 'util', 'helpers', 'helper', 'common', 'types', 'constants', 'manager', 'misc'];
const BASE_CLASSES = [
  'Job',
  'Registry',
  'Error',
  'RangeError',
  'TypeError',
  'SchedulerError',
  'ScheduleError',
  'IANAZone',
];

const files: readonly Rule[] = [
  {
    name: `no file is longer than ${MOST_LINES} lines`,
    find: all => all.filter(file => linesOf(file) > MOST_LINES).map(file => `${file.path} has ${linesOf(file)} lines`),
    broken: { 'lib/job/long.ts': 'x;\n'.repeat(MOST_LINES + 1) },
  },
  {
    name: 'a file is named after its one idea',
    find: all => all.map(file => file.path).filter(path => VAGUE_NAMES.includes(baseName(path))),
    broken: { 'lib/time/helpers.ts': '', 'lib/registry/types.ts': '' },
  },
];

const code: readonly Rule[] = [
  {
    name: 'no default exports, and no export of everything',
    find: nowhere(/\bexport\s*(?:default\b|\*)/, everywhere),
    broken: { 'lib/a.ts': 'export default class {}', 'lib/b.ts': "export * from './errors.js';" },
  },
  {
    name: 'no enums',
    find: nowhere(/\benum\s+\w+\s*\{/, everywhere),
    broken: { 'lib/a.ts': 'export const enum Day { Monday }' },
  },
  {
    name: 'no any',
    find: nowhere(/(?<![.\w#$'"])any(?![\w$(:])/, everywhere),
    broken: { 'lib/a.ts': 'const x = y as any;', 'spec/b.spec.ts': 'let list: any[];' },
  },
  {
    name: 'no inheritance but that of jobs, registries and errors',
    find: nowhere(
      new RegExp(`\\bclass\\s+\\w+(?:<[^>]*>)?\\s+extends\\s+(?!(?:${BASE_CLASSES.join('|')})\\b)\\w+`),
      isLib,
    ),
    broken: { 'lib/a.ts': 'class Scheduler extends EventEmitter {' },
  },
  {
    name: 'private state is #private',
    find: nowhere(/\b(?:private|protected)\s+(?:readonly\s+)?\w/, isLib),
    broken: { 'lib/a.ts': 'private readonly queue = [];' },
  },
  {
    name: 'nothing is left to be done later',
    find: nowhere(/\b(?:TODO|FIXME|HACK|XXX)\b/, everywhere, 'comments'),
    broken: { 'lib/a.ts': '// TODO: later', 'samples/b.ts': '/* FIXME */' },
  },
  {
    name: 'everything that is exported has a doc comment',
    find: all => all.filter(file => isLib(file.path)).flatMap(undocumented),
    broken: { 'lib/a.ts': '/** A. */\nexport const a = 1;\n\nexport function b(): void {}' },
  },
];

const specs: readonly Rule[] = [
  {
    name: 'no spec is skipped or alone',
    find: nowhere(/\b(?:it|describe|context|specify)\s*\.\s*(?:only|skip)\b|\bx(?:it|describe)\s*\(/, isSpec),
    broken: { 'spec/a.spec.ts': "it.only('runs')", 'spec/b.spec.ts': "xit('runs')" },
  },
  {
    name: 'no spec sleeps or reads the real date, but where child processes or browsers run',
    find: nowhere(
      /(?<![.\w#$])set(?:Timeout|Interval)(?=\s*\()|\bDate\s*\.\s*now\s*\(|\bnew\s+Date\s*\(\s*\)|\bperformance\.now\b/,
      (path, file) => isOnVirtualTime(path) && !file.code.includes('useFakeTimers'),
    ),
    broken: { 'spec/a.spec.ts': 'await new Promise(wake => setTimeout(wake, 5));', 'spec/b.spec.ts': 'new Date()' },
  },
  {
    name: 'no spec imports what sleeps, but there',
    find: everyImport((from, target) => isOnVirtualTime(from) && target === 'node:timers/promises'),
    broken: { 'spec/a.spec.ts': "import { setTimeout as sleep } from 'node:timers/promises';" },
  },
];

describe('the style', () => {
  describe('of files', () => {
    specify(files);

    it(`half of the files in lib are no longer than ${MEDIAN_LINES} lines`, () => {
      expect(median(sourceFilesIn('lib').map(linesOf))).to.be.at.most(MEDIAN_LINES);
    });
  });
  describe('of code', () => specify(code));
  describe('of specs', () => specify(specs));
});

/** The exports of a file without a doc comment just above; a type beside a value of its name needs none of its own. */
function undocumented(file: SourceFile): readonly string[] {
  const documented = new Set<string>();
  return [...file.code.matchAll(EXPORT)].flatMap(match => {
    const name = match[1] ?? '';
    if (file.text.slice(0, match.index).trimEnd().endsWith('*/')) documented.add(name);
    return documented.has(name) ? [] : [`${file.path}:${lineAt(file.text, match.index)} exports ${name}`];
  });
}

const EXPORT = /^export\s+(?:(?:abstract|async|declare)\s+)*(?:class|interface|type|const|let|function)\b\*?\s*(\w+)/gm;

function linesOf(file: SourceFile): number {
  return file.text.trimEnd().split('\n').length;
}

function baseName(path: string): string {
  return path.replace(/^.*\/|\..*$/g, '');
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function everywhere(): boolean {
  return true;
}

function isLib(path: string): boolean {
  return path.startsWith('lib/');
}

function isOnVirtualTime(path: string): boolean {
  return isSpec(path) && !isCommand(path) && !isOfOthers(path);
}

/** What waits for another process, which has a clock of its own. */
function isOfOthers(path: string): boolean {
  return /^spec\/(?:process|browser|cli|farm|support\/farm)\//.test(path);
}

/** What is run by a command of its own, on the real clock, and never by mocha. */
function isCommand(path: string): boolean {
  return path.startsWith('spec/soak/') || path === 'spec/simulation/simulate.ts';
}

function isSpec(path: string): boolean {
  return path.startsWith('spec/');
}
