import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { expect } from 'chai';
import { COMMANDS } from '../lib/cli/commands.js';
import { type Packed, pack, run, write } from './support/packed.js';
import { compile } from './support/tsc.js';

/** Twice the code, as CommonJS and as ES modules for bundlers, with the names and lines of its source; and the declarations. */
const MOST_UNPACKED_BYTES = 3_000_000;
/** What a bundler reads of `carillon`; what Node reads at its import, and to declare jobs and start a scheduler. */
const MOST_CODE_BYTES = 500_000;
const MOST_BYTES_AT_ONCE = 75_000;
const MOST_BYTES_TO_START = 540_000;

/** A user's program, to be compiled and run both as an ES module and as CommonJS. */
const PROGRAM = `
import { Job, type RunContext } from 'carillon';
import { type Engine, keyOf } from 'carillon/kit';
import type { Connection, Farm } from 'carillon/farm';
import * as testing from 'carillon/testing';

export type { Connection, Engine, Farm };

class Ring extends Job {
  override async execute({ signal }: RunContext): Promise<void> {
    signal.throwIfAborted();
  }
}

console.log(new Ring('ring').name, typeof keyOf, Object.keys(testing).join());
`;

const STRICT = { strict: true, skipLibCheck: false, target: 'ES2022', outDir: '.' };

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
/** What can be imported: `index`, `testing/index`. */
const doors = Object.values(manifest.exports).flatMap(
  door => /^\.\/dist\/bundle\/(.+)\.js$/.exec(typeof door === 'string' ? '' : door.module.default)?.[1] ?? [],
);

/** The parts of the core: some are required when they are first used, all that are left with the first scheduler. */
const parts = ['core', 'harmless', 'words', 'engine', 'cron', 'describe', 'json', 'lint', 'to-cron'];

/** What some commands load beside their own code. */
const SHARED_BY_COMMANDS = ['doctor', 'live', 'rehearsal', 'runs', 'words'];

/** What runs in a thread is a file beside the door that starts it. */
const threads = ['pglite-thread', 'touch-thread'].map(name => `dist/bundle/farm/${name}.js`);

describe('the package', () => {
  let packed: Packed;

  before(async () => {
    packed = await pack(['luxon', '@types/luxon', '@types/node', 'undici-types']);
  });
  after(() => packed.remove());

  it('holds only what its users need', () => {
    const others = packed.files.filter(path => !/^(?:dist\/lib\/[\w/-]+\.d\.c?ts|samples\/.+)$/.test(path));
    expect(others).to.have.members([
      ...['package.json', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'],
      ...['lib', 'spec/bench', 'spec/conformance'].map(folder => `${folder}/README.md`),
      ...[...doors, 'console'].flatMap(door => [`dist/bundle/${door}.js`, `dist/bundle/${door}.cjs`]),
      ...doors.map(door => `dist/bundle/node/${door}.js`),
      ...['dist/bundle/core.js', ...parts.map(part => `dist/bundle/${part}.cjs`), ...threads],
      ...Object.values(manifest.bin ?? {}).map(path => path.replace('./', '')),
      ...['main', ...SHARED_BY_COMMANDS].map(name => `dist/bundle/cli/${name}.cjs`),
      ...Object.keys(COMMANDS).map(name => `dist/bundle/cli/commands/${name}.cjs`),
    ]);
  });

  it('tells compilers of old module rules of each of its doors, too', () => {
    const inner = doors.filter(door => door !== 'index').map(door => [door.replace(/\/index$/, ''), door]);
    expect(manifest.typesVersions['*']).to.deep.equal(
      Object.fromEntries(inner.map(([name, door]) => [name, [`./dist/lib/${door}.d.cts`]])),
    );
  });

  it(`is no larger than ${MOST_UNPACKED_BYTES / 1000} kB, and its code no larger than ${MOST_CODE_BYTES / 1000}`, () => {
    expect(packed.unpackedBytes).to.be.at.most(MOST_UNPACKED_BYTES);
    const bytes = (...files: string[]): number =>
      files.reduce(
        (sum, file) => sum + statSync(`${packed.consumer}/node_modules/carillon/dist/bundle/${file}`).size,
        0,
      );
    expect(bytes('index.js', 'core.js')).to.be.at.most(MOST_CODE_BYTES);
    expect(bytes('index.cjs', 'core.cjs')).to.be.at.most(MOST_BYTES_AT_ONCE);
    expect(bytes('index.cjs', ...parts.map(part => `${part}.cjs`))).to.be.at.most(MOST_BYTES_TO_START);
  });

  it('brings along what its pages link to', () => {
    const pages = packed.files.filter(path => path.endsWith('.md'));
    const missing = pages.flatMap(page =>
      linksOf(readFileSync(page, 'utf8'))
        .map(link => posix.normalize(posix.join(posix.dirname(page), link)).replace(/\/$/, ''))
        .filter(target => !packed.files.some(path => path === target || path.startsWith(`${target}/`)))
        .map(target => `${page} links to ${target}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it('leaves publint nothing to say', async () => {
    const words = await run('.', 'node_modules/publint/src/cli.js', 'run', packed.tarball, '--strict');
    expect(words).to.match(/All good!$/);
  });

  it('leaves "are the types wrong?" nothing to say', async () => {
    const words = await run('.', 'node_modules/@arethetypeswrong/cli/dist/index.js', packed.tarball, '--no-color');
    expect(words).to.contain('No problems found');
  });

  const consumers = {
    'the libraries of a browser': { module: 'nodenext', types: [] },
    "Node's own types": { module: 'nodenext', types: ['node'], lib: ['ES2022'] },
    'libraries of an older language': { module: 'nodenext', types: ['node'], lib: ['ES2020'] },
    'the module rules of older compilers': { module: 'node16', types: ['node'], lib: ['ES2022'] },
  };
  for (const [what, settings] of Object.entries(consumers)) {
    it(`compiles in a project that has ${what}`, async () => {
      write(packed.consumer, {
        'program.mts': PROGRAM,
        'program.cts': PROGRAM,
        'tsconfig.json': { compilerOptions: { ...STRICT, ...settings }, files: ['program.mts', 'program.cts'] },
      });
      expect(await compile(packed.consumer)).to.equal('');
      expect(await run(packed.consumer, 'program.mjs')).to.match(/^ring/);
      expect(await run(packed.consumer, 'program.cjs')).to.match(/^ring/);
    });
  }

  it('calls each class and function by its public name', async () => {
    write(packed.consumer, {
      'names.mjs': `
        const exported = { ...(await import('carillon')), ...(await import('carillon/testing')) };
        for (const [name, value] of Object.entries(exported)) {
          if (typeof value === 'function' && value.name !== name) console.log(name, 'is called', value.name);
        }
        console.log(Object.keys(exported).includes('Scheduler'));
      `,
    });
    expect(await run(packed.consumer, 'names.mjs')).to.equal('true');
  });

  it('begins the stack of an error with its name', async () => {
    write(packed.consumer, {
      'stack.mjs': `
        import { NeverFiresError, ScheduleRangeError } from 'carillon';
        for (const error of [new NeverFiresError('report'), new ScheduleRangeError('')]) {
          console.log(/^\\w+/.exec(error.stack)[0]);
        }
      `,
    });
    expect(await run(packed.consumer, 'stack.mjs')).to.equal('NeverFiresError\nScheduleRangeError');
  });

  it('shows in a stack what our functions are called, and lines that can be read', async () => {
    write(packed.consumer, {
      'frames.mjs': `
        import { readFileSync, statSync } from 'node:fs';
        import { Registry, Scheduler } from 'carillon';
        const registry = new Registry();
        registry.schedule(() => {}).withName('ring').toRunEvery(1).days();
        try {
          new Scheduler(registry, { history: -1 });
        } catch ({ stack }) {
          const frames = [...stack.matchAll(/at (.+) \\(.*bundle.(\\w+\\.cjs):(\\d+)/g)];
          const lengths = frames.map(([, , file, line]) => {
            return readFileSync('node_modules/carillon/dist/bundle/' + file, 'utf8').split('\\n')[line - 1].length;
          });
          console.log(frames.some(([, name]) => name === 'new Scheduler'), frames.length > 1);
          console.log(Math.max(...lengths) < 200);
        }
      `,
    });
    expect(await run(packed.consumer, 'frames.mjs')).to.equal('true true\ntrue');
  });
});

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly module: { readonly default: string } }>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
  readonly bin?: Readonly<Record<string, string>>;
}

/** Where a page's links lead, as far as that is inside the project. */
function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(link => link[1] ?? '');
}
