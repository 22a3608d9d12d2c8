import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { compiledSnippet, compileSnippets, snippetsOf } from './support/snippets.js';
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
