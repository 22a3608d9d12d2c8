import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { expect } from 'chai';
import { type Packed, pack, run, write } from './support/packed.js';
import { compile } from './support/tsc.js';

/** Twice the code, as ES modules and as CommonJS, with the names and lines of its source; and the declarations. */
const MOST_UNPACKED_BYTES = 3_000_000;
/** What `import 'carillon'` reads, once. */
const MOST_CODE_BYTES = 500_000;

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
  door => /^\.\/dist\/bundle\/(.+)\.js$/.exec(typeof door === 'string' ? '' : door.import.default)?.[1] ?? [],
);

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
    const shared = ['core', 'console'].flatMap(chunk => [`dist/bundle/${chunk}.js`, `dist/bundle/${chunk}.cjs`]);
    expect(others.filter(path => !shared.includes(path))).to.have.members([
      ...['package.json', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'],
      ...['lib', 'spec/bench', 'spec/conformance'].map(folder => `${folder}/README.md`),
      ...doors.flatMap(door => [`dist/bundle/${door}.js`, `dist/bundle/${door}.cjs`]),
      ...Object.values(manifest.bin ?? {}).map(path => path.replace('./', '')),
      ...['dist/bundle/cli/main.cjs', 'dist/bundle/harmless.cjs', ...threads],
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
    const installed = `${packed.consumer}/node_modules/carillon`;
    for (const extension of ['js', 'cjs']) {
      const modules = ['index', 'core'].map(name => `${installed}/dist/bundle/${name}.${extension}`);
      const bytes = modules.map(path => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
      expect(bytes.reduce((sum, size) => sum + size)).to.be.within(1, MOST_CODE_BYTES);
    }
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

  it('is required without a word of warning, and loads no ES module for it', async () => {
    write(packed.consumer, {
      'required.cjs': `
        process.on('warning', warning => console.log(String(warning)));
        const { Registry, Scheduler } = require('carillon');
        const { VirtualClock } = require('carillon/testing');
        const clock = new VirtualClock('2026-01-01T00:00:00Z');
        const registry = new Registry({ zone: 'UTC' });
        registry.schedule(() => console.log('ran')).withName('ring').toRunEvery(1).days().at(9);
        const scheduler = new Scheduler(registry, { clock }).start();
        clock.advance({ hours: 10 }).then(() => scheduler.stop());
        console.log(Object.keys(require.cache).filter(path => path.endsWith('.js') && path.includes('bundle')).length);
      `,
    });
    expect(await run(packed.consumer, 'required.cjs')).to.equal('0\nran');
  });

  it("loads none of Node's own modules for the clock before a clock is read", async () => {
    write(packed.consumer, {
      'loads.mjs': `
        const before = process.moduleLoadList.length;
        const { Registry, Scheduler } = await import('carillon');
        const loaded = () => process.moduleLoadList.slice(before).some(name => name.endsWith(' perf_hooks'));
        console.log(loaded());
        await new Scheduler(new Registry()).start().stop();
        console.log(loaded());
      `,
    });
    expect(await run(packed.consumer, 'loads.mjs')).to.equal('false\ntrue');
  });

  it('knows its other copy, where it is both imported and required', async () => {
    write(packed.consumer, {
      'both.mjs': `
        import { createRequire } from 'node:module';
        import { Registry, Scheduler } from 'carillon';
        import { VirtualClock } from 'carillon/testing';
        const required = createRequire(import.meta.url)('carillon');

        class Ring extends required.Job {
          execute() { return 'rung'; }
        }
        const clock = new VirtualClock('2026-01-01T00:00:00Z');
        const registry = new required.Registry({ zone: 'UTC' });
        registry.schedule(Ring).toRunEvery(1).days();
        const scheduler = new Scheduler(registry, { clock }).start();
        console.log(await scheduler.get('Ring').trigger());
        console.log(new required.Scheduler(new Registry(), { clock }).start().jobs.length);
        const make = () => scheduler;
        console.log(required.Scheduler.shared('both', make) === Scheduler.shared('both', make));
        await scheduler.stop();
      `,
    });
    expect(await run(packed.consumer, 'both.mjs')).to.equal("{ kind: 'succeeded', value: 'rung' }\n0\ntrue");
  });

  it('has one class of each kind for all of its doors', async () => {
    const told = 'new VirtualClock().advance(-1).catch(error => console.log(error instanceof InvalidTimeError));';
    write(packed.consumer, {
      'one.mjs': `
        import { InvalidTimeError } from 'carillon';
        import { VirtualClock } from 'carillon/testing';
        ${told}
      `,
      'one.cjs': `
        const { InvalidTimeError } = require('carillon');
        const { VirtualClock } = require('carillon/testing');
        ${told}
      `,
    });
    expect(await run(packed.consumer, 'one.mjs')).to.equal('true');
    expect(await run(packed.consumer, 'one.cjs')).to.equal('true');
  });

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
          const frames = [...stack.matchAll(/at (.+) \\(file:.*bundle.(\\w+\\.js):(\\d+)/g)];
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
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
  readonly bin?: Readonly<Record<string, string>>;
}

/** Where a page's links lead, as far as that is inside the project. */
function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(link => link[1] ?? '');
}
