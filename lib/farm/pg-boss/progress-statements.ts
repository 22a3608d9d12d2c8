import type { SchemaNames } from './boss-schema.js';

/** A host looks at no more rows in progress than this with one beat. */
const MOST_IN_PROGRESS = 1_000;

/** The host of a mark of what no host has begun. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The statements about rows in progress: touched, judged, cancelled, given back, in line. Each is one round trip, and fenced. */
export interface ProgressStatements {
  readonly touch: string;
  readonly condemn: string;
  readonly aloneAgain: string;
  readonly cancel: string;
  readonly giveBack: string;
  readonly wait: string;
  readonly sweeps: readonly string[];
}

/** The statements, for these schemas. */
export function progressStatements({ ours, boss }: SchemaNames): ProgressStatements {
  const job = `${boss}.job`;
  const now = `${boss}.job_now()`;
  return {
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
    // 1 queues, 2 job, 3 why and by whom, as JSON, 4 row or null, 5 attempt or null: every row of it that is in progress, or
    // that one. Of one that waits for its place no host is known yet: its claim is told.
    cancel: `insert into ${ours}.run as r (id, queue, attempt, host, begun, cancel, cancel_by, cancel_for_newer)
      select id, name, retry_count, '${NOBODY}', false, $3::jsonb->>'reason', $3::jsonb->>'by', $3::jsonb ? 'isForNewer'
      from ${job} where name = any($1::text[]) and singleton_key = $2 and state = 'active'
        and ($4::uuid is null or id = $4::uuid) and ($5::int is null or retry_count = $5::int) order by id
      on conflict (id) do update set cancel = excluded.cancel, cancel_by = excluded.cancel_by,
        cancel_for_newer = excluded.cancel_for_newer returning id`,
    // 1 queue, 2 row, 3 attempt, 4 delay in ms. It counts as not begun.
    giveBack: `with back as (
        update ${job} set state = 'retry', start_after = ${now} + $4::float8 * interval '1 ms'
        where name = $1 and id = $2::uuid and state = 'active' and retry_count = $3::int returning id)
      , mark as (
        insert into ${ours}.run as r (id, queue, attempt, host, begun, given_back)
          select id, $1, $3::int, '${NOBODY}', false, 1 from back
        on conflict (id) do update set begun = false, given_back = r.given_back + 1)
      select id from back`,
    // 1 place, 2 queue, 3 row, 4 attempt, 5 due, 6 whether the newest goes first, 7 priority: all that wait, this row too.
    wait: `with me as (
        insert into ${ours}.waiting as w (place, queue, holder, attempt, due, newest, priority)
          values ($1, $2, $3::uuid, $4, $5, $6, $7)
        on conflict (place, holder) do update set attempt = greatest(w.attempt, excluded.attempt) returning holder, due)
      select holder, due from me union all
      select w.holder, w.due from ${ours}.waiting w
        join ${job} j on j.name = w.queue and j.id = w.holder and j.state::text = 'active' and j.retry_count = w.attempt
      where w.place = $1 and w.holder <> $3::uuid`,
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

/** What is in progress in queues that begin so, with its last touch. Of more than are told those that were silent longest. */
export function inProgress(job: string, prefix: string): string {
  return `select id, name as queue, retry_count as attempt, heartbeat_on::text as beat from ${job}
    where starts_with(name, ${prefix}) and state = 'active' order by heartbeat_on limit ${MOST_IN_PROGRESS}`;
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
    update ${ours}.run r set cut_host = r.host,
      cuts = case when ${isCounted} then r.cuts + 1 else 1 end,
      first_cut = case when ${isCounted} then r.first_cut else now() end
    from lost where r.id = lost.id and r.begun and r.attempt = lost.attempt
      and exists (select from ${ours}.host h where h.id = r.host and not h.stopping))`;
}
