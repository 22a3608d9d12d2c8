import { KEPT_FOR_EVER_S } from '../keeping.js';
import type { SchemaNames } from './boss-schema.js';
import { heldBy } from './progress-statements.js';

/**
 * The one statement by which rows end, or wait for their next attempt. What follows a row is let go where that has
 * succeeded, and else cancelled, in the same statement; behind a dead letter it is kept as long, to come back with it.
 * What was settled so before is told as settled: it is sent again where the answer was lost.
 *
 * Values: 1 settled rows, 2 farm, 3 the channel on which others are told, or null.
 */
export function settleStatement({ ours, boss }: SchemaNames): string {
  const job = `${boss}.job`;
  const now = `${boss}.job_now()`;
  return `with x as materialized (
      select * from json_to_recordset($1::text::json) as x (id uuid, queue text, attempt int, state text,
        output jsonb, job text, settled bigint, keep int, due float8, follows jsonb, data jsonb, uncounted boolean) order by id),
    i as materialized (select x.* from x ${heldBy('x', job, 'no key update')}),
    done as (
      update ${job} j set state = i.state::${boss}.job_state, output = coalesce(i.output, j.output),
        completed_on = case when i.state = 'retry' then null else ${now} end,
        start_after = case when i.state = 'retry' then to_timestamp(i.due / 1000.0) else j.start_after end,
        data = coalesce(i.data, j.data), deletion_seconds = coalesce(i.keep, j.deletion_seconds)
      from i where j.name = i.queue and j.id = i.id
      returning j.id, i.job, i.settled, i.uncounted, i.state, i.follows, j.output->'outcome'->>'kind' = 'succeeded' as succeeded),
    forgotten as (delete from ${ours}.run where id in (select id from done where state <> 'retry')),
    unmarked as (update ${ours}.run set begun = false where id in (select id from done where state = 'retry')),
    ended as (
      update ${ours}.schedule s set settled = greatest(s.settled, d.settled), runs_left = s.runs_left + d.uncounted,
        changed = pg_current_xact_id()
      from (
        select x.job, max(x.settled) as settled, count(r.id) as uncounted
        from done x left join ${ours}.run r on x.uncounted and r.id = x.id and r.counted
        where x.settled is not null or x.uncounted group by x.job) d
      where s.farm = $2 and s.name = d.job),
    follower as (
      select d.state, d.succeeded, (f.value->>'id')::uuid as id, f.value->>'queue' as queue, f.ordinality as n
      from done d, jsonb_array_elements(d.follows) with ordinality f where d.state <> 'retry'),
    released as (
      update ${job} j set blocked = false, start_after = greatest(j.start_after, ${now}) from follower f
      where f.succeeded and f.n = 1 and j.name = f.queue and j.id = f.id and j.blocked),
    cancelled as (
      update ${job} j set state = 'cancelled', completed_on = ${now},
        deletion_seconds = case f.state when 'failed' then ${KEPT_FOR_EVER_S} else j.deletion_seconds end,
        output = ${cancelledOutput(
          'j',
          now,
          `case f.state when 'failed' then 'what it follows has failed' else 'what it follows has not succeeded' end`,
        )} from follower f
      where not coalesce(f.succeeded, false) and j.name = f.queue and j.id = f.id and j.state = 'created')
    , told as (select pg_notify($3, '') from done where $3::text is not null limit 1)
    select id from done where (select count(*) from told) >= 0 union all
    select x.id from x cross join lateral (select from ${job} j where j.name = x.queue and j.id = x.id
      and j.state::text = x.state and j.retry_count = x.attempt and (x.state <> 'retry' or j.data = x.data)) before
    where (select count(*) from done) < (select count(*) from x)`;
}

/**
 * The output of a row of asked work that was never begun, as the record of it: `cancelled`, and why.
 *
 * @param detail an expression
 * @param by one, too: null where nobody said who
 */
export function cancelledOutput(row: string, now: string, detail: string, by = 'null::text'): string {
  const iso = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const at = `(${row}.data->>'at')::bigint`;
  return `jsonb_build_object('jobName', ${row}.singleton_key, 'runId', ${row}.id, 'trigger', 'manual',
    'key', ${row}.singleton_key || '@' || coalesce(${row}.data->>'key', ${row}.id::text),
    'occurrence', ${iso(`to_timestamp(${at} / 1000.0)`)}, 'occurrenceMs', ${at}, 'lateMs', 0, 'attempts', 0, 'lines', '[]'::jsonb,
    'settledAt', ${iso(now)}, 'settledAtMs', (extract(epoch from ${now}) * 1000)::bigint,
    'outcome', jsonb_strip_nulls(jsonb_build_object('kind', 'cancelled', 'detail', ${detail}, 'by', ${by})))`;
}
