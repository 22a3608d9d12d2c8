import type { PgBoss } from 'pg-boss';
import { systemClock } from '../../kit.js';
import { inTime } from '../delay.js';
import { channelOf } from '../identity.js';
import { KEPT_FOR_EVER_S } from '../keeping.js';
import type { SchemaNames } from './boss-schema.js';
import { warningText } from './boss-warnings.js';
import { type Database, forBoss } from './database.js';
import { checkEncoding } from './encoding.js';
import { explaining } from './explaining.js';
import { checkBossVersion, checkFinished, install } from './install.js';
import { loadBoss } from './load-boss.js';
import type { SqlParts } from './opening.js';

const DAY_S = 86_400;

/** How long pg-boss may take to stop. */
const STOP_WITHIN_MS = 2_000;

/** Who opens a farm, and how. */
export interface OpeningHost {
  readonly farm: string;
  readonly names: SchemaNames;
  readonly hostId: string;
  readonly hostName: string;
  readonly migrate: boolean;
  readonly notify: boolean;
  /** False for a host that only asks, and rests in between. */
  readonly plans: boolean;
  /** Told what pg-boss finds wrong with the database, in words. */
  warn(text: string): void;
}

/** What pg-boss does now and then by itself would keep a host that rests connected. */
const RESTING = { queueCacheIntervalSeconds: DAY_S, bamIntervalSeconds: DAY_S };

/**
 * Installs what is missing in a database, and starts pg-boss on it. Its maintenance begins when it is told to. Where that
 * fails, the database is closed.
 */
export async function openBoss(db: Database, host: OpeningHost): Promise<SqlParts> {
  const { farm, names, hostId, hostName, notify } = host;
  const boss = await startBoss(db, host).catch(async error => {
    await db.close().catch(() => {});
    throw error;
  });
  const made = new Set<string>();
  return {
    db: explaining(db),
    boss,
    names,
    farm,
    channel: notify ? channelOf(names.ours, farm) : null,
    hostName,
    hostId,
    async createQueue(queue) {
      if (made.has(queue)) return;
      await boss.createQueue(queue, { retentionSeconds: KEPT_FOR_EVER_S, expireInSeconds: DAY_S });
      made.add(queue);
    },
    async close() {
      await stop(boss);
      await db.close();
    },
  };
}

async function startBoss(db: Database, { names, migrate, plans, warn }: OpeningHost): Promise<PgBoss> {
  const { PgBoss: Boss } = await loadBoss();
  const boss: PgBoss = new Boss({
    db: forBoss(db),
    ...(db.isAlone ? { backend: 'pglite' as const } : {}),
    schema: names.boss,
    migrate,
    schedule: false,
    supervise: false,
    useListenNotify: false,
    // It would wait for every transaction of the server, longer than a statement of ours may take, and leave a half-made
    // index where it is cut. That an index is bloated is told instead.
    reindex: false,
    // It would wake an idle process fifty times a second, to tell its own dashboard of a host what the farm knows of it.
    registerInstance: false,
    ...(plans ? {} : RESTING),
  });
  // One that nobody hears would end the process. What fails in its background, statements of ours find, too, and tell.
  boss.on('error', () => {});
  boss.on('warning', warning => {
    const text = warningText(warning, names);
    if (text !== undefined) warn(text);
  });
  try {
    await checkEncoding(db);
    if (!migrate) await checkFinished(db, names);
    await boss.start();
    checkBossVersion(names.boss, await boss.schemaVersion());
    await install(db, names);
    return boss;
  } catch (error) {
    await stop(boss);
    throw error;
  }
}

/** Leaves the database open. What it still has to say there is waited for no longer than a silent network deserves. */
async function stop(boss: PgBoss): Promise<void> {
  const stopped = boss.stop({ graceful: false, close: false }).catch(() => {});
  await inTime(systemClock, STOP_WITHIN_MS, stopped);
}
