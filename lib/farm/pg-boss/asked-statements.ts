import type { SchemaNames } from './boss-schema.js';
import { insertInto, NEW_ROWS } from './new-rows.js';
import { cancelledOutput } from './settle-statement.js';

/** The statements about asked work. Each is one round trip. */
export interface AskedStatements {
  readonly ask: string;
  readonly outcomes: string;
  readonly dead: string;
  readonly redrive: string;
  readonly discard: string;
  readonly cancelAsked: string;
}

/** The statements, for these schemas. Names, keys and data are always values, never text. */
export function askedStatements({ boss }: SchemaNames): AskedStatements {
  const job = `${boss}.job`;
  const now = `${boss}.job_now()`;
  const follower = (rows: string) => `
      select (f.value->>'id')::uuid as id, f.value->>'queue' as queue
      from ${rows} r, jsonb_array_elements(r.data->'follows') f`;
  // Behind what has failed nothing has begun: what follows it was cancelled with it.
  const isBehind = `j.name = f.queue and j.id = f.id and j.state = 'cancelled'`;
  return {
    // 1 rows, 2 channel or null, 3 how long another transaction is waited for that has one of the keys open, or null for as
    // long as the session waits: the rows and the notice of them, which are one transaction. What waits for another row is
    // written where that one is, which names it: behind one that was there before nothing would let it go. `is true` keeps it a
    // list that is looked up, since as a join it would read all of one for each of the other: see UNUSED_PLANS.
    ask: `with patience as materialized (select set_config('lock_timeout', $3, true) where $3::text is not null),
      asked as materialized (select * from ${NEW_ROWS} where (select count(*) from patience) >= 0),
      written as (${insertInto(job, now)} from asked where blocked is not true
        order by id on conflict do nothing returning id, data),
      behind as (${insertInto(job, now)} from asked where (id in (select id from (${follower('written')}) f)) is true),
      told as (select pg_notify($2, '') from written where $2::text is not null limit 1)
      select id from written where (select count(*) from told) >= 0`,
    // 1 queues, 2 rows: how they ended, or that they are there; no more of them, since who waits asks again and again.
    outcomes: `select j.id, j.state::text, j.data->>'digest' as digest,
        case when j.completed_on is not null then j.output end as output from ${job} j
      where j.name = any($1::text[]) and j.id = any($2::uuid[])`,
    // 1 queues, 2 job or null, 3 limit.
    dead: `select id, singleton_key as job, data, output, extract(epoch from completed_on) * 1000 as failed_at from ${job}
      where name = any($1::text[]) and state = 'failed' and ($2::text is null or singleton_key = $2)
      order by completed_on, id limit $3::int`,
    // 1 queues, 2 rows: they and what was cancelled behind them wait again, under the same ids, and are kept no longer
    // than if they had not failed.
    redrive: `with back as (
        update ${job} set state = 'created', completed_on = null, output = null, started_on = null,
          retry_count = retry_count + 1, start_after = ${now}, data = data || '{"tries":0}',
          deletion_seconds = coalesce((data->>'keepS')::int, deletion_seconds)
        where name = any($1::text[]) and id = any($2::uuid[]) and state = 'failed' returning id, data),
      follower as (${follower('back')}),
      revived as (
        update ${job} j set state = 'created', completed_on = null, output = null,
          deletion_seconds = coalesce((j.data->>'keepS')::int, j.deletion_seconds) from follower f
        where ${isBehind})
      select id from back`,
    // 1 queues, 2 rows or null, 3 job or null, 4 before in ms or null: with what was cancelled behind them.
    discard: `with gone as (
        delete from ${job} where name = any($1::text[]) and state = 'failed'
          and ($2::uuid[] is null or id = any($2::uuid[])) and ($3::text is null or singleton_key = $3)
          and ($4::float8 is null or completed_on < to_timestamp($4::float8 / 1000)) returning id, data),
      follower as (${follower('gone')}),
      behind as (delete from ${job} j using follower f where ${isBehind})
      select id from gone`,
    // 1 queue, 2 row, 3 reason and by whom, as JSON: only what has not begun, with what follows it.
    cancelAsked: `with gone as (
        update ${job} j set state = 'cancelled', completed_on = ${now}, output = ${cancelledOutput('j', now, `$3::jsonb->>'reason'`, `$3::jsonb->>'by'`)}
        where j.name = $1 and j.id = $2::uuid and j.state < 'active' returning j.id, j.data),
      follower as (${follower('gone')}),
      cancelled as (
        update ${job} j set state = 'cancelled', completed_on = ${now},
          output = ${cancelledOutput('j', now, `'what it follows was taken back'::text`)} from follower f
        where j.name = f.queue and j.id = f.id and j.state = 'created')
      select id from gone`,
  };
}
