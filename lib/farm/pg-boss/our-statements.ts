import type { SchemaNames } from './boss-schema.js';
import { cancelIn } from './claim-statement.js';
import { LIVES, releasesIn } from './lives.js';
import { inProgress } from './progress-statements.js';
import { SCHEDULE_COLUMNS } from './sql-rows.js';

/** The statements about what is ours alone, beside those of joining. Every one is a transaction by itself. */
export interface OurStatements {
  readonly now: string;
  readonly beat: string;
  readonly raise: string;
  readonly goOn: string;
  readonly lockSchedule: string;
  readonly leave: string;
  readonly pause: string;
  readonly skip: string;
  readonly stopping: string;
  readonly leaveFarm: string;
  readonly forgetHosts: string;
  readonly isWanted: string;
}

/** The statements, for these schemas. */
export function ourStatements({ ours, boss }: SchemaNames): OurStatements {
  // A host that says something is not gone: what was cut off from it was not.
  const forgiving = `update ${ours}.run set cuts = greatest(cuts - 1, 0), cut_host = null where cut_host = $2::uuid`;
  return {
    now: 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
    // 1 farm, 2 host, 3 release, 4 horizon, 5 prefix of the queues, 6 what the host says of itself.
    beat: `with me as (update ${ours}.host set seen = now(), told = $6::jsonb where farm = $1 and id = $2::uuid returning plans),
        seen as (update ${ours}.release set last_seen = now()
          where farm = $1 and release = $3 and exists (select 1 from me where plans)),
        forgiven as (${forgiving})
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms, exists (select 1 from me) as known,
        pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
        (select json_agg(s) from (select ${SCHEDULE_COLUMNS} from ${ours}.schedule
          where farm = $1 and changed >= $4::xid8) s) as changed,
        (select json_agg(r) from (${releasesIn(ours)}) r) as releases,
        (select json_agg(json_build_object('id', id, 'said', ${cancelIn('m')})) from ${ours}.run m
          where cancel is not null) as cancels,
        (select json_agg(q) from (${inProgress(`${boss}.job`, '$5')}) q) as active`,
    // 1 farm, 2 jobs, 3 watermarks: locked in order of name, so that two hosts never deadlock.
    raise: `with x as (select n, w from unnest($2::text[], $3::bigint[]) as x(n, w)),
      s as (select name from ${ours}.schedule where farm = $1 and name in (select n from x) order by name for no key update)
      update ${ours}.schedule t set watermark = greatest(t.watermark, x.w)
        from x join s on s.name = x.n where t.farm = $1 and t.name = x.n`,
    // 1 farm, 2 jobs, 3 occurrences, 4 queue: locked in that order, too.
    goOn: `with s as (
        select name from unnest($2::text[], $3::bigint[]) as x(name, at) join ${ours}.schedule s using (name)
        where s.farm = $1 and coalesce(s.settled, 0) < x.at and not exists (
          select from ${boss}.job j where j.name = $4 and j.singleton_key = s.name and j.state in ('created', 'retry', 'active'))
        order by name for no key update of s)
      update ${ours}.schedule t set settled = (extract(epoch from now()) * 1000)::bigint, changed = pg_current_xact_id()
        from s where t.farm = $1 and t.name = s.name`,
    // 1 farm, 2 job. What lies before the end of a pause is decided, as where somebody has ended that.
    lockSchedule: `select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms,
        case when paused_until <= clock_timestamp() then greatest(watermark, (extract(epoch from paused_until) * 1000)::bigint - 1)
          else watermark end as watermark
      from ${ours}.schedule where farm = $1 and name = $2 for update`,
    // 1 place, 2 row, 3 attempt: a later one, of another host, stays.
    leave: `delete from ${ours}.waiting where place = $1 and holder = $2::uuid and attempt = $3::int`,
    // 1 farm, 2 job, 3 pause or null, 4 until in seconds. Of several pauses the longest holds. A resume makes up for nothing
    // that lies before it.
    pause: `update ${ours}.schedule set pause = $3::jsonb, paused_until = to_timestamp($4::float8),
        changed = pg_current_xact_id(), watermark = case when $3::jsonb is null and pause is not null
          then greatest(watermark, (extract(epoch from now()) * 1000)::bigint) else watermark end
      where farm = $1 and name = $2 and ($3::jsonb is null or pause is null or paused_until <= now()
        or paused_until < coalesce(to_timestamp($4::float8), 'infinity')) returning name`,
    // 1 farm, 2 job, 3 what is left out: those of the last day are kept, since a run may be late.
    skip: `update ${ours}.schedule set changed = pg_current_xact_id(), skips = jsonb_build_array($3::jsonb) || (
        select coalesce(jsonb_agg(e), '[]') from jsonb_array_elements(skips) e where e->'at' <> $3::jsonb->'at'
          and (e->>'at')::bigint > (extract(epoch from now() - interval '1 day') * 1000)::bigint)
      where farm = $1 and name = $2`,
    // 1 farm, 2 host.
    stopping: `update ${ours}.host set stopping = true where farm = $1 and id = $2::uuid`,
    leaveFarm: `with forgiven as (${forgiving}) delete from ${ours}.host where farm = $1 and id = $2::uuid`,
    // 1 farm.
    forgetHosts: `delete from ${ours}.host where farm = $1`,
    // 1 farm, 2 job.
    isWanted: `select from ${ours}.release where farm = $1 and ${LIVES} and words ? $2 limit 1`,
  };
}
