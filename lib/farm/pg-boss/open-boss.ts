import type { PgBoss } from 'pg-boss';
import { channelOf } from '../identity.js';
import { KEPT_FOR_EVER_S, type SchemaNames } from './boss-statements.js';
import { type Database, forBoss } from './database.js';
import { checkBossVersion, checkFinished, install } from './install.js';
import { loadBoss } from './load-boss.js';
import type { SqlParts } from './opening.js';

/** Who opens a farm, and how. */
export interface OpeningHost {
  readonly farm: string;
  readonly names: SchemaNames;
  readonly hostId: string;
  readonly hostName: string;
  readonly migrate: boolean;
  readonly notify: boolean;
  /** Told what goes wrong in the background of pg-boss. */
  trouble(error: unknown): void;
}

/** Installs what is missing in a database, and starts pg-boss on it. Its maintenance begins when it is told to. */
export async function openBoss(db: Database, host: OpeningHost): Promise<SqlParts> {
  const { farm, names, hostId, hostName, migrate, notify } = host;
  const { PgBoss: Boss } = await loadBoss();
  const boss: PgBoss = new Boss({
    db: forBoss(db),
    ...(db.isAlone ? { backend: 'pglite' as const } : {}),
    schema: names.boss,
    migrate,
    schedule: false,
    supervise: false,
    useListenNotify: false,
  });
  boss.on('error', error => host.trouble(error));
  try {
    if (!migrate) await checkFinished(db, names);
    await boss.start();
    checkBossVersion(names.boss, await boss.schemaVersion());
    await install(db, names);
  } catch (error) {
    await boss.stop({ graceful: false, close: false }).catch(() => {});
    throw error;
  }
  const made = new Set<string>();
  return {
    db,
    boss,
    names,
    farm,
    channel: notify ? channelOf(names.ours, farm) : null,
    hostName,
    hostId,
    async createQueue(queue) {
      if (made.has(queue)) return;
      await boss.createQueue(queue, { retentionSeconds: KEPT_FOR_EVER_S, expireInSeconds: 86_400 });
      made.add(queue);
    },
    async close() {
      await boss.stop({ graceful: false, close: false }).catch(() => {});
      await db.close();
    },
  };
}
