import { errorData, shown } from '../../kit.js';
import { checkSurplus } from '../../surplus.js';
import { Farm } from '../farm.js';
import { FarmDirectoryError, FarmError } from '../farm-errors.js';
import { farmSettings, type PgliteOptions } from '../farm-options.js';
import { examine } from '../pg-boss/examine.js';
import { installationSql } from '../pg-boss/installation-sql.js';
import { loadBoss } from '../pg-boss/load-boss.js';
import { schemasOf, sqlStores } from '../pg-boss/sql-stores.js';
import type { RowAttempt } from '../rows.js';
import { checkThreadFile } from '../thread/thread-file.js';
import { PlainToucher } from '../toucher.js';
import { isMade, openEmbedded } from './embedded.js';

/** Nobody could take a row over, so none is touched: a database that is busy, or a loop that is held, ends no run. */
const NOBODY_ELSE = { touch: async (rows: readonly RowAttempt[]) => rows.map(({ id }) => id) };

/**
 * A farm of one process, in a directory: the same as `pgBoss`, by PGlite. Moving out changes the connection. It promises
 * nothing on power loss, and is bound to one major version of PostgreSQL.
 *
 *     new Scheduler(registry, { farm: pglite('./data') }).start();
 *
 * @throws FarmError for an option that is unknown, or out of its range
 */
export function pglite(directory: string, options?: PgliteOptions): Farm;
export function pglite(directory: string, options: PgliteOptions = {}, ...surplus: readonly unknown[]): Farm {
  checkSurplus('pglite', 2, surplus);
  const settings = farmSettings('pglite(…)', options, 'force');
  const names = schemasOf(settings);
  return new Farm({
    settings,
    check() {
      checkDirectory(directory);
      checkThreadFile('pglite-thread');
    },
    store: (hostId, tell) =>
      sqlStores(settings, hostId, tell, async () => {
        // Looked for before a database is made, which takes seconds.
        await loadBoss();
        return openEmbedded(directory, settings.force);
      }),
    toucher: (_, clock) => new PlainToucher(NOBODY_ELSE, clock),
    async examine() {
      const label = 'database';
      try {
        checkDirectory(directory);
        await loadBoss();
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

/** PGlite itself takes addresses, too, as `memory://`, of which a directory of that name would be made here. */
const ADDRESS = /^[a-z]{2,}:\/\//i;

function checkDirectory(directory: unknown): void {
  if (typeof directory === 'string' && directory.trim() !== '' && !ADDRESS.test(directory)) return;
  throw new FarmError(`pglite(…) needs the path of a directory, such as './data', not ${shown(directory)}`);
}
