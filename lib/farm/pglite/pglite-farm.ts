import { errorData } from '../../kit.js';
import { Farm } from '../farm.js';
import { FarmDirectoryError, FarmError } from '../farm-errors.js';
import { farmSettings, type PgliteOptions } from '../farm-options.js';
import type { SchemaNames } from '../pg-boss/boss-statements.js';
import { examine } from '../pg-boss/examine.js';
import { installationSql } from '../pg-boss/installation-sql.js';
import { loadBoss } from '../pg-boss/load-boss.js';
import { openBoss } from '../pg-boss/open-boss.js';
import { SqlAsks } from '../pg-boss/sql-asks.js';
import { SqlReads } from '../pg-boss/sql-reads.js';
import { SqlStore } from '../pg-boss/sql-store.js';
import { thisProcess } from '../thread/this-process.js';
import { PlainToucher } from '../toucher.js';
import { isMade, openEmbedded } from './embedded.js';

/**
 * A farm of one process, in a directory: the same as `pgBoss`, by PGlite. Moving out changes the connection. It promises
 * nothing on power loss, and is bound to one major version of PostgreSQL.
 *
 *     new Scheduler(registry, { farm: pglite('./data') }).start();
 *
 * @throws FarmError for an option that is unknown, or out of its range
 */
export function pglite(directory: string, options: PgliteOptions = {}): Farm {
  const settings = farmSettings('pglite(…)', options, 'force');
  const names: SchemaNames = { ours: settings.schema, boss: `${settings.schema}_boss` };
  return new Farm({
    settings,
    check: () => checkDirectory(directory),
    store(hostId, tell) {
      const store = new SqlStore(async () => {
        await loadBoss(); // before a database is made, which takes seconds
        const db = await openEmbedded(directory, settings.force);
        try {
          const { name: farm, migrate, notify, plans } = settings;
          return await openBoss(db, {
            farm,
            names,
            hostId,
            hostName: thisProcess.name,
            migrate,
            notify,
            plans,
            trouble: () => {},
            warn: text => tell({ kind: 'problem', text }),
          });
        } catch (error) {
          await db.close().catch(() => {});
          throw error;
        }
      });
      return { store, asks: new SqlAsks(store), reads: new SqlReads(store) };
    },
    toucher: (store, base) => new PlainToucher(store, base),
    async examine() {
      const label = 'database';
      try {
        checkDirectory(directory);
        if (!isMade(directory)) {
          return [{ verdict: 'note', label, text: `'${directory}' is not there yet: the first start makes it` }];
        }
        const db = await openEmbedded(directory, settings.force);
        try {
          return await examine(db, names, settings.migrate);
        } finally {
          await db.close();
        }
      } catch (error) {
        const verdict = error instanceof FarmDirectoryError && error.isInUse ? 'note' : 'failed';
        return [{ verdict, label, text: errorData(error).message }];
      }
    },
    sql: role => installationSql(names, role),
  });
}

function checkDirectory(directory: unknown): void {
  if (typeof directory === 'string' && directory.trim() !== '') return;
  throw new FarmError("pglite(…) needs a directory, such as './data'");
}
