// @ts-check
import { PGlite } from '@electric-sql/pglite';
import { PgBoss } from 'pg-boss';

/**
 * pg-boss by itself, as its documentation says: `send` and `work`, woken by notices.
 * @type {import('./contestant.js').Start}
 */
export async function start({ url, directory }, work) {
  const embedded = url === undefined ? await PGlite.create(directory) : undefined;
  const boss = embedded
    ? new PgBoss({ db: forBoss(embedded), backend: 'pglite', schema: 'bench_boss' })
    : new PgBoss({ connectionString: url, schema: 'bench_boss', useListenNotify: true });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue('job', { notify: embedded === undefined });
  return {
    ask: async data => void (await boss.send('job', data)),
    hold: async () => {},
    async go() {
      const options = { batchSize: 50, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5, localConcurrency: 2 };
      await boss.work('job', options, async jobs => {
        for (const { data } of jobs) work(data);
      });
    },
    async stop() {
      await boss.stop({ graceful: false });
      await embedded?.close();
    },
  };
}

/** @param {PGlite} db */
function forBoss(db) {
  return {
    /** @param {string} text @param {unknown[]} [values] */
    async executeSql(text, values) {
      if (values?.length) return db.query(text, values);
      return { rows: (await db.exec(text)).flatMap(({ rows }) => rows) };
    },
  };
}
