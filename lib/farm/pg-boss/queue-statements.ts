import { STALE_MS } from '../watermark.js';
import type { SchemaNames } from './boss-schema.js';
import { insertInto, NEW_ROWS } from './new-rows.js';

/** The statements about rows that are not in progress yet: written, looked for, woken. Each is one round trip, and fenced. */
export interface QueueStatements {
  readonly plan: string;
  readonly planned: string;
  readonly insert: string;
  readonly probe: string;
  readonly wake: string;
}

/** The statements, for these schemas. Names, keys and data are always values, never text. */
export function queueStatements({ ours, boss }: SchemaNames): QueueStatements {
  const job = `${boss}.job`;
  const now = `${boss}.job_now()`;
  const firstDue = (from: string) => {
    const first = (state: 'created' | 'retry') => `(select min(start_after) from ${job} j
      where j.name = q.name and j.state = '${state}' and not j.blocked and j.start_after ${from})`;
    return `least(${first('created')}, ${first('retry')})`;
  };
  const msUntil = (due: string) => `(extract(epoch from ${due} - ${now}) * 1000)::float8`;
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
    // 1 queue, 2 job, 3 watermark: which occurrences after it have a row.
    planned: `select (data->>'at')::bigint as at from ${job} where name = $1 and singleton_key = $2
      and start_after >= to_timestamp($3::float8 / 1000) and data ? 'at' and data->>'trigger' <> 'manual'`,
    // 1 rows. In order of id, so that two that insert the same never deadlock.
    insert: `${inserting} from ${NEW_ROWS} order by id on conflict do nothing returning id`,
    // 1 prefix of the queues, 2 what is known of their fronts, 3 which are left out: those that have something, when the first
    // of it is due and, where that is now, when the first is that is still to come. Of each state by itself, since that is the
    // first entry of an index, however much waits.
    probe: `with known as (select queue, front->>'kind' as kind, (front->>'reachMs')::float8 as ms
        from json_to_recordset($2::text::json) as x (queue text, front json))
      select q.name as queue, greatest(0, ${msUntil('x.due')}) as ms,
        case when x.due <= ${now} then ${msUntil(firstDue(`> ${now}`))} end as next
      from ${boss}.queue q left join known k on k.queue = q.name,
        lateral (select coalesce(${now} - k.ms * interval '1 ms', '-infinity') as since) s,
        lateral (select ${firstDue('>= s.since')} as due) x
      where starts_with(q.name, $1) and k.kind is distinct from 'behind' and q.name <> all($3::text[])
        and x.due is not null`,
    // 1 prefix of the queues, 2 jobs, 3 the versions of data that they take: what was given back is due at once, but what waits
    // for its next attempt.
    wake: `update ${job} j set start_after = ${now} from ${ours}.run r, unnest($2::text[], $3::int[]) as known(name, v)
      where starts_with(r.queue, $1) and r.given_back > 0 and j.name = r.queue and j.id = r.id and j.state = 'retry'
        and j.start_after > ${now} and j.singleton_key = known.name
        and coalesce((j.data->>'v')::int, 1) <= known.v and coalesce((j.data->>'tries')::int, 0) = 0`,
  };
}
