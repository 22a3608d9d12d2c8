import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { publicNamesOf } from './support/public-names.js';

/** It takes ten seconds where nothing else runs. */
const LONGEST_MS = 120_000;
const FOLDERS = ['classes', 'interfaces', 'types', 'variables', 'functions'];

describe('the reference (npm run docs)', () => {
  before(async function () {
    this.timeout(LONGEST_MS);
    rmSync('dist/docs', { recursive: true, force: true });
    await promisify(execFile)(process.execPath, ['.ci/docs.js']);
  });

  for (const path of Object.values(doors())) {
    it(`has a page for every name of ${path}`, () => {
      const missing = publicNamesOf(path).filter(({ name }) => !pagesOf(name).some(page => existsSync(page)));
      expect(missing.map(({ name }) => name)).to.deep.equal([]);
    });
  }

  it('begins with what README says', () => {
    const text = readFileSync('dist/docs/index.html', 'utf8').replace(/<[^>]*>/g, '');
    expect(text).to.contain('npm install carillon');
  });
});

/** Where the page of a name may be; what several doors let out has one page, under one of them. */
function pagesOf(name: string): readonly string[] {
  return Object.keys(doors()).flatMap(door => FOLDERS.map(folder => `dist/docs/${folder}/${door}.${name}.html`));
}

/** The modules that package.json lets in, by the names that the reference gives them. */
function doors(): Readonly<Record<string, string>> {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly exports: object };
  const paths = [...JSON.stringify(exports).matchAll(/dist\/lib\/([\w/]+)\.d\.ts/g)].map(path => path[1] ?? '');
  return Object.fromEntries(paths.map(path => [path.replace(/\/index$/, ''), `lib/${path}.ts`]));
}
