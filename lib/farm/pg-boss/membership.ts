import { FarmMovedError, FarmRefusedError } from '../farm-errors.js';
import { jsonText } from '../json-text.js';
import { differing, type Release, type ReleaseWords, rulingOf } from '../release.js';
import type { BroughtJob, Joined, Joining, KnownSchedule } from '../store.js';
import { watermarkAtJoin } from '../watermark.js';
import type { Queryable } from './database.js';
import { releaseIn, releasesIn, SEEN } from './lives.js';
import { systemOf } from './one-system.js';
import { knownSchedule, numberOf, SCHEDULE_COLUMNS } from './sql-rows.js';

/** Hosts that were not seen for so long are taken off the list. */
const FORGOTTEN_AFTER = "interval '1 day'";

/** So are releases, of which each deploy may bring one more, and which each beat tells of. */
const RELEASES_FORGOTTEN_AFTER = "interval '30 days'";

/** The most jobs that a problem names. */
const MOST_NAMED = 5;

/** A farm in its database: to what its statements are sent, the schema of its tables, and its name. */
export interface FarmTables {
  readonly db: Queryable;
  readonly ours: string;
  readonly farm: string;
}

/** A release as a host finds it that joins: when the farm started for it, and the words that its hosts go by. */
interface DeclaredRelease {
  readonly startMs: number;
  readonly words: ReleaseWords;
}

/**
 * Lets a host into the farm, in one transaction under the farm's lock: whose farm it is, when it started, and where each
 * schedule goes on.
 *
 * @throws FarmRefusedError for another application's farm, FarmMovedError for a database that was copied or moved
 */
export async function join(tables: FarmTables, joining: Joining): Promise<Joined> {
  const { db, ours, farm } = tables;
  // A statement of its own: a snapshot that is older than the lock would see no host alive.
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`carillon.join.${ours}.${farm}`]);
  await checkOwner(tables, joining);
  const nowMs = await nowOf(db);
  const isFresh = joining.plans && !(await hasLiving(tables, joining));
  await enlist(tables, joining);
  if (!joining.plans) {
    const mine = (await releasesOf(tables)).find(({ release }) => release === joining.release);
    return {
      startMs: mine?.startedMs ?? nowMs,
      schedules: await schedulesOf(tables),
      ruledBy: undefined,
      problems: [],
    };
  }
  const { startMs, words } = await declare(tables, joining, nowMs, isFresh);
  const ruling = rulingOf(await releasesOf(tables), nowMs);
  const isOther = ruling !== undefined && ruling.release !== joining.release;
  if (!isOther) await bring(tables, joining.jobs, nowMs, isFresh);
  const ruledBy = isOther ? { ...ruling, words: await wordsOf(tables, ruling.release) } : undefined;
  const problems = [...wordProblems(joining, words), ...(await zoneProblems(tables, joining))];
  return { startMs, schedules: await schedulesOf(tables), ruledBy, problems };
}

/** The words of a release, or none where it is not known. */
export async function wordsOf({ db, ours, farm }: FarmTables, release: string): Promise<ReleaseWords> {
  const [row] = await db.query(`select words from ${ours}.release where farm = $1 and release = $2`, [farm, release]);
  return (row?.['words'] as ReleaseWords | undefined) ?? {};
}

/** Takes jobs over that a release which is gone said otherwise. Of several hosts that do, the first moves the watermark. */
export async function takeOver(
  tables: FarmTables,
  jobs: readonly BroughtJob[],
  fromMs: number,
): Promise<readonly KnownSchedule[]> {
  const { db, ours, farm } = tables;
  const names = jobs.map(({ name }) => name);
  await db.query(
    `insert into ${ours}.schedule as s (farm, name, words, watermark, settled, runs_left)
      select $1, n, w, $5, $5, t from unnest($2::text[], $3::text[], $4::int[]) as x(n, w, t) order by n
      on conflict (farm, name) do update set words = excluded.words, watermark = excluded.watermark,
        runs_left = excluded.runs_left, settled = coalesce(s.settled, excluded.settled), changed = pg_current_xact_id()
        where s.words <> excluded.words`,
    [farm, names, jobs.map(({ words }) => words), jobs.map(({ times }) => times ?? null), Math.floor(fromMs)],
  );
  return (await schedulesOf(tables)).filter(({ name }) => names.includes(name));
}

async function checkOwner({ db, ours, farm }: FarmTables, { application, adopt }: Joining): Promise<void> {
  const { system, database } = await systemOf(db);
  await db.query(
    `insert into ${ours}.farm (farm, application, system, database) values ($1, $2, $3, $4) on conflict do nothing`,
    [farm, application, system, database],
  );
  const [row] = await db.query(`select application, system, database from ${ours}.farm where farm = $1`, [farm]);
  if (row?.['application'] !== application) {
    const remedy = `give this one a name of its own, as { name: 'shop' }, or say { application: '${row?.['application']}' }`;
    throw new FarmRefusedError(
      `the farm '${farm}' is that of application '${row?.['application']}', not of '${application}': ${remedy}`,
    );
  }
  if (row['system'] === system && row['database'] === database) return;
  if (!adopt) throw new FarmMovedError(farm);
  await db.query(`delete from ${ours}.place where farm = $1`, [farm]);
  await db.query(`delete from ${ours}.host where farm = $1`, [farm]);
  await db.query(`update ${ours}.farm set system = $2, database = $3 where farm = $1`, [farm, system, database]);
}

async function nowOf(db: Queryable): Promise<number> {
  const [row] = await db.query('select (extract(epoch from now()) * 1000)::float8 as ms');
  return Math.floor(Number(row?.['ms']));
}

/** Whether another host of the release is there: without one the farm starts anew for it. */
async function hasLiving({ db, ours, farm }: FarmTables, { release, hostId }: Joining): Promise<boolean> {
  const rows = await db.query(
    `select 1 from ${ours}.host where farm = $1 and release = $2 and id <> $3 and plans
      and not stopping and ${SEEN} limit 1`,
    [farm, release, hostId],
  );
  return rows.length > 0;
}

/** Puts the host on the list. What is long gone is forgotten. */
async function enlist({ db, ours, farm }: FarmTables, joining: Joining): Promise<void> {
  const { hostId, hostName, pid, release, plans, zones, runs } = joining;
  await db.query(`delete from ${ours}.host where farm = $1 and seen < now() - ${FORGOTTEN_AFTER}`, [farm]);
  await db.query(`delete from ${ours}.release where farm = $1 and last_seen < now() - ${RELEASES_FORGOTTEN_AFTER}`, [
    farm,
  ]);
  await db.query(
    `insert into ${ours}.host (farm, id, name, pid, release, plans, zones, runs) values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
      on conflict (farm, id) do update set seen = now(), release = excluded.release`,
    [farm, hostId, hostName, pid, release, plans, zones, runs === undefined ? null : jsonText(runs)],
  );
}

/** Says of the release that a host of it is there, whose words hold where it is the first. */
async function declare(
  { db, ours, farm }: FarmTables,
  { release, words }: Joining,
  nowMs: number,
  isFresh: boolean,
): Promise<DeclaredRelease> {
  const [row] = await db.query(
    `insert into ${ours}.release as r (farm, release, words, started, first_seen, last_seen)
      values ($1, $2, $3::jsonb, $4, now(), now()) on conflict (farm, release) do update set
        started = case when $5 then excluded.started else r.started end, last_seen = now(),
        words = case when $5 then excluded.words else r.words end
      returning started, words`,
    [farm, release, jsonText(words), nowMs, isFresh],
  );
  return { startMs: Number(row?.['started']), words: row?.['words'] as ReleaseWords };
}

function wordProblems({ release, words }: Joining, theirs: ReleaseWords): readonly string[] {
  return differing(words, theirs).map(
    name => `hosts of release '${release}' say job '${name}' in different words: deploy one registry under one release`,
  );
}

async function zoneProblems({ db, ours, farm }: FarmTables, joining: Joining): Promise<readonly string[]> {
  const { hostId, zones, zoned } = joining;
  if (zoned.length === 0) return [];
  const [other] = await db.query(
    `select name, zones from ${ours}.host where farm = $1 and id <> $2 and plans and zones <> $3 and ${SEEN} limit 1`,
    [farm, hostId, zones],
  );
  if (other === undefined) return [];
  const more = zoned.length > MOST_NAMED ? ` and ${zoned.length - MOST_NAMED} more` : '';
  const named = `${zoned.slice(0, MOST_NAMED).join(', ')}${more}`;
  const what = `host '${other['name']}' has time zone data ${other['zones']}, this one ${zones}`;
  return [`${what}, so they may differ about ${named}: let all hosts run the same Node`];
}

async function releasesOf({ db, ours, farm }: FarmTables): Promise<readonly Release[]> {
  return (await db.query(releasesIn(ours), [farm])).map(releaseIn);
}

async function schedulesOf({ db, ours, farm }: FarmTables): Promise<readonly KnownSchedule[]> {
  const rows = await db.query(`select ${SCHEDULE_COLUMNS} from ${ours}.schedule where farm = $1`, [farm]);
  return rows.map(knownSchedule);
}

/**
 * What the ruling release says of its jobs, of which those begin here that have other words; so does what counts from the end
 * of its runs, or from the start where that is now. Those that it lacks are marked, so that they begin anew when they are back.
 */
async function bring(
  { db, ours, farm }: FarmTables,
  jobs: readonly BroughtJob[],
  nowMs: number,
  isFresh: boolean,
): Promise<void> {
  const rows = await db.query(
    `select name, words, watermark from ${ours}.schedule where farm = $1 order by name for update`,
    [farm],
  );
  const known = new Map(
    rows.map(row => [row['name'], { words: String(row['words']), watermarkMs: numberOf(row['watermark']) }]),
  );
  const changed = jobs.filter(({ name, words }) => isFresh || known.get(name)?.words !== words);
  await db.query(
    `insert into ${ours}.schedule as s (farm, name, words, watermark, settled, runs_left)
      select $1, n, w, m, $6, t from unnest($2::text[], $3::text[], $4::bigint[], $5::int[]) as x(n, w, m, t) order by n
      on conflict (farm, name) do update set words = excluded.words, watermark = excluded.watermark,
        runs_left = excluded.runs_left, changed = pg_current_xact_id(),
        settled = case when s.words = excluded.words then s.settled else excluded.settled end`,
    [
      farm,
      changed.map(({ name }) => name),
      changed.map(({ words }) => words),
      changed.map(({ name, words }) => watermarkAtJoin(known.get(name), words, nowMs)),
      changed.map(({ times }) => times ?? null),
      isFresh ? null : nowMs,
    ],
  );
  await db.query(
    `update ${ours}.schedule set words = '', changed = pg_current_xact_id() where farm = $1 and words <> '' and name <> all($2::text[])`,
    [farm, jobs.map(({ name }) => name)],
  );
}
