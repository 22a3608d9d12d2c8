import { FarmMovedError, FarmRefusedError } from '../farm-errors.js';
import { jsonText } from '../json-text.js';
import { differing, type Release, type ReleaseWords, rulingOf } from '../release.js';
import type { BroughtJob, Joined, Joining, KnownSchedule } from '../store.js';
import { watermarkAtJoin } from '../watermark.js';
import type { DatabaseRow, Queryable } from './database.js';
import { systemOf } from './one-system.js';
import { knownSchedule, numberOf } from './sql-rows.js';

/** Hosts that were not seen for so long are taken off the list. */
const FORGOTTEN_AFTER = "interval '1 day'";

/** The most jobs that a problem names. */
const MOST_NAMED = 5;

/** The columns of a schedule, as they are read everywhere. */
export const SCHEDULE_COLUMNS = `name, words, watermark, settled, runs_left, skips,
  case when paused_until is null or paused_until > now() then pause end as pause`;

/** Of a release: whether a host of it was seen of late, though it may have stopped since. */
export const LIVES = "last_seen > now() - interval '20 s'";

/** Of a host: whether it was seen of late. */
export const SEEN = "seen > now() - interval '20 s'";

/** The releases of farm $1, but their words. */
export function releasesIn(ours: string): string {
  return `select release, started, (extract(epoch from first_seen) * 1000)::float8 as first_seen,
    (extract(epoch from last_seen) * 1000)::float8 as last_seen,
    exists (select from ${ours}.host h
      where h.farm = r.farm and h.release = r.release and h.plans and not h.stopping) as has_hosts
    from ${ours}.release r where farm = $1`;
}

/** A release as one of these rows says it. */
export function releaseIn(row: DatabaseRow): Omit<Release, 'words'> {
  return {
    release: String(row['release']),
    startedMs: Number(row['started']),
    firstSeenMs: Number(row['first_seen']),
    lastSeenMs: Number(row['last_seen']),
    hasHosts: row['has_hosts'] === true,
  };
}

/**
 * Lets a host into the farm, in one transaction under the farm's lock: whose farm it is, when it started, and where each
 * schedule goes on.
 *
 * @throws FarmRefusedError for another application's farm, FarmMovedError for a database that was copied or moved
 */
export async function join(tx: Queryable, ours: string, farm: string, joining: Joining): Promise<Joined> {
  // A statement of its own: a snapshot that is older than the lock would see no host alive.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`carillon.join.${ours}.${farm}`]);
  await checkOwner(tx, ours, farm, joining);
  const [now] = await tx.query('select (extract(epoch from now()) * 1000)::float8 as ms');
  const nowMs = Math.floor(Number(now?.['ms']));
  const { hostId, hostName, pid, release, plans, zones, words } = joining;
  const runs = joining.runs === undefined ? null : jsonText(joining.runs);
  const before = await releasesOf(tx, ours, farm);
  const mine = before.find(one => one.release === release);
  const isFresh = plans && !(await hasLiving(tx, ours, farm, release, hostId));
  await tx.query(`delete from ${ours}.host where farm = $1 and seen < now() - ${FORGOTTEN_AFTER}`, [farm]);
  await tx.query(
    `insert into ${ours}.host (farm, id, name, pid, release, plans, zones, runs) values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
      on conflict (farm, id) do update set seen = now(), release = excluded.release`,
    [farm, hostId, hostName, pid, release, plans, zones, runs],
  );
  if (!plans) return { startMs: mine?.startedMs ?? nowMs, schedules: await schedulesOf(tx, ours, farm), problems: [] };
  await tx.query(
    `insert into ${ours}.release as r (farm, release, words, started, first_seen, last_seen)
      values ($1, $2, $3::jsonb, $4, now(), now()) on conflict (farm, release) do update set
        started = case when $5 then excluded.started else r.started end, last_seen = now(),
        words = case when $5 then excluded.words else r.words end`,
    [farm, release, jsonText(words), nowMs, isFresh],
  );
  const theirs = isFresh ? words : mine === undefined ? words : await wordsOf(tx, ours, farm, release);
  const releases = await releasesOf(tx, ours, farm);
  const rules =
    rulingOf(
      releases.map(one => ({ ...one, words: {} })),
      nowMs,
    )?.release === release;
  if (rules) await bring(tx, ours, farm, joining.jobs, nowMs, isFresh);
  const problems = differing(words, theirs).map(
    name => `hosts of release '${release}' say job '${name}' in different words: deploy one registry under one release`,
  );
  const { zoned } = joining;
  const [zone] = await tx.query(
    `select name, zones from ${ours}.host where farm = $1 and id <> $2 and plans and zones <> $3 and ${SEEN} limit 1`,
    [farm, hostId, zones],
  );
  if (zone !== undefined && zoned.length > 0) {
    const more = zoned.length > MOST_NAMED ? ` and ${zoned.length - MOST_NAMED} more` : '';
    const named = `${zoned.slice(0, MOST_NAMED).join(', ')}${more}`;
    const what = `host '${zone['name']}' has time zone data ${zone['zones']}, this one ${zones}`;
    problems.push(`${what}, so they may differ about ${named}: let all hosts run the same Node`);
  }
  return {
    startMs: isFresh ? nowMs : (mine?.startedMs ?? nowMs),
    schedules: await schedulesOf(tx, ours, farm),
    problems,
  };
}

/** The words of a release, or none where it is not known. */
export async function wordsOf(db: Queryable, ours: string, farm: string, release: string): Promise<ReleaseWords> {
  const [row] = await db.query(`select words from ${ours}.release where farm = $1 and release = $2`, [farm, release]);
  return (row?.['words'] as ReleaseWords | undefined) ?? {};
}

/** Takes jobs over that a release which is gone said otherwise. Of several hosts that do, the first moves the watermark. */
export async function takeOver(
  tx: Queryable,
  ours: string,
  farm: string,
  jobs: readonly BroughtJob[],
  fromMs: number,
): Promise<readonly KnownSchedule[]> {
  const names = jobs.map(({ name }) => name);
  await tx.query(
    `insert into ${ours}.schedule as s (farm, name, words, watermark, runs_left)
      select $1, n, w, $5, t from unnest($2::text[], $3::text[], $4::int[]) as x(n, w, t) order by n
      on conflict (farm, name) do update set words = excluded.words, watermark = excluded.watermark,
        changed = pg_current_xact_id() where s.words <> excluded.words`,
    [farm, names, jobs.map(({ words }) => words), jobs.map(({ times }) => times ?? null), Math.floor(fromMs)],
  );
  const all = await schedulesOf(tx, ours, farm);
  return all.filter(({ name }) => names.includes(name));
}

async function checkOwner(tx: Queryable, ours: string, farm: string, { application, adopt }: Joining): Promise<void> {
  const { system, database } = await systemOf(tx);
  await tx.query(
    `insert into ${ours}.farm (farm, application, system, database) values ($1, $2, $3, $4) on conflict do nothing`,
    [farm, application, system, database],
  );
  const [row] = await tx.query(`select application, system, database from ${ours}.farm where farm = $1`, [farm]);
  if (row?.['application'] !== application) {
    const remedy = `give this one a name of its own, as { name: 'shop' }, or say { application: '${row?.['application']}' }`;
    throw new FarmRefusedError(
      `the farm '${farm}' is that of application '${row?.['application']}', not of '${application}': ${remedy}`,
    );
  }
  if (row['system'] === system && row['database'] === database) return;
  if (!adopt) throw new FarmMovedError(farm);
  await tx.query(`delete from ${ours}.place where farm = $1`, [farm]);
  await tx.query(`delete from ${ours}.host where farm = $1`, [farm]);
  await tx.query(`update ${ours}.farm set system = $2, database = $3 where farm = $1`, [farm, system, database]);
}

async function hasLiving(tx: Queryable, ours: string, farm: string, release: string, id: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from ${ours}.host where farm = $1 and release = $2 and id <> $3 and plans
      and not stopping and ${SEEN} limit 1`,
    [farm, release, id],
  );
  return rows.length > 0;
}

async function releasesOf(tx: Queryable, ours: string, farm: string) {
  return (await tx.query(releasesIn(ours), [farm])).map(releaseIn);
}

async function schedulesOf(tx: Queryable, ours: string, farm: string): Promise<readonly KnownSchedule[]> {
  return (await tx.query(`select ${SCHEDULE_COLUMNS} from ${ours}.schedule where farm = $1`, [farm])).map(
    knownSchedule,
  );
}

/** What the ruling release says of its jobs; those that it lacks are marked, so that they begin anew when they are back. */
async function bring(
  tx: Queryable,
  ours: string,
  farm: string,
  jobs: readonly BroughtJob[],
  nowMs: number,
  isFresh: boolean,
): Promise<void> {
  const rows = await tx.query(
    `select name, words, watermark, runs_left from ${ours}.schedule where farm = $1 for update`,
    [farm],
  );
  const known = new Map(rows.map(row => [String(row['name']), row]));
  const changed = jobs.filter(({ name, words }) => isFresh || known.get(name)?.['words'] !== words);
  const marks = changed.map(({ name, words }) => {
    const row = known.get(name);
    return watermarkAtJoin(
      row && { watermarkMs: numberOf(row['watermark']), words: String(row['words']) },
      words,
      nowMs,
    );
  });
  await tx.query(
    `insert into ${ours}.schedule as s (farm, name, words, watermark, runs_left)
      select $1, n, w, m, t from unnest($2::text[], $3::text[], $4::bigint[], $5::int[]) as x(n, w, m, t) order by n
      on conflict (farm, name) do update set words = excluded.words, watermark = excluded.watermark,
        runs_left = excluded.runs_left, changed = pg_current_xact_id(),
        settled = case when s.words = excluded.words then s.settled end`,
    [
      farm,
      changed.map(({ name }) => name),
      changed.map(({ words }) => words),
      marks,
      changed.map(({ times }) => times ?? null),
    ],
  );
  await tx.query(
    `update ${ours}.schedule set words = '', changed = pg_current_xact_id() where farm = $1 and words <> '' and name <> all($2::text[])`,
    [farm, jobs.map(({ name }) => name)],
  );
}
