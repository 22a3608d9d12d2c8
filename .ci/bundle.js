// Makes what is published of what tsc made: few modules instead of two hundred, which are imported several times as fast,
// once as ES modules and once as CommonJS. Names and lines stay as they are, so that a stack trace shows what we call
// things; comments are in the declarations, and left out here.
//
// Node runs the CommonJS, whether it is required or imported: that alone can load a part when it is first used
// (late-requires.js). What is imported is a small ES module, in `node/`, that hands it the Luxon of ES modules. The ES
// modules themselves are for bundlers, which ask for the condition `module` and leave out what an application doesn't use.
//
// A door is what package.json lets in: an entry of `exports`, or the command in `bin`. A new one needs a line there and
// nothing here. All doors share their chunks, so that there is one copy of each class whichever of them is imported.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rollup } from '@rollup/wasm-node';
import { minify } from 'terser';
import { lateRequires, pathFrom } from './late-requires.js';
import { bundlePage, pageAsTexts } from './page.js';

/** The rooms that only one door leads to. */
const ROOMS_OF_ONE_DOOR = ['testing', 'dashboard', 'farm'];
/** What several of those stand on, and the core never loads. */
const SHARED_ROOMS = ['console'];
/** What all commands need; and the parts of the core that every application does: at once, to declare, to start a scheduler. */
const IN_ORDER = ['cli/main', 'core', 'words', 'engine'];
/** What only some applications ask for, each a part for itself: when it is asked for, or with the engine. */
const ON_REQUEST = ['harmless', 'cron', 'describe', 'json', 'lint', 'to-cron'];
/** What is needed at once, beside the host: the classes that are exported, and what these are made of. */
const LOADED_AT_ONCE = [
  ...['index', 'brand', 'errors', 'surplus', 'job/job', 'registry/registry', 'time/at-first-use', 'time/calendar'],
  ...['recurrence/recurrence', 'recurrence/schedule', 'recurrence/lint/lint'],
  ...['scheduler/calls', 'scheduler/scheduled-job', 'scheduler/scheduler', 'scheduler/world'],
];
/** What is imported by the name of a package. */
const EXTERNAL = /^(?!\.|\/|[A-Z]:|\0)/;
/** In ASCII, since V8 reads a text with any other character at half the speed, and keeps it in twice the memory. */
const FORMAT = { beautify: true, ecma: 2020, wrap_func_args: false, ascii_only: true };
/** What bundlers print anew needs less to be read by people. */
const INDENT = { cjs: 2, es: 1 };

const { exports, bin = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
const importable = doorsOf(Object.values(exports).map(door => door.module?.default));
/** The command is CommonJS alone: Node begins it sooner, and most of what it does is over soon. */
const commands = doorsOf(Object.values(bin));
/** What runs in a thread is a file beside the door that starts it, by its own name: `farm/touch-thread`. */
const threads = readdirSync('dist/lib', { recursive: true })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('-thread.js'))
  .map(path => [path.replace(/^(\w+)\/.*?([\w-]+)\.js$/, '$1/$2'), `dist/lib/${path}`]);

await bundlePage();
await publish({ input: [...inputOf(importable), ...threads], format: 'es', extension: 'js' });
await publish({ input: [...inputOf(importable), ...inputOf(commands)], format: 'cjs', extension: 'cjs' });
importInNode(importable);
declare(importable);

/** `testing/index` of `./dist/bundle/testing/index.js`. */
function doorsOf(paths) {
  return paths.flatMap(path => /dist\/bundle\/(.+)\.c?js$/.exec(path ?? '')?.[1] ?? []);
}

function inputOf(doors) {
  return doors.map(door => [door, `dist/lib/${door}.js`]);
}

async function publish({ input, format, extension }) {
  const bundle = await rollup({
    input: Object.fromEntries(input),
    external: EXTERNAL,
    onLog: refuse,
    plugins: [pageAsTexts(), ...(format === 'cjs' ? [lateRequires(IN_ORDER)] : [])],
    preserveEntrySignatures: 'strict',
  });
  const { output } = await bundle.generate({
    format,
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `[name].${extension}`,
    manualChunks: id => chunkOf(id, format),
    exports: 'named',
    externalLiveBindings: false,
    freeze: false,
    hoistTransitiveImports: false,
    minifyInternalExports: false,
    generatedCode: 'es2015',
    outro: format === 'cjs' ? chunk => handsLuxon(chunk) + loadsTheRest(chunk) : '',
  });
  for (const { fileName, code } of output) {
    const legible = { compress: false, mangle: false, format: { ...FORMAT, indent_level: INDENT[format] } };
    const printed = await minify({ [fileName]: code }, { ...legible, module: format === 'es' });
    write(join('dist/bundle', fileName), `${printed.code}\n`);
  }
}

/**
 * A door is a module of its own, which exports what it lets in, and nothing that another door asks for. What `index` itself
 * does belongs to the core: bundlers of applications leave out a module of which they use nothing but what it passes on.
 */
function chunkOf(id, format) {
  const [, path = '', room = ''] = /[\\/]dist[\\/]lib[\\/]((\w+).*)\.js$/.exec(id) ?? [];
  const file = path.replaceAll('\\', '/');
  if (file !== 'index' && [...importable, ...commands].includes(file)) return undefined;
  if (SHARED_ROOMS.includes(room)) return room;
  if (room === 'cli') return partOfCommand(file);
  if (ROOMS_OF_ONE_DOOR.includes(room)) return undefined;
  return format === 'es' ? 'core' : partOf(file, room);
}

/** Each command is a part, and so is what some of them share; what all need is loaded once Node keeps what it compiles. */
function partOfCommand(file) {
  if (file === 'cli/host/compile-cache') return undefined;
  return /^cli\/(?:commands\/\w+|(?:doctor|live|rehearsal|runs|words)(?=\/))/.exec(file)?.[0] ?? 'cli/main';
}

/** Of the core in CommonJS. */
function partOf(file, room) {
  // What the command says of the words that it was called with must not have it load the core.
  if (['harmless', 'nearest'].includes(file)) return 'harmless';
  if (room === 'host' || LOADED_AT_ONCE.includes(file)) return 'core';
  if (room === 'run' || room === 'scheduler') return 'engine';
  const [area, part] = file.split('/');
  return area === 'recurrence' && ON_REQUEST.includes(part) ? part : 'words';
}

/**
 * In the CommonJS of a door: how what is imported hands over its Luxon. It is not among the names that are exported, which
 * are found by reading `exports.`; and it is assigned, since vitest sees nothing else of the packages that it inlines.
 */
function handsLuxon({ name, isEntry }) {
  if (!isEntry || !importable.includes(name)) return '';
  return [
    'const door = exports;',
    `door.handLuxon = require('${pathFrom(name, 'core.cjs')}').handLuxon;`,
    "Object.defineProperty(door, 'handLuxon', { enumerable: false });",
  ].join('\n');
}

/**
 * A process in which a scheduler was made needs no file of the package any more: while it goes on, and at the latest while it
 * stops, another version may stand in the place of its own.
 */
function loadsTheRest({ name }) {
  return name === 'engine' ? `void [${ON_REQUEST.map(part => `require('./${part}.cjs')`)}];` : '';
}

/** The doors as Node imports them. */
function importInNode(doors) {
  const require = createRequire(import.meta.url);
  for (const door of doors) {
    const names = Object.keys(require(`../dist/bundle/${door}.cjs`));
    const lines = [
      `import * as luxon from 'luxon';`,
      `import door from '${pathFrom(`node/${door}`, `${door}.cjs`)}';`,
      'door.handLuxon(luxon);',
      `export const { ${names.join(', ')} } = door;`,
    ];
    write(`dist/bundle/node/${door}.js`, `${lines.join('\n')}\n`);
  }
}

/** A circle between modules, or an import that leads nowhere, is a fault of ours, not news. Of parts one is required late. */
function refuse(_level, log) {
  if (log.code === 'CIRCULAR_CHUNK') return;
  throw new Error(log.message, { cause: log });
}

/**
 * Of the declarations, those that no door leads to say nothing to users. The others become those of CommonJS, which both
 * kinds of module may import by the rules of every compiler, so that a class is one and the same type for both.
 */
function declare(doors) {
  const reached = new Map();
  for (const door of doors) reach(join('dist/lib', door), reached);
  for (const name of readdirSync('dist/lib', { recursive: true })) {
    if (/\.d\.c?ts$/.test(name)) rmSync(join('dist/lib', name));
  }
  for (const [path, text] of reached) writeFileSync(`${path}.d.cts`, text);
  for (const door of doors) {
    writeFileSync(`dist/lib/${door}.d.ts`, `export * from './${door.replace(/^.*\//, '')}.cjs';\n`);
  }
}

function reach(path, reached) {
  if (reached.has(path)) return;
  const text = readFileSync(`${path}.d.ts`, 'utf8');
  const targets = /((?:from |import\()["'](\.[^"']*)\.)js(?=["'])/g;
  reached.set(path, text.replace(targets, '$1cjs'));
  for (const [, , target] of text.matchAll(targets)) reach(join(dirname(path), target), reached);
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
