import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { Chain } from '../lib/registry/chain.js';
import { clockChangesTable } from './support/readme-clock-changes.js';
import { between, withBetween } from './support/readme-table.js';
import { sentences, wordsTable } from './support/readme-words.js';
import { compiledSnippet, compileSnippets, snippetsOf } from './support/snippets.js';
import { sourceFilesIn } from './support/source-file.js';
import { expectTranscript } from './support/transcript.js';

describe('README.md', () => {
  const folder = 'dist/readme';
  const snippets = snippetsOf(readFileSync('README.md', 'utf8'));

  it('holds snippets that compile', async () => {
    expect(snippets).not.to.be.empty;
    expect(await compileSnippets(snippets, folder)).to.equal('');
  });

  for (const snippet of snippets.filter(({ prints }) => prints !== undefined)) {
    it(`prints what it says at line ${snippet.line}`, () =>
      expectTranscript(compiledSnippet(snippet, folder), snippet.prints ?? ''));
  }
});

/** To write the tables anew: `UPDATE_README=1 npx mocha dist/spec/readme.spec.js`. */
describe('the generated tables of README.md', () => {
  const generated = { words: wordsTable, 'clock changes': clockChangesTable };

  for (const [name, generate] of Object.entries(generated)) {
    it(`are as they are generated: ${name}`, async () => {
      const expected = await generate();
      if (process.env['UPDATE_README'] !== undefined) {
        writeFileSync('README.md', withBetween(readFileSync('README.md', 'utf8'), name, expected));
      }
      expect(between(readFileSync('README.md', 'utf8'), name)).to.equal(expected);
    });
  }

  it('show every word', () => {
    const words = Object.getOwnPropertyNames(Chain.prototype).filter(name => name !== 'constructor');
    const shown = sentences();
    expect(words.filter(word => !new RegExp(`\\b${word}\\(`).test(shown))).to.deep.equal([]);
  });
});

describe('lib/README.md', () => {
  const page = readFileSync('lib/README.md', 'utf8');

  it('has a line for every file of lib, and for no other', () => {
    const mapped = [...page.matchAll(/^- `(\S+)`: \S/gm)].map(line => line[1]);
    const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
      .filter(path => statSync(`lib/${path}`).isFile() && path !== 'README.md')
      .map(path => path.replaceAll('\\', '/'));
    expect(mapped).to.have.members(files);
  });

  it('names no file that is not there', () => {
    const named = [...page.matchAll(/[`(]((?:[\w-]+\/)+[\w-]+\.tsx?)[`)]/g)].map(name => name[1] ?? '');
    const paths = named.map(path => (path.startsWith('spec/') ? path : `lib/${path}`));
    expect(named).not.to.be.empty;
    expect(paths.filter(path => statSync(path, { throwIfNoEntry: false }) === undefined)).to.deep.equal([]);
  });

  it('follows an occurrence through methods that are there', () => {
    const story = page.slice(page.indexOf('## One occurrence'), page.indexOf('## Through two hosts'));
    const named = [...story.matchAll(/`([A-Z]\w+)(?:\.|(?=#))(#?\w+)`/g)].map(([name, type, method]) => ({
      name,
      inCode: new RegExp(`class ${type}\\b.*^  (?:async |readonly )?${method}(?: = )?\\(`, 'ms'),
    }));
    const code = sourceFilesIn('lib').map(file => file.code);
    expect(named).not.to.be.empty;
    expect(named.filter(({ inCode }) => !code.some(text => inCode.test(text)))).to.deep.equal([]);
  });
});

describe('the reading of snippets', () => {
  const page = [
    'Words.',
    '',
    '<!-- given: const name = 1; -->',
    '<!-- run -->',
    '```ts',
    "import { Job } from 'carillon';",
    'const text: string = name;',
    '```',
    'It prints:',
    '```text',
    'nothing',
    '```',
    '```sh',
    'npm test',
    '```',
    '```ts',
    'export {};',
    '```',
  ].join('\n');

  it('finds them, and what is said about each', () => {
    expect(snippetsOf(page)).to.deep.equal([
      {
        line: 6,
        code: "import { Job } from 'carillon';\nconst text: string = name;\n",
        given: 'const name = 1;',
        prints: 'nothing\n',
      },
      { line: 17, code: 'export {};\n', given: '', prints: undefined },
    ]);
  });

  it('tells of an error on the line of the page', async () => {
    expect(await compileSnippets(snippetsOf(page), 'dist/faulty-readme')).to.match(/^line-6\.ts\(7,7\): error TS2322/);
  });
});
