import type { SchemaNames } from './boss-schema.js';
import type { Front } from './queue-fronts.js';

/** The statements that a fetch may be. */
export interface FetchStatements {
  /** 1 queue, 2 limit, 3 the jobs whose rows are wanted, or null for all; 4 and on, from where. */
  readonly fetchOf: string;
  /** 1 queue, 2 limit, 3 farm, 4 job, 5 host; 6 and on, from where. */
  readonly fetchBegun: string;
}

/** The same, by where the rows stand. */
export type FetchesByFront = Readonly<Record<Front['kind'], FetchStatements>>;

/** All of them, for these schemas. */
export function fetchStatements({ ours, boss }: SchemaNames): FetchesByFront {
  const job = `${boss}.job`;
  const now = `${boss}.job_now()`;
  const rows = (which: string) => `select name, id, priority, created_on from ${job}
      where name = queue.name and not blocked and start_after <= ${now} and ${which}
      order by priority desc, created_on limit $2::int for update skip locked`;
  // By the index that is in the order of the queue, as pg-boss fetches: it is quick however much waits.
  const anywhere = (more = '') => rows(`state < 'active' ${more}`);
  // By the index that has the states apart, and in each of them the order of time.
  const recent = (reachMs: string, more = '') =>
    rows(`state in ('created', 'retry') and start_after >= ${now} - ${reachMs}::float8 * interval '1 ms' ${more}`);
  // In three parts, each by that first index: what is worth more by now, the rest of its kind, and what is worth less.
  const behind = (priority: string, createdOn: string, more = '') => `select * from (
      select * from (${anywhere(`and priority > ${priority}::int ${more}`)}) a union all
      select * from (${anywhere(`and priority = ${priority}::int and created_on >= ${createdOn}::timestamptz ${more}`)}) b union all
      select * from (${anywhere(`and priority < ${priority}::int ${more}`)}) c) x limit $2::int`;
  const inOrder = 'order by priority desc, created_on';
  // Of what comes again: how often its hosts went away in it, and how often it was given back.
  const mark = `case when "retryCount" > 0 then (select json_build_object('cuts', r.cuts, 'givenBack', r.given_back)
      from ${ours}.run r where r.id = fetched.id) end as mark`;
  const of = (next: string) => `with ${fetching(job, now, next)} select fetched.*, ${mark} from fetched ${inOrder}`;
  // What has no mark yet was neither begun nor cancelled, nor was its host ever cut off, and is marked as begun at once. What
  // has one, or is of a job that is held up, is claimed as any other.
  const begun = (next: string) => `with ${fetching(job, now, next)},
    begun as (
      insert into ${ours}.run (id, queue, attempt, host, begun, token)
      select id, $1, "retryCount", $5::uuid, true, token
      from (select f.*, nextval('${ours}.token') as token from (select * from fetched ${inOrder}) f) f
      where exists (select 1 from ${ours}.schedule where farm = $3 and name = $4 and skips = '[]'
        and (pause is null or paused_until <= now()))
      order by id on conflict (id) do nothing returning id, token),
    tokens as materialized (select jsonb_object_agg(id, token) as of from begun)
    select fetched.*, ${mark}, tokens.of->>fetched.id::text as token from fetched, tokens ${inOrder}`;
  const wanted = 'and ($3::text[] is null or singleton_key = any($3))';
  return {
    anywhere: { fetchOf: of(anywhere(wanted)), fetchBegun: begun(anywhere()) },
    recent: { fetchOf: of(recent('$4', wanted)), fetchBegun: begun(recent('$6')) },
    behind: { fetchOf: of(behind('$4', '$5', wanted)), fetchBegun: begun(behind('$6', '$7')) },
  };
}

/**
 * These rows of the queue $1 are in progress from now on. The name of the queue is hidden from the planner: one that it has
 * counted no rows of yet it would read as a whole, however much it holds by now.
 */
function fetching(job: string, now: string, next: string): string {
  return `queue as materialized (select $1::text as name),
    next as (select x.* from queue cross join lateral (${next}) x),
    fetched as (
      update ${job} j set state = 'active', started_on = ${now}, heartbeat_on = ${now},
        retry_count = case when started_on is not null then retry_count + 1 else retry_count end
      from next where j.name = next.name and j.id = next.id
      returning j.id, j.data, j.retry_count as "retryCount", j.priority, j.created_on, j.created_on::text as "createdOn")`;
}
