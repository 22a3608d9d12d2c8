import { expect } from 'chai';
import { askQueue, askQueues } from '../../lib/farm/identity.js';
import { startPostgres } from '../support/farm/postgres.js';
import { joining, storeOn } from '../support/farm/sql-rig.js';

describe('a long history of what was asked for', function () {
  this.timeout(60_000);

  it('is not read where only what waits is wanted', async () => {
    const farm = 'long';
    const queue = askQueue(farm, 'job');
    const server = await startPostgres();
    const store = await storeOn(server.url, farm);
    await store.join(joining(store.id, ['job']));
    await store.parts.createQueue(queue);
    await server.query(
      `insert into carillon_boss.job (name, singleton_key, state, completed_on, data, policy)
        select $1, 'job', 'completed', now(), '{}', 'standard' from generate_series(1, 50000)`,
      [queue],
    );
    await server.query('analyze carillon_boss.job_common');
    const { counts, goOn, unwanted } = store.statements;
    const asked = {
      counts: [counts, [queue]],
      goOn: [goOn, [farm, ['job'], [1], queue]],
      unwanted: [unwanted, [farm, askQueues(farm)]],
    } as const;
    for (const [name, [text, values]] of Object.entries(asked)) {
      const plan = await store.parts.db.query(`explain ${text}`, values);
      const scans = plan.flatMap(line => /(\S+ Scan) .*job_common/.exec(String(line['QUERY PLAN']))?.[1] ?? []);
      expect(scans, name).not.to.be.empty.and.not.to.include('Seq Scan');
    }
    await store.close();
    await server.remove();
  });
});
