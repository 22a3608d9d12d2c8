import { randomUUID } from 'node:crypto';
import { checkSurplus } from '../../surplus.js';
import { Farm } from '../farm.js';
import { farmSettings, type PgBossOptions } from '../farm-options.js';
import { TOUCH_MS } from '../fence.js';
import { channelOf } from '../identity.js';
import { thisProcess } from '../thread/this-process.js';
import { checkThreadFile } from '../thread/thread-file.js';
import { ThreadToucher } from '../thread/thread-toucher.js';
import { checkListening } from './check-listening.js';
import { type Queryable, SESSION_SETTINGS } from './database.js';
import { NONE_LEFT } from './database-error.js';
import { connectionOf } from './driver.js';
import { examine, unreachable } from './examine.js';
import { installationSql } from './installation-sql.js';
import { loadBoss } from './load-boss.js';
import { OneSystem, WHERE } from './one-system.js';
import { openPool } from './pool.js';
import type { Connection } from './pool-options.js';
import { progressStatements } from './progress-statements.js';
import { schemasOf, sqlStores } from './sql-stores.js';
import { threadConnection } from './thread-connection.js';

/** A host whose main loop has not answered for so long is left to others. */
const STALL_AFTER_MS = 60_000;

/** So soon a touch that is not answered is sent over another connection: before the fence of what it touches is past. */
const ANSWER_WITHIN_MS = 4_000;

/** How often a host finds out whether notices arrive, and within what they would. */
const ECHO = { everyMs: 30_000, withinMs: 5_000 };

/**
 * A farm in PostgreSQL, by pg-boss. Connects when its scheduler starts.
 *
 *     new Scheduler(registry, { farm: pgBoss(process.env.DATABASE_URL, { name: 'shop' }) }).start();
 *
 * @param connection an address, or the options of a `pg` Pool; what is none is refused at the start
 * @throws FarmError for an option that is unknown, or out of its range
 */
export function pgBoss(connection: Connection | undefined, options?: PgBossOptions): Farm;
export function pgBoss(
  connection: Connection | undefined,
  options: PgBossOptions = {},
  ...surplus: readonly unknown[]
): Farm {
  checkSurplus('pgBoss', 2, surplus);
  const settings = farmSettings('pgBoss(…)', options, 'max');
  const names = schemasOf(settings);
  const application = `carillon:${settings.name}:${thisProcess.name}`.slice(0, 63);
  let one: OneSystem | undefined;
  let toucher: ThreadToucher | undefined;
  return new Farm({
    settings,
    check() {
      connectionOf(connection);
      checkThreadFile('touch-thread');
    },
    store(hostId, tell, adoption) {
      const home = new OneSystem(settings.name, adoption);
      one = home;
      const check = (session: Queryable) => home.check(session);
      const look = async (text: string) => (await toucher?.look(text)) ?? [];
      // One of them is the touching thread's.
      const most = settings.max - 1;
      return sqlStores(settings, hostId, tell, () =>
        openPool(connectionOf(connection), most, application, tell, check, look),
      );
    },
    toucher(store, clock) {
      const options = connectionOf(connection);
      const { password } = options;
      toucher = new ThreadToucher(
        {
          config: { ...threadConnection(options), application_name: application },
          channel: channelOf(names.ours, settings.name),
          touch: progressStatements(names).touch,
          settings: SESSION_SETTINGS,
          where: WHERE,
          noneLeft: NONE_LEFT,
          touchEveryMs: TOUCH_MS,
          answerWithinMs: ANSWER_WITHIN_MS,
          stallAfterMs: STALL_AFTER_MS,
          echo: settings.notify ? { channel: `carillon_echo_${randomUUID()}`, ...ECHO } : undefined,
        },
        clock,
        {
          send: channel => store.tell(channel),
          isHome: system => one?.isHome(system) ?? true,
          password: typeof password === 'function' ? password : undefined,
        },
      );
      return toucher;
    },
    async examine() {
      try {
        await loadBoss();
        const config = { ...connectionOf(connection), application_name: application, connectionTimeoutMillis: 5_000 };
        const db = await openPool(config, 1, application);
        try {
          return [...(await examine(db, names, settings.migrate)), await checkListening(config)];
        } finally {
          await db.close();
        }
      } catch (error) {
        return [unreachable(error)];
      }
    },
    sql: role => installationSql(names, role),
  });
}
