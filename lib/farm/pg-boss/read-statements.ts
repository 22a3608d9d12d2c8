import type { SchemaNames } from './boss-schema.js';
import { SEEN } from './lives.js';

/** The most rows of a queue that are looked through for those of one outcome. */
const MOST_LOOKED_THROUGH = 20_000;

/** The most records that one look brings. */
const MOST_ENDED = 5_000;

/**
 * Of a row, also of one that is held up by another: whether it waits. In these words, since by `state < 'active'` alone no
 * index is found, and all that has ended is read.
 */
export const WAITS = "state in ('created', 'retry')";

/** The statements of who shows a farm to people. Each is one round trip, and changes nothing. */
export interface ReadStatements {
  readonly look: string;
  readonly endedSince: string;
  readonly lastOfEach: string;
  readonly records: string;
  readonly placeOf: string;
  readonly counts: string;
}

/** They go by the indexes of pg-boss on what has ended, and by ours on the rows of a job. */
export function readStatements({ ours, boss }: SchemaNames): ReadStatements {
  const job = `${boss}.job`;
  const isEnded = `state in ('completed', 'failed', 'cancelled') and output ? 'outcome'`;
  return {
    // 1 farm, 2 prefix of its queues. A host that only asks is told of while it does not rest.
    look: `select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms,
      (select json_agg(h) from (
        select name, pid, stopping, told, (extract(epoch from joined) * 1000)::float8 as joined,
          (extract(epoch from seen) * 1000)::float8 as seen
        from ${ours}.host where farm = $1 and (plans or ${SEEN}) order by joined limit 1000) h) as hosts,
      (select json_agg(r) from (
        select j.id, j.name as queue, j.retry_count as attempt, (extract(epoch from j.started_on) * 1000)::float8 as fetched,
          json_build_object('job', j.data->'job', 'at', j.data->'at', 'due', j.data->'due', 'trigger', j.data->'trigger',
            'key', j.data->'key', 'tries', j.data->'tries') as data,
          h.name as host
        from ${job} j left join ${ours}.run r on r.id = j.id and r.begun and r.attempt = j.retry_count
          left join ${ours}.host h on h.farm = $1 and h.id = r.host
        where starts_with(j.name, $2) and j.state = 'active' limit 1000) r) as rows`,
    // 1 queues, 2 from.
    endedSince: `select output from ${job} where name = any($1::text[])
      and completed_on >= to_timestamp($2::float8 / 1000) and ${isEnded} order by completed_on limit ${MOST_ENDED}`,
    // 1 queues, 2 jobs, 3 how many of each.
    lastOfEach: `select x.output from unnest($1::text[], $2::text[]) as p(queue, job), lateral (
        select output, completed_on from ${job} where name = p.queue and singleton_key = p.job and ${isEnded}
        order by start_after desc limit $3::int) x order by x.completed_on`,
    // 1 queues, 2 job or null, 3 outcome or null, 4 ended before or null, 5 row before or null, 6 limit.
    records: `select x.output from unnest($1::text[]) as q, lateral (
        select id, output, completed_on from ${job} where name = q and completed_on is not null
          and ($2::text is null or singleton_key = $2)
          and ($4::timestamptz is null or (completed_on, id) < ($4, $5::uuid))
        order by completed_on desc, id desc limit ${MOST_LOOKED_THROUGH}) x
      where x.output ? 'outcome' and ($3::text is null or x.output->'outcome'->>'kind' = $3)
      order by x.completed_on desc, x.id desc limit $6::int`,
    // 1 queues, 2 row: where it stands among what has ended.
    placeOf: `select id, completed_on::text as ended, output from ${job}
      where name = any($1::text[]) and id = $2::uuid and ${isEnded}`,
    // 1 queue: how much waits, since when what is due first was asked for, and how much has failed for good.
    counts: `select (select count(*)::int from ${job} where name = $1 and ${WAITS}) as waiting,
      (select (data->>'at')::float8 from ${job} where name = $1 and ${WAITS} order by created_on limit 1) as oldest,
      (select count(*)::int from ${job} where name = $1 and completed_on is not null and state = 'failed') as dead`,
  };
}
