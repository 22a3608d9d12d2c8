import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { migrationModule, migrationsIn } from './support/migrations.js';
import { compiledSnippet, compileSnippets } from './support/snippets.js';

/** The libraries that people come from, and the least that a complete table says. */
const LIBRARIES = [
  'FluentScheduler 5',
  'FluentScheduler 6',
  'WebBackgrounder',
  'Hangfire',
  'Quartz.NET',
  'croner',
  'node-cron',
  'cron',
  'node-schedule',
  'toad-scheduler',
  'bree',
  'agenda',
  'BullMQ',
  '@nestjs/schedule',
];

describe('coming from elsewhere', () => {
  const folder = 'dist/migrations';
  const rows = migrationsIn(readFileSync('samples/README.md', 'utf8'));
  const snippet = migrationModule(rows);
  let module: Readonly<Record<string, () => Promise<void>>>;

  before(async () => {
    expect(await compileSnippets([snippet], folder)).to.equal('');
    module = await import(pathToFileURL(compiledSnippet(snippet, folder)).href);
  });

  it('has a table for each of these libraries', () => {
    expect([...new Set(rows.map(({ library }) => library))]).to.deep.equal(LIBRARIES);
  });

  rows.forEach(({ library, there, here, statements }, at) => {
    it(`${library}: ${there.replaceAll('`', '')}`, async () => {
      expect(here).not.to.equal('');
      if (statements.length > 0) await module[`row${at}`]?.();
    });
  });
});
