import { expect } from 'chai';
import { troubleOf } from '../../lib/farm/pg-boss/database-error.js';
import { openPool } from '../../lib/farm/pg-boss/pool.js';
import { addressOf, sharedPostgres } from '../support/farm/postgres.js';
import { startWire } from '../support/farm/wire.js';

describe('a network that says nothing any more', function () {
  this.timeout(60_000);

  it('is a database that is away, until a new connection answers', async () => {
    const wire = await startWire((await sharedPostgres()).port);
    const db = await openPool({ connectionString: addressOf(wire.port), query_timeout: 200 }, 1, 'spec');
    const ask = () => db.query('select 1 as one');
    const inTransaction = () => db.transaction(tx => tx.query('select 1 as one'));
    for (const work of [ask, inTransaction]) {
      expect(await work()).to.deep.equal([{ one: 1 }]);
      wire.forget();
      expect(troubleOf(await work().catch(error => error))).to.equal('away');
      expect(await work()).to.deep.equal([{ one: 1 }]);
    }
    await db.close();
    wire.close();
  });
});
