import type { FarmHome } from '../farm-home.js';
import type { FarmSettings } from '../farm-options.js';
import type { FarmHappening } from '../seam.js';
import { thisProcess } from '../thread/this-process.js';
import type { SchemaNames } from './boss-schema.js';
import type { Database } from './database.js';
import { openBoss } from './open-boss.js';
import { SqlAsks } from './sql-asks.js';
import { SqlReads } from './sql-reads.js';
import { SqlStore } from './sql-store.js';

/** The two PostgreSQL schemas of a farm. */
export function schemasOf({ schema }: FarmSettings): SchemaNames {
  return { ours: schema, boss: `${schema}_boss` };
}

/** The stores of a host in a database that `connect` gives when it is first needed. */
export function sqlStores(
  settings: FarmSettings,
  hostId: string,
  tell: (happening: FarmHappening) => void,
  connect: () => Promise<Database>,
): ReturnType<FarmHome['store']> {
  const { name: farm, migrate, notify, plans } = settings;
  const warn = (text: string) => tell({ kind: 'problem', text });
  const host = { farm, names: schemasOf(settings), hostId, hostName: thisProcess.name, migrate, notify, plans, warn };
  const store = new SqlStore(async () => openBoss(await connect(), host));
  return { store, asks: new SqlAsks(store), reads: new SqlReads(store) };
}
