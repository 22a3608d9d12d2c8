import { randomUUID } from 'node:crypto';
import { dueQueue } from '../../../lib/farm/identity.js';
import { openBoss } from '../../../lib/farm/pg-boss/open-boss.js';
import { openPool } from '../../../lib/farm/pg-boss/pool.js';
import { SqlStore } from '../../../lib/farm/pg-boss/sql-store.js';
import type { ClaimOrder, FetchedRow, NewRow, RowData, Settlement } from '../../../lib/farm/rows.js';
import type { Joining } from '../../../lib/farm/store.js';
import { turnOf } from '../../../lib/farm/turn.js';

/** The stores of several hosts on one real server. */
export async function storeOn(
  url: string,
  farm: string,
  hostName = 'host',
  warn: (text: string) => void = () => {},
): Promise<SqlStore & { readonly id: string }> {
  const hostId = randomUUID();
  const names = { ours: 'carillon', boss: 'carillon_boss' };
  const store = new SqlStore(async () => {
    const db = await openPool({ connectionString: url }, 4, `spec:${hostName}`);
    return openBoss(db, {
      farm,
      names,
      hostId,
      hostName,
      migrate: true,
      notify: true,
      plans: true,
      warn,
    });
  });
  await store.open([dueQueue(farm)]);
  return Object.assign(store, { id: hostId });
}

/** What is brought of a job that needs no more. */
export const JOB = { words: 'words', times: undefined, runs: true, dataVersion: 1 } as const;

/** A host that joins with these jobs. */
export function joining(hostId: string, jobs: readonly string[], more: Partial<Joining> = {}): Joining {
  return {
    hostId,
    hostName: 'host',
    pid: 1,
    application: 'spec',
    release: 'v1',
    words: Object.fromEntries(jobs.map(name => [name, 'words'])),
    jobs: jobs.map(name => ({ ...JOB, name })),
    plans: true,
    zones: '2025b',
    zoned: [],
    runs: undefined,
    adopt: false,
    ...more,
  };
}

/** A row of a job that is due at once. */
export function row(farm: string, job: string, more: Partial<RowData> = {}): NewRow {
  const at = more.at ?? Date.now();
  return {
    id: randomUUID(),
    queue: dueQueue(farm),
    data: { job, at, due: at, trigger: 'schedule', ...more },
    keepS: 3600,
  };
}

/** The claim of a job's place by a row. */
export function claimOf(farm: string, fetched: FetchedRow, more: Partial<ClaimOrder> = {}): ClaimOrder {
  const { job, at } = fetched.data;
  return {
    ...fetched,
    name: job,
    place: `${farm}/job/${job}`,
    rivals: undefined,
    key: `${job}@${at}`,
    occurrenceMs: at,
    turn: turnOf(fetched, undefined),
    isLast: true,
    counts: false,
    atMostOnce: false,
    ...more,
  };
}

/** Takes a row from its host, as where a judge has seen that silent for long enough. */
export async function cutOff(store: SqlStore, { id }: FetchedRow): Promise<void> {
  const { active } = await store.beat(randomUUID(), 'v1', '0', {});
  await store.condemn(active.filter(one => one.id === id));
}

/** A row that has been done. */
export function doneOf(row: FetchedRow): Settlement {
  return { ...row, name: row.data.job, state: 'completed', output: {}, isAwaited: false };
}
