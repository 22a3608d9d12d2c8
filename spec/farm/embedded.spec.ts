import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { pglite } from '../../lib/farm/index.js';
import type { Database } from '../../lib/farm/pg-boss/database.js';
import { openEmbedded } from '../../lib/farm/pglite/embedded.js';
import { rejection } from '../support/rejection.js';

describe('an embedded database', function () {
  this.timeout(60_000);
  let folder: string;
  let db: Database;
  /** Those that were ever started, the last of them at work. */
  const threads: Worker[] = [];

  function began(worker: Worker): void {
    threads.push(worker);
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'carillon-embedded-'));
    process.on('worker', began);
    db = await openEmbedded(join(folder, 'data'), false);
    await db.query('create table noted (n int)');
  });

  after(async () => {
    await db.close();
    process.off('worker', began);
    rmSync(folder, { recursive: true });
  });

  const count = () => db.query('select count(*)::int as n from noted').then(([row]) => row?.['n']);

  it('leaves no transaction open for what comes after a text that failed, which is in its thread by then', async () => {
    const failed = db.query('begin; insert into noted values (1); select 1 / 0; commit');
    const after = db.query('insert into noted values (2) returning n');
    expect(await rejection(failed)).to.contain('division by zero');
    expect(await after).to.deep.equal([{ n: 2 }]);
    expect(await count()).to.equal(1);
  });

  it('lets nobody into a transaction, and nobody see half of one', async () => {
    await db.query('delete from noted');
    const seen: unknown[] = [];
    const before = [count(), count(), count()];
    const done = db.transaction(async tx => {
      for (const n of [1, 2, 3]) await tx.query('insert into noted values ($1)', [n]);
      return tx.query('select count(*)::int as n from noted');
    });
    const after = [count(), db.prepared('select count(*)::int as n from noted where n > $1', [0]), count()];
    seen.push(...(await Promise.all(before)), await done, ...(await Promise.all(after)));
    expect(seen).to.deep.equal([0, 0, 0, [{ n: 3 }], 3, [{ n: 3 }], 3]);
  });

  it('undoes a transaction that fails, and goes on', async () => {
    await db.query('delete from noted');
    const failed = db.transaction(async tx => {
      await tx.query('insert into noted values (1)');
      await tx.query('select 1 / 0');
    });
    const after = count();
    expect(await rejection(failed)).to.contain('division by zero');
    expect(await after).to.equal(0);
  });

  it('sends nothing that nobody waits for when its turn has come', async () => {
    let isWanted = true;
    const before = [count(), count()];
    const late = db.prepared('insert into noted values ($1) returning n', [7], () => isWanted);
    isWanted = false;
    await Promise.all(before);
    expect(await rejection(late)).to.contain('nobody waits for it');
    expect(await db.query('select n from noted where n = 7')).to.deep.equal([]);
  });

  it('goes on in another thread where its own has ended, with all that was answered, and never with a part of a transaction', async () => {
    await db.query('delete from noted');
    await db.query('insert into noted values (1)');
    const failed = db.transaction(async tx => {
      await tx.query('insert into noted values (2)');
      await threads.at(-1)?.terminate();
      await tx.query('insert into noted values (3)').catch(() => {});
      return tx.query('insert into noted values (4)');
    });
    const after = count();
    expect(await rejection(failed)).to.equal('Error: the thread of the embedded database has ended');
    expect(await after).to.equal(1);
    const cut = db.query('select pg_sleep(0.1), n from noted');
    await threads.at(-1)?.terminate();
    expect(await rejection(cut)).to.contain('has ended');
    expect(await Promise.all([count(), db.prepared('select n from noted where n > $1', [0])])).to.deep.equal([
      1,
      [{ n: 1 }],
    ]);
  });

  it('opens no other thread once it is closed, when its directory may be of another process', async () => {
    const { length } = threads;
    await db.close();
    expect(await rejection(count())).to.equal('Error: the thread of the embedded database has ended');
    expect(threads).to.have.lengthOf(length);
    db = await openEmbedded(join(folder, 'data'), false);
    expect(await count()).to.equal(1);
  });

  it('reserves no word that a farm takes for a schema', async () => {
    const reserved = await db.query("select word from pg_get_keywords() where catcode in ('R', 'T')");
    expect(reserved).to.have.length.above(90);
    for (const { word } of reserved) {
      expect(() => pglite(folder, { schema: String(word) }), String(word)).to.throw('the schema of');
    }
  });
});
