import { KEPT_FOR_EVER_S } from '../keeping.js';
import { STALE_MS } from '../watermark.js';
import { insertInto, NEW_ROWS } from './new-rows.js';

/** The two PostgreSQL schemas of a farm: ours, and that of pg-boss beside it. */
export interface SchemaNames {
  readonly ours: string;
  readonly boss: string;
}

/** The version of pg-boss's schema whose columns are named here, in fetch and claim, and in what is read for people; nowhere else. */
export const BOSS_SCHEMA_VERSION = 46;

/** The columns of `job` that these statements name; a spec compares them with what pg-boss has made. */
export const BOSS_COLUMNS = [
  'id',
  'name',
  'data',
  'priority',
  'state',
  'start_after',
  'created_on',
  'started_on',
  'completed_on',
  'singleton_key',
  'expire_seconds',
  'deletion_seconds',
  'keep_until',
  'retry_limit',
  'retry_count',
  'retry_delay',
  'retry_backoff',
  'policy',
  'heartbeat_on',
  'blocked',
  'output',
] as const;

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

/** A host looks at no more rows in progress than this with one beat. */
const MOST_IN_PROGRESS = 1_000;

/** The host of a mark of what no host has begun. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Every statement that reads or writes rows of pg-boss, but fetch and claim. Each is one round trip, and fenced. */
export interface BossStatements {
  readonly plan: string;
  readonly insert: string;
  readonly settle: string;
  readonly giveBack: string;
  readonly wake: string;
  readonly touch: string;
  readonly condemn: string;
  readonly aloneAgain: string;
  readonly planned: string;
  readonly outcomes: string;
  readonly probe: string;
  readonly marksOf: string;
  readonly wait: string;
  readonly cancel: string;
  readonly active: string;
  readonly sweeps: readonly string[];
}

/**
 * Joins rows to what they are in pg-boss, where they are in progress under their attempt, and locks them. One after the
 * other and by key, however many there are: in the order of `rows`, which is that of their ids everywhere, so that two
 * statements never wait for one another. As text the state is in no index, which would lead past all that is in progress.
 */
export function heldBy(rows: string, job: string, lock: 'key share' | 'no key update'): string {
  return `cross join lateral (select from ${job} j where j.name = ${rows}.queue and j.id = ${rows}.id
    and j.state::text = 'active' and j.retry_count = ${rows}.attempt for ${lock}) held`;
}

/**
 * Counts what is lost against it, as far as it had begun and its host was at work: none of a host that had begun to stop, or
 * has left. Those of the last 72 hours count.
 */
function cutOff(ours: string): string {
  const isCounted = "r.first_cut >= now() - interval '72 hours'";
  return `cut as (
    update ${ours}.run r set cut_host = r.host, cut_attempt = r.attempt,
      cuts = case when ${isCounted} then r.cuts + 1 else 1 end,
      first_cut = case when ${isCounted} then r.first_cut else now() end
    from lost where r.id = lost.id and r.begun and r.attempt = lost.attempt
      and exists (select from ${ours}.host h where h.id = r.host and not h.stopping))`;
}

/** The statements, for these schemas. Names, keys and data are always values, never text. */
export function bossStatements({ ours, boss }: SchemaNames): BossStatements {
  const job = `${boss}.job`;
  const now = `${boss}.job_now()`;
  const firstDue = (state: 'created' | 'retry') =>
    `(select min(start_after) from ${job} j where j.name = q.name and j.state = '${state}' and not j.blocked
      and j.start_after >= s.since)`;
  const inserting = insertInto(job, now);
  return {
    // 1 rows, 2 farm. The lock is shared with other hosts that plan, and not with one that decides what was missed: what
    // that one has decided is not written here, and it sees what is.
    plan: `with i as (
        select *, due < extract(epoch from ${now}) * 1000 - ${STALE_MS} as is_stale from ${NEW_ROWS}),
      s as (
        select name, watermark from ${ours}.schedule where farm = $2 and name in (select job from i)
        order by name for key share),
      written as (
        ${inserting} from i join s on s.name = i.job
        where not is_stale and (i.data->>'at')::bigint > coalesce(s.watermark, 0) order by id on conflict do nothing)
      select distinct job from i where is_stale`,
    // 1 rows. In order of id, so that two that insert the same never deadlock.
    insert: `${inserting} from ${NEW_ROWS} order by id on conflict do nothing returning id`,
    // 1 settled rows, 2 farm, 3 the channel on which others are told, or null. What follows a row is let go where that has
    // succeeded, and else cancelled, in the same statement; behind a dead letter it is kept as long, to come back with it.
    // What was settled so before is told as settled: it is sent again where the answer was lost.
    settle: `with x as materialized (
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
      where (select count(*) from done) < (select count(*) from x)`,
    // 1 queue, 2 row, 3 attempt, 4 delay in ms. It counts as not begun.
    giveBack: `with back as (
        update ${job} set state = 'retry', start_after = ${now} + $4::float8 * interval '1 ms'
        where name = $1 and id = $2::uuid and state = 'active' and retry_count = $3::int returning id)
      , mark as (
        insert into ${ours}.run as r (id, queue, attempt, host, begun, given_back)
          select id, $1, $3::int, '${NOBODY}', false, 1 from back
        on conflict (id) do update set begun = false, given_back = r.given_back + 1)
      select id from back`,
    // 1 prefix of the queues, 2 jobs, 3 the versions of data that they take: what was given back is due at once, but what waits
    // for its next attempt.
    wake: `update ${job} j set start_after = ${now} from ${ours}.run r, unnest($2::text[], $3::int[]) as known(name, v)
      where starts_with(r.queue, $1) and r.given_back > 0 and j.name = r.queue and j.id = r.id and j.state = 'retry'
        and j.start_after > ${now} and j.singleton_key = known.name
        and coalesce((j.data->>'v')::int, 1) <= known.v and coalesce((j.data->>'tries')::int, 0) = 0`,
    // 1 queues, 2 rows, 3 attempts: what is still ours.
    touch: `with x as materialized (
        select * from unnest($1::text[], $2::uuid[], $3::int[]) as x(queue, id, attempt) order by id),
      i as materialized (select x.* from x ${heldBy('x', job, 'no key update')})
      update ${job} j set heartbeat_on = ${now} from i where j.name = i.queue and j.id = i.id returning j.id`,
    // 1 rows that a judge condemns.
    condemn: `with x as materialized (
        select * from json_to_recordset($1::text::json) as x (id uuid, queue text, attempt int, beat text) order by id),
      i as materialized (select x.* from x ${heldBy('x', job, 'no key update')}),
      lost as (
        update ${job} j set state = 'retry', start_after = ${now} from i
        where j.name = i.queue and j.id = i.id and j.heartbeat_on::text = i.beat returning j.id, i.attempt),
      ${cutOff(ours)} select id from lost`,
    // 1 prefix of the farm's queues: the directory is locked, so what is in progress is nobody's.
    aloneAgain: `with lost as (
        update ${job} j set state = 'retry', start_after = ${now}
        where starts_with(j.name, $1) and j.state = 'active' returning j.id, j.retry_count as attempt),
      ${cutOff(ours)} select id from lost`,
    // 1 queue, 2 job, 3 watermark: which occurrences after it have a row.
    planned: `select (data->>'at')::bigint as at from ${job} where name = $1 and singleton_key = $2
      and start_after >= to_timestamp($3::float8 / 1000) and data ? 'at' and data->>'trigger' <> 'manual'`,
    // 1 queues, 2 rows: how they ended, or that they are there.
    outcomes: `select j.id, j.state::text, j.output, j.data, j.singleton_key as job from ${job} j
      where j.name = any($1::text[]) and j.id = any($2::uuid[])`,
    // 1 prefix of the queues, 2 what is known of their fronts, 3 which are left out: those that have something, and when the
    // first of it is due. Of each state by itself, since that is the first entry of an index, however much waits.
    probe: `with known as (select queue, front->>'kind' as kind, (front->>'reachMs')::float8 as ms
        from json_to_recordset($2::text::json) as x (queue text, front json))
      select q.name as queue, greatest(0, extract(epoch from x.due - ${now}) * 1000)::float8 as ms
      from ${boss}.queue q left join known k on k.queue = q.name,
        lateral (select coalesce(${now} - k.ms * interval '1 ms', '-infinity') as since) s,
        lateral (select least(${firstDue('created')}, ${firstDue('retry')}) as due) x
      where starts_with(q.name, $1) and k.kind is distinct from 'behind' and q.name <> all($3::text[])
        and x.due is not null`,
    // 1 rows: how often their hosts went away in them, and how often they were given back.
    marksOf: `select id, cuts, given_back from ${ours}.run where id = any($1::uuid[])`,
    // 1 place, 2 queue, 3 row, 4 attempt, 5 due, 6 whether the newest goes first, 7 priority: all that wait, this row too.
    wait: `with me as (
        insert into ${ours}.waiting (place, queue, holder, attempt, due, newest, priority)
          values ($1, $2, $3::uuid, $4, $5, $6, $7)
        on conflict (place, holder) do update set attempt = excluded.attempt returning holder, due)
      select holder, due from me union all
      select w.holder, w.due from ${ours}.waiting w
        join ${job} j on j.name = w.queue and j.id = w.holder and j.state::text = 'active' and j.retry_count = w.attempt
      where w.place = $1 and w.holder <> $3::uuid`,
    // 1 queues, 2 job, 3 reason and by whom, as JSON, 4 row or null, 5 attempt or null: every row of it that is in progress, or that one. Of one
    // that waits for its place no host is known yet: its claim is told.
    cancel: `insert into ${ours}.run as r (id, queue, attempt, host, begun, cancel, cancel_by)
      select id, name, retry_count, '${NOBODY}', false, $3::jsonb->>'reason', $3::jsonb->>'by' from ${job}
      where name = any($1::text[]) and singleton_key = $2 and state = 'active'
        and ($4::uuid is null or id = $4::uuid) and ($5::int is null or retry_count = $5::int) order by id
      on conflict (id) do update set cancel = excluded.cancel, cancel_by = excluded.cancel_by returning id`,
    // 1 prefix of the queues: what is in progress, with its last touch. Of more than are told those that were silent longest.
    active: `select id, name as queue, retry_count as attempt, heartbeat_on::text as beat from ${job}
      where starts_with(name, $1) and state = 'active' order by heartbeat_on limit ${MOST_IN_PROGRESS}`,
    // What hosts that went away have left behind.
    sweeps: [
      `delete from ${ours}.waiting w where not exists (
      select 1 from ${job} j where j.name = w.queue and j.id = w.holder and j.state::text = 'active'
        and j.retry_count = w.attempt)`,
      `delete from ${ours}.run r where not exists (
      select 1 from ${job} j where j.name = r.queue and j.id = r.id and j.state < 'completed')`,
    ],
  };
}
