import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Farm } from '../../../../lib/farm/farm.js';
import { farmSettings } from '../../../../lib/farm/farm-options.js';
import type { Database } from '../../../../lib/farm/pg-boss/database.js';
import { openBoss } from '../../../../lib/farm/pg-boss/open-boss.js';
import { SqlAsks } from '../../../../lib/farm/pg-boss/sql-asks.js';
import { SqlReads } from '../../../../lib/farm/pg-boss/sql-reads.js';
import { SqlStore } from '../../../../lib/farm/pg-boss/sql-store.js';
import { openEmbedded } from '../../../../lib/farm/pglite/embedded.js';
import { systemClock } from '../../../../lib/kit.js';
import { AwayError } from '../fake-wire.js';
import type { Ground } from './ground.js';
import { HearingToucher } from './hearing-toucher.js';

const names = { ours: 'carillon', boss: 'carillon_boss' };

/**
 * pg-boss on PGlite. Users have one host there; here several share the one database, so that the same statements are held to
 * the same promises.
 */
export async function pgliteGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-contract-'));
  const database = await openEmbedded(join(folder, 'data'), false);
  const listeners = new Map<string, Set<() => void>>();

  return {
    clock: systemClock,
    sideBySide: 5,

    async farm(name, station, options) {
      const heard = listenersOf(name);
      return new Farm({
        settings: farmSettings('PGlite', { name, ...options }, 'max'),
        check() {},
        store(hostId) {
          const store = new SqlStore(() => open(name, hostId, () => station.isCut));
          return { store, asks: new SqlAsks(store), reads: new SqlReads(store) };
        },
        toucher: (store, clock) => new HearingToucher(store, clock, heard),
        examine: async () => [],
        sql: async () => '',
      });
    },

    async witness(name) {
      const store = new SqlStore(() => open(name, '00000000-0000-4000-8000-000000000001', () => false));
      await store.open([]);
      return store;
    },

    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function open(farm: string, hostId: string, isCut: () => boolean) {
    const shared: Database = { ...cuttable(database, farm, isCut), close: async () => {} };
    const host = {
      farm,
      names,
      hostId,
      hostName: hostId.slice(0, 4),
      migrate: true,
      notify: true,
      plans: true,
      warn: () => {},
    };
    const parts = await openBoss(shared, host);
    // It is not alone: what is in progress when it opens is some other host's.
    return { ...parts, db: { ...shared, isAlone: false } };
  }

  /** One host's way to the database: whoever notifies is heard by all of its farm. */
  function cuttable(db: Database, farm: string, isCut: () => boolean): Database {
    // As a driver has it that finds nobody, and one whose session breaks.
    const away = (isDone: boolean) => {
      const error = new AwayError('the wire is cut', isDone);
      return Object.assign(error, { code: 'ECONNREFUSED', syscall: isDone ? 'read' : 'connect' });
    };
    async function sent<T>(work: () => Promise<T>, text = ''): Promise<T> {
      if (isCut()) throw away(false);
      const result = await work();
      if (isCut()) throw away(true);
      if (text.includes('pg_notify')) for (const listen of listenersOf(farm)) listen();
      return result;
    }
    return {
      isAlone: db.isAlone,
      query: (text, values) => sent(() => db.query(text, values), text),
      prepared: (text, values, isWanted) => sent(() => db.prepared(text, values, isWanted), text),
      transaction: work => sent(() => db.transaction(work)),
      close: () => db.close(),
    };
  }

  function listenersOf(farm: string): Set<() => void> {
    const all = listeners.get(farm) ?? new Set();
    listeners.set(farm, all);
    return all;
  }
}
