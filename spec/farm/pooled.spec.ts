import { expect } from 'chai';
import pg from 'pg';
import { openPool } from '../../lib/farm/pg-boss/pool.js';
import { startPooler } from '../support/farm/pooler.js';
import { addressOf, sharedPostgres } from '../support/farm/postgres.js';

describe('a farm behind a pooler of transactions', function () {
  this.timeout(60_000);

  it('sets what it needs for its own transactions, and leaves nothing to others that are given the session', async () => {
    const pooler = await startPooler((await sharedPostgres()).port, 1);
    const db = await openPool({ connectionString: addressOf(pooler.port) }, 2, 'spec');
    const other = new pg.Client(addressOf(pooler.port));
    await other.connect();
    const asked = `select current_setting('statement_timeout') as timeout, current_setting('enable_hashjoin') as hash, $1::int as n`;
    for (const n of [1, 2]) {
      const expected = [{ timeout: '30s', hash: 'off', n }];
      expect(await db.query(asked, [n])).to.deep.equal(expected);
      expect(await db.prepared(asked, [n])).to.deep.equal(expected);
      expect(await db.transaction(tx => tx.query(asked, [n]))).to.deep.equal(expected);
      const { rows } = await other.query(`select name from pg_settings where source = 'session'`);
      expect(rows).to.deep.equal([]);
    }
    await Promise.all([db.close(), other.end()]);
    pooler.close();
  });
});
