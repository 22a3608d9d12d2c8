import { expect } from 'chai';
import { type Outcome, Project } from './project.js';

const ESM = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
registry.schedule(() => {}).withName('one').toRunEvery(1).days();
`;
const CJS = `
const { Registry } = require('carillon');
const registry = new Registry({ zone: 'UTC' });
registry.schedule(() => {}).withName('one').toRunEvery(1).days();
module.exports = { registry };
`;
const TYPED = ESM.replace("'one'", "'one' satisfies string as string");
const ENUM = `enum Names { One = 'one' }\n${ESM.replace("'one'", 'Names.One')}`;
const MODULE = JSON.stringify({ type: 'module' });
const COMMONJS = JSON.stringify({ type: 'commonjs' });

/** Whether the Node that runs this reads TypeScript itself. */
const STRIPS = Boolean((process.features as { typescript?: unknown }).typescript);

async function listed(files: Readonly<Record<string, string>>, modules?: string[], args: readonly string[] = []) {
  using project = new Project(files, modules);
  return await project.run(['list', ...args]);
}

function expectOne({ status, stdout, stderr }: Outcome): void {
  expect(stderr).to.match(/^\n1 job in /);
  expect(stdout).to.contain('every day at 00:00');
  expect(status).to.equal(0);
}

describe('loading a registry', () => {
  describe('finds', () => {
    const found: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'jobs.js in a project of modules': { 'jobs.js': ESM, 'package.json': MODULE },
      'jobs.js in a project that says nothing': { 'jobs.js': ESM, 'package.json': '{}' },
      'jobs.js of CommonJS that says nothing': { 'jobs.js': CJS },
      'jobs.js in a project of CommonJS': { 'jobs.js': CJS, 'package.json': COMMONJS },
      'jobs.mjs': { 'jobs.mjs': ESM, 'package.json': COMMONJS },
      'jobs.cjs': { 'jobs.cjs': CJS, 'package.json': MODULE },
      'jobs.ts by tsx': { 'jobs.ts': TYPED, 'package.json': MODULE },
      'jobs.ts by tsx in a project of CommonJS': { 'jobs.ts': TYPED, 'package.json': COMMONJS },
      'jobs.mts by tsx': { 'jobs.mts': TYPED },
      'enums by tsx': { 'jobs.ts': ENUM, 'package.json': MODULE },
      'src/jobs.js': { 'src/jobs.js': ESM, 'package.json': MODULE },
      'schedule.mjs': { 'schedule.mjs': ESM },
      'src/schedule.ts': { 'src/schedule.ts': TYPED, 'package.json': MODULE },
      'what package.json names': { 'lib/all.mjs': ESM, 'package.json': '{ "carillon": { "file": "lib/all.mjs" } }' },
    };
    for (const [what, files] of Object.entries(found)) {
      it(what, async () => expectOne(await listed(files)));
    }

    it('what --file names, before all else', async () => {
      expectOne(await listed({ 'jobs.mjs': 'syntax error', 'other.mjs': ESM }, undefined, ['--file', 'other.mjs']));
    });

    it('jobs before schedule, and here before src', async () => {
      expectOne(await listed({ 'jobs.mjs': ESM, 'src/jobs.ts': '(', 'schedule.ts': '(' }));
    });
  });

  describe('without tsx', () => {
    const bare = ['carillon'];

    it('reads types where Node can, and is refused with three remedies where it cannot', async () => {
      const outcome = await listed({ 'jobs.ts': TYPED, 'package.json': MODULE }, bare);
      if (STRIPS) return expectOne(outcome);
      expect(outcome.status).to.equal(3);
      expect(outcome.stderr.split('\n')).to.deep.equal([
        "carillon: this Node can't read jobs.ts, which is TypeScript",
        '  install tsx in this project: npm install --save-dev tsx',
        '  or use Node 22.18 or later, which reads TypeScript itself',
        '  or compile it, and name what comes of it: carillon list --file dist/jobs.js',
        '',
      ]);
    });

    it('finds stock.ts behind ./stock.js', async () => {
      const files = { 'jobs.ts': `export { registry } from './stock.js';`, 'stock.ts': TYPED, 'package.json': MODULE };
      const outcome = await listed(files, bare);
      if (STRIPS) expectOne(outcome);
      else expect(outcome.status).to.equal(3);
    });

    it('refuses enums with the remedy', async () => {
      const { status, stderr } = await listed({ 'jobs.ts': ENUM, 'package.json': MODULE }, bare);
      expect(status).to.equal(3);
      expect(stderr).to.contain('npm install --save-dev tsx');
      if (STRIPS) expect(stderr).to.match(/enum/);
    });
  });

  describe('takes as the registry', () => {
    const declare = "new Registry({ zone: 'UTC' }); r.schedule(() => {}).withName('one').toRunEvery(1).days();";
    const head = `import { Registry } from 'carillon';\nconst r = ${declare}\n`;
    const body =
      "constructor() { super({ zone: 'UTC' }); this.schedule(() => {}).withName('one').toRunEvery(1).days(); }";
    const taken: Readonly<Record<string, string>> = {
      'a default export': `${head}export default r;`,
      'the only one under another name': `${head}export { r as shop };\nexport const other = 5;`,
      'a class': `import { Registry } from 'carillon';\nexport class Jobs extends Registry { ${body} }`,
      'a class by default': `import { Registry } from 'carillon';\nexport default class extends Registry { ${body} }`,
      'what a function gives': `${head}export const registry = () => r;`,
      'what a function gives later': `${head}export default async function make() { return r; }`,
      'the one called registry, of several': `${head}export const other = new Registry();\nexport { r as registry };`,
    };
    for (const [what, text] of Object.entries(taken)) {
      it(what, async () => expectOne(await listed({ 'jobs.mjs': text })));
    }

    it('none of several', async () => {
      const { status, stderr } = await listed({ 'jobs.mjs': `${head}export { r as a, r as b };` });
      expect([status, stderr]).to.deep.equal([
        3,
        'carillon: jobs.mjs exports several registries: a, b\n  export the one that is meant as registry\n',
      ]);
    });

    it('nothing where there is none, and says what is exported; it calls no function of another name', async () => {
      const text = 'export const jobs = [];\nexport function sendMail() { throw new Error("called"); }';
      const { status, stderr } = await listed({ 'jobs.mjs': text });
      expect([status, stderr]).to.deep.equal([
        3,
        'carillon: jobs.mjs exports no registry: it exports jobs, sendMail\n' +
          '  export it: export const registry = new Registry(); a class of Registry, or a function that returns one, does too\n',
      ]);
    });
  });

  describe('refuses', () => {
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
        /jobs.mjs can't be loaded: no \\x1b\[31mdatabase \(fail.mjs:1:\d+\)\n$/,
      ],
      'a package that is missing': [
        `import 'no-such-package';`,
        /Cannot find package[^\n]*\n {2}install what it needs: npm install/,
      ],
      'a chain that is unfinished': [
        `${ESM}\nregistry.schedule(() => {}).withName('half').toRunEvery(5);`,
        /^carillon: jobs.mjs: .*half.*unfinished/,
      ],
      'a constructor that throws': [
        `import { Registry } from 'carillon';\nexport default class extends Registry { constructor() { super(); throw new Error('no'); } }`,
        /^carillon: jobs.mjs: making its registry by default failed: no\n$/,
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
      ];
      for (const files of kinds) {
        const { status, stderr } = await listed(files);
        expect(stderr).to.match(/^carillon: jobs\.\w+ (?:starts a scheduler|leaves a timer|exports a scheduler)/);
        expect(stderr, Object.keys(files)[0]).not.to.contain('it ran');
        expect(status).to.equal(3);
      }
    });

    it('a syntax error in what it imports, at its own place', async () => {
      const { stderr } = await listed({ 'jobs.mjs': "import './deep/a.mjs';", 'deep/a.mjs': 'let b;\n\nlet b;' });
      expect(stderr).to.match(/can't be loaded: SyntaxError: .*'b'.* \(deep\/a.mjs:3\)\nlet b;/);
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

    it('a file that is not there', async () => {
      const { status, stderr } = await listed({}, undefined, ['--file', 'none.mjs']);
      expect(stderr).to.match(/^carillon: there is no file 'none.mjs', which --file names/);
      expect(status).to.equal(3);
    });
  });

  it('lets what a module prints stand beside the answer, not in it', async () => {
    const { stdout, stderr } = await listed({ 'jobs.mjs': `console.log('connected');\n${ESM}` }, undefined, ['--json']);
    expect(JSON.parse(stdout)).to.have.property('v', 1);
    expect(stderr).to.equal('connected\n');
  });

  it('gives errors as JSON, too', async () => {
    const { stdout, stderr, status } = await listed({}, undefined, ['--json']);
    expect(JSON.parse(stdout)).to.have.nested.property('error.code', 'not_loaded');
    expect(JSON.parse(stdout).error.remedy).to.contain('--file');
    expect([stderr, status]).to.deep.equal(['', 3]);
  });
});
