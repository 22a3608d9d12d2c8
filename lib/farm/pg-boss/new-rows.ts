import { KEPT_FOR_EVER_S } from '../keeping.js';

/** Rows that are to be written, as `$1` says them, each with its number; those that are due now say no time. */
export const NEW_ROWS = `rows from (json_to_recordset($1::text::json) as
  (id uuid, queue text, data jsonb, priority int, due float8, job text, keep int, blocked boolean)) with ordinality
  as x (id, queue, data, priority, due, job, keep, blocked, n)`;

/** What is due now is so by the clock of the database, a microsecond after what stands before it. */
const DUE_NOW = `(select jsonb_build_object('at', floor(t.ms)::bigint, 'due', floor(t.ms)::bigint, 'turn', t.ms)
  from (select (extract(epoch from statement_timestamp()) * 1000 + n / 1000.0)::float8 as ms) t)`;

/**
 * The beginning of a statement that writes such rows: what follows is from where. They are fetched in their order, which is
 * that of `created_on`; what is for later stands where it will be due, so that nobody steps over it until then.
 */
export function insertInto(job: string, now: string): string {
  return `insert into ${job} (id, name, data, priority, start_after, created_on, singleton_key,
      expire_seconds, deletion_seconds, keep_until, retry_limit, retry_delay, retry_backoff, policy, blocked)
    select id, queue, case when due is null then data || ${DUE_NOW} else data end, coalesce(priority, 0),
      coalesce(to_timestamp(due / 1000.0), ${now}),
      greatest(${now}, to_timestamp(due / 1000.0)) + n * interval '1 microsecond', job, 86400, keep,
      ${now} + ${KEPT_FOR_EVER_S} * interval '1 s', 2147483647, 0, false, 'standard', coalesce(blocked, false)`;
}
