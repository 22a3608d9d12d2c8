import { expect } from 'chai';
import { type Packed, pack, run, write } from './support/packed.js';
import { compile } from './support/tsc.js';

const MOST_UNPACKED_BYTES = 300_000;

/** A user's program, to be compiled and run both as an ES module and as CommonJS. */
const PROGRAM = `
import { Job, type RunContext } from 'carillon';
import * as testing from 'carillon/testing';

class Ring extends Job {
  override async execute({ signal }: RunContext): Promise<void> {
    signal.throwIfAborted();
  }
}

console.log(new Ring('ring').name, Object.keys(testing).join());
`;

const STRICT = { strict: true, skipLibCheck: false, target: 'ES2022', outDir: '.' };

describe('the package', () => {
  let packed: Packed;

  before(async () => {
    packed = await pack(['luxon', '@types/luxon', '@types/node', 'undici-types']);
  });
  after(() => packed.remove());

  it('holds only what its users need', () => {
    const others = packed.files.filter(path => !/^dist\/lib\/[\w/-]+\.d\.c?ts$/.test(path));
    expect(others).to.have.members([
      ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'],
      ...['index.js', 'index.cjs', 'testing/index.js', 'testing/index.cjs'].map(name => `dist/bundle/${name}`),
    ]);
  });

  it(`is no larger than ${MOST_UNPACKED_BYTES / 1000} kB`, () => {
    expect(packed.unpackedBytes).to.be.at.most(MOST_UNPACKED_BYTES);
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

  it('is one and the same, imported or required', async () => {
    write(packed.consumer, {
      'same.mjs': `
        import { createRequire } from 'node:module';
        import { Job } from 'carillon';
        import * as testing from 'carillon/testing';
        const require = createRequire(import.meta.url);
        console.log(require('carillon').Job === Job, require('carillon/testing') === testing);
      `,
    });
    expect(await run(packed.consumer, 'same.mjs')).to.equal('true true');
  });

  it('has one class of each kind for both of its doors', async () => {
    write(packed.consumer, {
      'one.mjs': `
        import { InvalidTimeError } from 'carillon';
        import { VirtualClock } from 'carillon/testing';
        new VirtualClock().advance(-1).catch(error => console.log(error instanceof InvalidTimeError));
      `,
    });
    expect(await run(packed.consumer, 'one.mjs')).to.equal('true');
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
});
