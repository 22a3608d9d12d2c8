import { expect } from 'chai';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { joining, storeOn } from '../support/farm/sql-rig.js';

describe("the indexes of a farm's database", function () {
  this.timeout(60_000);
  let server: Postgres;
  before(async () => {
    server = await sharedPostgres();
  });

  const indexes = async () =>
    (await server.query(`select indexrelid::regclass::text as name, pg_relation_filenode(indexrelid) as node
      from pg_index where indexrelid::regclass::text like 'carillon_boss.job_common%' order by 1`)) as readonly {
      readonly name: string;
      readonly node: number;
    }[];

  it('are not rebuilt by a host, which tells that one is bloated, and drops what a rebuild has left half-made', async () => {
    const told: string[] = [];
    const store = await storeOn(server.url, 'maintenance', 'host', text => told.push(text));
    const before = await indexes();
    const [bloated] = before;
    await server.query('create index job_common_i5_ccnew on carillon_boss.job_common (priority)');
    await server.query(`update pg_index set indisvalid = false
      where indexrelid = 'carillon_boss.job_common_i5_ccnew'::regclass`);
    await server.query('update pg_class set relpages = 100000, reltuples = 10 where oid = $1::regclass', [
      bloated?.name,
    ]);
    await store.maintain();
    expect(await indexes()).to.deep.equal(before);
    const name = bloated?.name.split('.')[1];
    expect(told).to.deep.equal([
      `index '${name}' of the farm is bloated, 0 MB for about 10 entries: run reindex index concurrently carillon_boss."${name}" in a quiet hour`,
    ]);
    await store.close();
    await server.query('vacuum carillon_boss.job_common');
  });
});

describe('the releases that a farm has had', () => {
  it('are forgotten a month after the last host of them was there, with the next that joins', async () => {
    const server = await sharedPostgres();
    const store = await storeOn(server.url, 'releases');
    await store.join(joining(store.id, ['job'], { release: 'now' }));
    await server.query(`insert into carillon.release (farm, release, words, started, first_seen, last_seen)
      select 'releases', days || ' days ago', '{}', 0, now(), now() - days * interval '1 day' from unnest(array[29, 31]) d(days)`);
    await store.join(joining(store.id, ['job'], { release: 'now' }));
    const { releases } = await store.beat(store.id, 'now', '0', {});
    expect(releases.map(({ release }) => release).sort()).to.deep.equal(['29 days ago', 'now']);
    await store.close();
  });
});
