import { everyImport, nowhere, type Rule, specify } from './support/rule.js';
import type { SourceFile } from './support/source-file.js';

/** Which layers of lib a layer may import, beside itself and those that all may import. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  arguments: [],
  brand: [],
  errors: ['brand'],
  harmless: [],
  nearest: [],
  surplus: [],
  thenable: [],
  time: [],
  recurrence: ['time'],
  job: ['time', 'recurrence'],
  grammar: ['time', 'recurrence', 'job'],
  run: ['time', 'recurrence', 'job'],
  registry: ['time', 'recurrence', 'job', 'grammar'],
  scheduler: ['time', 'recurrence', 'job', 'grammar', 'run'],
  host: ['time'],
  index: ['time', 'recurrence', 'job', 'grammar', 'run', 'registry', 'scheduler', 'host'],
  kit: ['time', 'recurrence', 'job', 'grammar', 'run', 'scheduler', 'host'],
  farm: ['index', 'kit'],
  testing: ['index', 'kit'],
  console: ['index', 'kit'],
  dashboard: ['index', 'kit', 'console'],
  cli: ['index', 'kit', 'testing'],
  page: ['dashboard', 'job'],
};

/** What any layer may import. */
const FOR_ALL: readonly string[] = ['arguments', 'errors', 'harmless', 'nearest', 'surplus', 'thenable'];

/** The modules from outside that a layer may import; the host layer may import any of Node's. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  time: ['node:async_hooks'],
  run: ['node:async_hooks', 'node:diagnostics_channel'],
  farm: [
    'node:crypto',
    'node:fs',
    'node:net',
    'node:os',
    'node:path',
    'node:worker_threads',
    'pg',
    'pg-boss',
    '@electric-sql/pglite',
  ],
  // The last three are the copy of this package that a project has, which the command line works with.
  cli: [
    ...['child_process', 'fs', 'http', 'module', 'path', 'url', 'util'].map(name => `node:${name}`),
    ...['carillon', 'carillon/testing', 'carillon/dashboard'],
  ],
  console: ['node:crypto', 'node:module', 'node:os'],
  dashboard: ['node:crypto', 'node:diagnostics_channel', 'node:fs', 'node:http', 'node:tls', 'node:zlib'],
  page: ['preact'],
};

/** The files that may ask ICU or Luxon about zones; those of the command line only show what is known. */
const ZONE_FILES: readonly string[] = [
  ...['zone', 'instant', 'cached-iana-zone'].map(name => `lib/time/${name}.ts`),
  ...['text/moment', 'text/cells', 'host/this-process'].map(name => `lib/cli/${name}.ts`),
];

const imports: readonly Rule[] = [
  {
    name: 'every import follows an arrow of the map',
    find: everyImport((from, target) => isLib(from) && isLib(target) && !isArrow(layerOf(from), layerOf(target))),
    broken: {
      'lib/time/zone.ts': "import type { Job } from '../job/job.js';",
      'lib/registry/registry.ts': "export { Scheduler } from '../scheduler/scheduler.js';",
      'lib/host/shutdown.ts': "type Scheduler = import('../scheduler/scheduler.js').Scheduler;",
      'lib/testing/simulate.ts': "const job = await import('../job/job.js');",
      'lib/errors.ts': "import './time/zone.js';",
      'lib/utils/text.ts': "import '../time/zone.js';",
      'lib/index.ts': "export { VirtualClock } from './testing/index.js';",
    },
  },
  {
    name: 'no imports go round in a circle, not even those of types',
    find: circles,
    broken: { 'lib/job/a.ts': "import type { A } from './a.js';" },
  },
  {
    name: 'lib imports Luxon, little of Node, and nothing else',
    find: everyImport(
      (from, target) => isLib(from) && !/^(lib|spec|samples)\//.test(target) && !isOutside(from, target),
    ),
    broken: {
      'lib/job/runner.ts': "import { setTimeout } from 'node:timers/promises';",
      'lib/registry/chain.ts': "import { AsyncLocalStorage } from 'node:async_hooks';",
      'lib/host/log.ts': "import pino from 'pino';",
    },
  },
  {
    name: 'lib imports nothing of spec and samples',
    find: everyImport((from, target) => isLib(from) && /^(spec|samples)\//.test(target)),
    broken: { 'lib/testing/clock.ts': "import { at } from '../../spec/support/at.js';" },
  },
  {
    name: 'no recurrence and no registry knows a clock',
    find: everyImport((from, target) => /^lib\/(recurrence|registry)\//.test(from) && target === 'lib/time/clock.ts'),
    broken: { 'lib/recurrence/daily.ts': "import type { Clock } from '../time/clock.js';" },
  },
  {
    name: 'the page in the browser knows what the interface of the dashboard says, which outcomes are bad, and nothing else',
    find: everyImport(
      (from, target) =>
        layerOf(from) === 'page' &&
        isLib(target) &&
        layerOf(target) !== 'page' &&
        !['lib/dashboard/api.ts', 'lib/job/bad-outcome.ts'].includes(target),
    ),
    broken: { 'lib/dashboard/page/row.tsx': "import { cutText } from '../cut-text.js';" },
  },
  {
    name: 'samples read as a user would write them: they import the package by its name',
    find: everyImport((from, target) => from.startsWith('samples/') && /^(lib|spec|dist)\//.test(target)),
    broken: { 'samples/01-hello.ts': "import { Registry } from '../lib/index.js';" },
  },
];

const doors: readonly Rule[] = [
  {
    name: 'only host touches the process',
    find: nowhere(/(?<![.\w#$])(?:process|console|globalThis)(?![\w$]|\??:)/, outsideHost),
    broken: { 'lib/job/a.ts': 'const { pid } = process;', 'lib/scheduler/b.ts': 'console.error(error);' },
  },
  {
    name: 'only host sets timers',
    find: nowhere(/(?<![.\w#$])(?:set|clear)(?:Timeout|Interval|Immediate)(?![\w$]|\??:)/, outsideHost),
    broken: { 'lib/job/a.ts': 'setTimeout(ring, 5);', 'lib/testing/b.ts': 'const settle = setImmediate;' },
  },
  {
    name: 'only host reads the time',
    find: nowhere(/\bDate\s*\.\s*now\b|\bnew\s+Date\b|(?<![.\w#$])performance(?![\w$]|\??:)/, outsideHost),
    broken: { 'lib/time/a.ts': 'return `at ${Date.now()}`;', 'lib/job/b.ts': 'const began = performance.now();' },
  },
  {
    name: 'wall time becomes an instant in one place',
    find: nowhere(
      /\bDateTime\s*\.\s*(?!fromMillis\b|isDateTime\b)[a-z]\w*|\.(?:startOf|endOf)\(|\bkeepLocalTime\b/,
      path => isLib(path) && path !== 'lib/time/zone.ts' && path !== 'lib/time/instant.ts',
    ),
    broken: {
      'lib/recurrence/a.ts': 'DateTime.fromObject({ hour }, { zone })',
      'lib/recurrence/b.ts': "next.startOf('day')",
      'lib/job/c.ts': 'DateTime.now()',
    },
  },
  {
    name: 'zones are asked for in one place',
    find: nowhere(
      /\b(?:IANAZone|FixedOffsetZone|Intl|Settings)\b/,
      path => outsideHost(path) && !ZONE_FILES.includes(path),
    ),
    broken: { 'lib/recurrence/a.ts': 'new Intl.DateTimeFormat(locale)', 'lib/index.ts': 'IANAZone.isValidZone(zone)' },
  },
];

describe('the architecture', () => {
  describe('imports', () => specify(imports));
  describe('doors', () => specify(doors));
});

function isLib(path: string): boolean {
  return path.startsWith('lib/');
}

/** Each file of lib that its own imports lead back to. */
function circles(files: readonly SourceFile[]): readonly string[] {
  const lib = files.filter(({ path }) => isLib(path));
  const targets = new Map(lib.map(({ path, imports }) => [bare(path), imports.map(({ target }) => bare(target))]));
  return [...targets.keys()].filter(name => {
    const reached = new Set(targets.get(name));
    // What is added on the way is gone through as well.
    for (const file of reached) for (const target of targets.get(file) ?? []) reached.add(target);
    return reached.has(name);
  });
}

/** A path without its ending, since what imports a file does not say whether it has markup in it. */
function bare(path: string): string {
  return path.replace(/\.tsx?$/, '');
}

/**
 * The command line is a process of its own, a console says where it runs, and a dashboard what surrounds it. A virtual clock
 * waits for one real turn of the event loop, which takes no time and knows none.
 */
function outsideHost(path: string): boolean {
  return isLib(path) && !['host', 'page'].includes(layerOf(path)) && !OWN_DOORS.test(path);
}

const OWN_DOORS =
  /^lib\/(?:farm\/thread\/|cli\/host\/|console\/place\.ts$|dashboard\/surroundings\.ts$|testing\/promises-settled\.ts$)/;

/** `time` of lib/time/zone.ts, `errors` of lib/errors.ts. */
function layerOf(path: string): string {
  // What runs in a browser has a process, timers and zones of its own.
  if (path.startsWith('lib/dashboard/page/')) return 'page';
  return path.split('/')[1]?.replace(/\.c?ts$/, '') ?? '';
}

function isArrow(from: string, to: string): boolean {
  const allowed = ARROWS[from];
  return allowed !== undefined && (to === from || FOR_ALL.includes(to) || allowed.includes(to));
}

function isOutside(from: string, target: string): boolean {
  const layer = layerOf(from);
  return target === 'luxon' || (layer === 'host' && target.startsWith('node:')) || !!OUTSIDE[layer]?.includes(target);
}
