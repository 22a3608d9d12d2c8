import { expect } from 'chai';
import { CJS, COMMONJS, ENUM, ESM, expectOne, listed, MODULE, STRIPS, TYPED } from './modules.js';
import { Project } from './project.js';

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
      'jobs.js where package.json is marked as UTF-8': { 'jobs.js': CJS, 'package.json': `\ufeff${COMMONJS}` },
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

    it('says of aliases, and of names without an extension, what reads them', async () => {
      for (const name of ['@app/stock.js', './stock']) {
        const files = { 'package.json': MODULE, 'jobs.ts': `import '${name}';\n${TYPED}`, 'stock.ts': '' };
        const { stderr } = await listed(files, bare);
        expect(stderr).to.match(STRIPS ? /\n {2}aliases of tsconfig.json, .* need tsx/ : /\n {2}install tsx/);
      }
    });

    it('says of a type that is imported as if it were none, of a decorator and of a folder what reads them', async () => {
      if (!STRIPS) return;
      for (const [text, says] of [
        ["import { Stock } from './stock.js';", /'Stock'.*\n(?:.*\n){2} {2}say import type .* install tsx/],
        ['const seen = (...args) => {}; class A { @seen sell() {} }', / {2}Node only leaves types out; install tsx/],
        ["import './sub';", / {2}aliases of tsconfig.json, folders, .* need tsx/],
        ["import './none.js';", /Cannot find module '.*none\.js'/],
      ] as const) {
        const types = { 'stock.ts': 'export type Stock = number;', 'sub/index.ts': '', 'package.json': MODULE };
        expect((await listed({ ...types, 'jobs.ts': `${text}\n${TYPED}` }, bare)).stderr, text).to.match(says);
      }
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
      'what a promise gives': `${head}export const registry = Promise.resolve(r);`,
      'what a promise gives by default': `${head}export default Promise.resolve(r);`,
      'the one called registry, of several': `${head}export const other = new Registry();\nexport { r as registry };`,
    };
    for (const [what, text] of Object.entries(taken)) {
      it(what, async () => expectOne(await listed({ 'jobs.mjs': text })));
    }

    const compiled = `Object.defineProperty(exports, '__esModule', { value: true });\n${CJS.replace(/module.exports.*/, '')}`;
    const byDefault: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'by tsx': { 'jobs.ts': `${head}export default r;` },
      'by tsx in a project of CommonJS': { 'jobs.ts': `${head}export default r;`, 'package.json': COMMONJS },
      'a class by tsx': {
        'jobs.ts': `import { Registry } from 'carillon';\nexport default class extends Registry { ${body} }`,
      },
      'among others by tsx': { 'jobs.ts': `${head}export default { registry: r, farm: null };` },
      'as CommonJS': { 'jobs.cjs': `${compiled}exports.default = registry;` },
      'as CommonJS that is its own default export': { 'jobs.cjs': `${CJS}module.exports.default = module.exports;` },
    };
    for (const [what, files] of Object.entries(byDefault)) {
      it(`a default export that was compiled ${what}`, async () => expectOne(await listed(files)));
    }

    it('none of several', async () => {
      const { status, stderr } = await listed({ 'jobs.mjs': `${head}export { r as a, r as b };` });
      expect([status, stderr]).to.deep.equal([
        3,
        'carillon: jobs.mjs exports several registries: a, b\n  export the one that is meant as registry\n',
      ]);
    });

    it('nothing where there is none, and says what is exported; it calls no function of another name', async () => {
      const other = await listed({ 'jobs.mjs': 'export const registry = [];' });
      expect(other.stderr).to.match(/exports no registry: what it exports as registry is none\n/);
      const text = 'export const jobs = [];\nexport function sendMail() { throw new Error("called"); }';
      const { status, stderr } = await listed({ 'jobs.mjs': text });
      expect([status, stderr]).to.deep.equal([
        3,
        'carillon: jobs.mjs exports no registry: it exports jobs, sendMail\n' +
          '  export it: export const registry = new Registry(); a class of Registry, or a function that returns one, does too\n',
      ]);
    });
  });

  describe('takes a farm', () => {
    const farm = "{ check: async () => [{ verdict: 'ok', label: 'farm', text: 'it is there' }], remarks: () => [] }";
    const esm = `${ESM.replace('export const', 'const')}\nconst farm = ${farm};\n`;
    const cjs = `${CJS.replace(/module.exports.*/, '')}\nconst farm = ${farm};\n`;
    const beside: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'beside the registry': { 'jobs.mjs': `${esm}export { registry, farm };` },
      'beside the registry by default': { 'jobs.mjs': `${esm}export default { registry, farm };` },
      'of CommonJS': { 'jobs.cjs': `${cjs}module.exports = { registry, farm };` },
      'of CommonJS of which Node can name nothing': {
        'jobs.cjs': `${cjs}module.exports = (() => ({ registry, farm }))();`,
      },
    };
    for (const [what, files] of Object.entries(beside)) {
      it(what, async () => {
        using project = new Project(files);
        const { stdout } = await project.run(['doctor']);
        expect(stdout).to.match(/✓ farm +it is there\n/);
        expect((await project.run(['run', 'one'])).stderr).to.match(/^this run takes no place in the farm/);
      });
    }
  });

  it('takes no farm that is null', async () => {
    using project = new Project({ 'jobs.mjs': `${ESM}export const farm = null;` });
    expect((await project.run(['run', 'one'])).stderr).to.match(/^ {2}\+0/);
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
