import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CJS, COMMONJS, ESM, listed, MODULE, STRIPS } from './modules.js';
import { Project } from './project.js';

describe('loading a registry refuses', () => {
  const started = `import { Scheduler } from 'carillon';\n${ESM}
      registry.schedule(() => console.log('it ran')).withName('now').toRunNow();`;
  const refused: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
    'a module that starts a scheduler, before anything runs': [
      `${started}\nexport const scheduler = new Scheduler(registry).start();`,
      /^carillon: jobs.mjs starts a scheduler while it is loaded, at jobs.mjs:8:\d+\n {2}move the registry to a module of its own/,
    ],
    'one that starts it out of sight': [
      `${started}\nnew Scheduler(registry, { keepAlive: false, handleSignals: false }).start();`,
      /starts a scheduler while it is loaded/,
    ],
    'a timer': [
      `${ESM}\nsetInterval(() => {}, 1000);`,
      /leaves a timer running when it is loaded\n {2}move the registry/,
    ],
    'a server': [
      `${ESM}\nimport { createServer } from 'node:http';\nawait new Promise(ok => createServer().listen(0, '127.0.0.1', ok));`,
      /opens a server when it is loaded/,
    ],
    'an await that never ends': [`${ESM}\nawait new Promise(() => {});`, /jobs.mjs is never loaded: an await/],
    'a syntax error, at its own place': [
      'const a = 1;\nconst = 2;',
      /jobs.mjs can't be loaded: SyntaxError: .*\(jobs.mjs:2\)\nconst = 2;/,
    ],
    'what it throws, at its own place': [
      `import { fail } from './fail.mjs';\nfail();`,
      /jobs.mjs can't be loaded: no \\u001b\[31mdatabase \(fail.mjs:1:\d+\)\n$/,
    ],
    'a package that is missing': [
      `import 'no-such-package';`,
      /Cannot find package[^\n]*\n {2}install what it needs: npm install/,
    ],
    'a scheduler that is started right after it was loaded': [
      `${started}\nqueueMicrotask(() => new Scheduler(registry).start());`,
      /^carillon: jobs.mjs starts a scheduler while it is loaded, at jobs.mjs:8:\d+\n {2}move/,
    ],
    'one that is started by what makes the registry': [
      `import { Registry, Scheduler } from 'carillon';
      export default () => new Scheduler(new Registry()).start();`,
      /^carillon: jobs.mjs starts a scheduler while it is loaded, at jobs.mjs:2:\d+\n/,
    ],
    'an end of the process': [
      `${ESM}\nprocess.exit(0);`,
      /^carillon: jobs.mjs ends the process while it is loaded, at jobs.mjs:6:\d+\n {2}throw an error instead/,
    ],
    'what is thrown where nobody catches it': [
      `${ESM}\nsetTimeout(() => { throw new Error('too late'); });\nawait new Promise(ok => setTimeout(ok, 500));`,
      /^carillon: jobs.mjs can't be loaded: too late \(jobs.mjs:6:\d+\)\n/,
    ],
    'a rejection that nobody handles': [
      `${ESM}\nPromise.reject(new Error('no database'));`,
      /^carillon: jobs.mjs can't be loaded: no database \(jobs.mjs:6:\d+\)\n/,
    ],
    'an error that is spoilt': [
      `${ESM}\nthrow Object.assign(new Error('no database'), { stack: 5 });`,
      /^carillon: jobs.mjs can't be loaded: no database\n$/,
    ],
    'what is no error': [`${ESM}\nthrow null;`, /^carillon: jobs.mjs can't be loaded: null\n$/],
    'a chain that is unfinished': [
      `${ESM}\nregistry.schedule(() => {}).withName('half').toRunEvery(5);`,
      /^carillon: jobs.mjs: .*half.*unfinished/,
    ],
    'a constructor that throws': [
      `import { Registry } from 'carillon';\nexport default class extends Registry { constructor() { super(); throw new Error('no'); } }`,
      /^carillon: jobs.mjs can't be loaded: no \(jobs.mjs:2:\d+\)\n$/,
    ],
    'a function that throws, with its place': [
      'export default async app => app.registry;',
      /^carillon: jobs.mjs can't be loaded: TypeError: Cannot read .* \(jobs.mjs:1:\d+\)\n$/,
    ],
  };
  for (const [what, [text, message]] of Object.entries(refused)) {
    it(what, async () => {
      const fail = "export const fail = () => { throw new Error('no \\x1b[31mdatabase'); };";
      const { status, stdout, stderr } = await listed({ 'jobs.mjs': text, 'fail.mjs': fail });
      expect(stderr).to.match(message);
      expect([status, stdout]).to.deep.equal([3, '']);
    });
  }

  it('a module that starts a scheduler in each kind of module, before anything runs', async () => {
    const begin =
      "registry.schedule(() => console.log('it ran')).withName('now').toRunNow();\nnew Scheduler(registry).start();";
    const esm = `${ESM.replace('{ Registry }', '{ Registry, Scheduler }')}${begin}`;
    const cjs = CJS.replace('{ Registry }', '{ Registry, Scheduler }').replace(
      'module.exports',
      `${begin}\nmodule.exports`,
    );
    const kinds: readonly Readonly<Record<string, string>>[] = [
      { 'jobs.cjs': cjs },
      { 'jobs.js': cjs },
      { 'jobs.js': cjs, 'package.json': COMMONJS },
      { 'jobs.js': esm, 'package.json': '{}' },
      { 'jobs.js': esm, 'package.json': MODULE },
      { 'jobs.ts': esm, 'package.json': MODULE },
      { 'jobs.ts': esm, 'package.json': COMMONJS },
      { 'jobs.mts': esm, 'package.json': COMMONJS },
      { 'jobs.ts': esm, 'package.json': '{}' },
    ];
    const stripped: typeof kinds = STRIPS ? [{ 'jobs.ts': cjs }, { 'jobs.ts': esm, 'package.json': '{}' }] : [];
    for (const [files, modules] of [
      ...kinds.map(files => [files, undefined] as const),
      ...stripped.map(files => [files, ['carillon']] as const),
    ]) {
      const { status, stderr } = await listed(files, modules && [...modules]);
      expect(stderr).to.match(/^carillon: jobs\.\w+ (?:starts a scheduler|leaves a timer|exports a scheduler)/);
      expect(stderr, Object.keys(files)[0]).not.to.contain('it ran');
      expect(status).to.equal(3);
    }
  });

  it('a syntax error in what it imports, at its own place', async () => {
    const { stderr } = await listed({ 'jobs.mjs': "import './deep/a.mjs';", 'deep/a.mjs': 'let b;\n\nlet b;' });
    expect(stderr).to.match(/can't be loaded: SyntaxError: .*'b'.* \(deep\/a.mjs:3\)\nlet b;/);
  });

  it('a syntax error in JavaScript that TypeScript imports, at its own place', async () => {
    const { stderr } = await listed({ 'jobs.mts': "import './deep/a.mjs';", 'deep/a.mjs': 'let b;\n\nlet b;' });
    expect(stderr).to.match(/can't be loaded: SyntaxError: .*'b'.* \(deep\/a.mjs:3\)\nlet b;/);
  });

  it('a syntax error in a folder whose name has spaces and brackets, at its own place', async () => {
    for (const name of ['jobs.mjs', 'jobs.cjs']) {
      const path = `my jobs (old)/${name}`;
      const { stderr } = await listed({ [path]: 'const a = 1;\nconst = 2;' }, undefined, ['--file', path]);
      expect(stderr).to.contain(`(my jobs (old)/${name}:2)\nconst = 2;`);
    }
  });

  it('a syntax error of CommonJS and of TypeScript, at its own place', async () => {
    const inCjs = await listed({ 'jobs.cjs': 'const a = 1;\nconst = 2;' });
    expect(inCjs.stderr).to.contain("jobs.cjs can't be loaded: SyntaxError").and.contain('jobs.cjs:2');
    const inTs = await listed({ 'jobs.ts': 'const a: number = 1;\nconst = 2;', 'package.json': MODULE });
    expect(inTs.stderr).to.contain("jobs.ts can't be loaded").and.contain('jobs.ts:2');
    expect([inCjs.status, inTs.status]).to.deep.equal([3, 3]);
  });

  it('to look where there is nothing', async () => {
    const { status, stderr } = await listed({});
    expect([status, stderr]).to.deep.equal([
      3,
      'carillon: no jobs found: none of jobs.ts, src/jobs.ts, schedule.ts, src/schedule.ts (or .js, .mjs) is here\n' +
        '  name the module that exports your registry: carillon list --file src/my-jobs.ts\n' +
        '  or write a first one: carillon init\n',
    ]);
  });

  it('imports in a project of CommonJS, and says how to have them', async () => {
    for (const [name, modules] of [
      ['jobs.js', ['carillon']],
      ['jobs.ts', STRIPS ? ['carillon'] : []],
    ] as const) {
      if (modules.length === 0) continue;
      const { status, stderr } = await listed({ [name]: ESM, 'package.json': COMMONJS }, [...modules]);
      expect(stderr)
        .to.match(new RegExp(`^carillon: ${name} can't be loaded: SyntaxError: Cannot use import .* \\(${name}:2\\)\n`))
        .and.contain(
          `  Node takes it for CommonJS: call it ${name.replace('.', '.m')}, or say "type": "module" in package.json`,
        );
      expect(status).to.equal(3);
    }
  });

  it('a package.json that can not be read, or says something else than a file', async () => {
    for (const [text, message] of [
      ['{', /^carillon: package.json can't be read: /],
      ['null', /^carillon: package.json can't be read: it holds no object\n/],
      [
        '{"carillon":"jobs"}',
        /^carillon: package.json says carillon, and no file\n {2}say it as "carillon": \{ "file"/,
      ],
    ] as const) {
      const { status, stderr } = await listed({ 'jobs.mjs': ESM, 'package.json': text });
      expect(stderr).to.match(message);
      expect(status).to.equal(3);
    }
  });

  it('what is no module', async () => {
    for (const name of ['jobs.txt', 'jobs.json']) {
      const { status, stderr } = await listed({ [name]: '{}' }, undefined, ['--file', name]);
      expect(stderr).to.match(/can't be loaded: .*\n {2}name a module: a file in .ts, .mts, .js, .mjs or .cjs\n$/);
      expect(status).to.equal(3);
    }
  });

  it('what it imports that is no module, without a word on how to name one', async () => {
    const { stderr, status } = await listed({ 'jobs.mjs': `import './data.json';\n${ESM}`, 'data.json': '{}' });
    expect(stderr).to.match(/^carillon: jobs.mjs can't be loaded: TypeError: Module .* attribute .*\n$/);
    expect(status).to.equal(3);
  });

  it('tsx or this package where the project has it broken, and says so of that', async () => {
    for (const [name, file] of [
      ['tsx', 'jobs.ts'],
      ['carillon', 'jobs.mjs'],
    ] as const) {
      const { status, stderr } = await listed(
        {
          [file]: 'export {};',
          [`node_modules/${name}/package.json`]: '{"exports":{".":"./x.mjs","./package.json":"./package.json"}}',
          [`node_modules/${name}/x.mjs`]: "throw new Error('this is of another platform');",
        },
        [],
      );
      expect(stderr).to.equal(
        `carillon: ${name}, as this project has it installed, can't be loaded: this is of another platform\n` +
          '  install it anew: npm install\n',
      );
      expect(status).to.equal(3);
    }
  });

  it('a link that leads in a circle, as a file that is not there', async () => {
    using project = new Project({});
    symlinkSync('jobs.mjs', join(project.folder, 'jobs.mjs'));
    for (const line of [['list'], ['list', '--file', 'jobs.mjs']]) {
      const { status, stderr } = await project.run(line);
      expect(stderr).to.match(/^carillon: (?:no jobs found|there is no file 'jobs.mjs')/);
      expect(status).to.equal(3);
    }
  });

  it('a file that is not there', async () => {
    const { status, stderr } = await listed({}, undefined, ['--file', 'none.mjs']);
    expect(stderr).to.match(/^carillon: there is no file 'none.mjs', which --file names/);
    expect(status).to.equal(3);
  });
});
