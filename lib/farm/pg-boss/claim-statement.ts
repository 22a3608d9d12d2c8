import { ALONE_AFTER_CUTS } from '../cut-off.js';
import { JOB_PLACE } from '../identity.js';
import type { SchemaNames } from './boss-schema.js';

/** Why an occurrence is left out by hand; null where it is not. */
export function leftOut(skips: string, occurrence: string): string {
  return `(select e->>'reason' from jsonb_array_elements(${skips}) e where (e->>'at')::bigint = ${occurrence}::bigint limit 1)`;
}

/** Why the row that this mark is of was cancelled, and by whom; null where it was not. */
export function cancelIn(mark: string): string {
  return `case when ${mark}.cancel is not null then
    json_build_object('reason', ${mark}.cancel, 'by', ${mark}.cancel_by, 'isForNewer', ${mark}.cancel_for_newer) end`;
}

/** What says the turn of a row. */
interface TurnColumns {
  readonly priority: string;
  readonly due: string;
  readonly id: string;
}

/**
 * Who stands in the line of a place before a row that asks for it. Those stand there no more that were taken over, and who
 * wants to be the last is before nobody.
 */
export function beforeIn({ ours, boss }: SchemaNames, place: string, turn: TurnColumns): string {
  const { priority, due, id } = turn;
  return `select w.holder from ${ours}.waiting w
      join ${boss}.job j on j.name = w.queue and j.id = w.holder and j.state::text = 'active' and j.retry_count = w.attempt
    where w.place = ${place} and w.holder <> ${id} and not w.newest
      and (-w.priority, w.due, w.holder) < (-${priority}, ${due}, ${id})`;
}

/**
 * What becomes of a claim whose place was ever taken, which is locked by then: it goes through over another holder only
 * where that holder's row is in progress no longer and its claim is seen; over the same row only for an attempt that is not
 * the older one.
 */
export function takingOver({ ours, boss }: SchemaNames): string {
  return `on conflict (place) do update set queue = excluded.queue, holder = excluded.holder, attempt = excluded.attempt,
      key = excluded.key, host = excluded.host, host_name = excluded.host_name, token = nextval('${ours}.token'),
      claimed_by = excluded.claimed_by
    where (p.holder = excluded.holder and p.attempt <= excluded.attempt)
      or (p.holder <> excluded.holder and pg_visible_in_snapshot(p.claimed_by, pg_current_snapshot()) and not exists (
        select 1 from ${boss}.job j
        where j.name = p.queue and j.id = p.holder and j.state::text = 'active' and j.retry_count = p.attempt))`;
}

/**
 * Whether the place of a job is kept by the row that asks, or by one that stands in this line: that goes first, whichever of
 * the job was due before.
 */
function isStoodFor({ ours, boss }: SchemaNames, job: string): string {
  return `exists (
        select 1 from ${ours}.place p
        where p.place = $1::text || '${JOB_PLACE}' || ${job} and p.place <> $3 and ((p.holder = $4::uuid and p.attempt = $5::int) or exists (
          select 1 from ${ours}.waiting k
            join ${boss}.job h on h.name = k.queue and h.id = k.holder and h.state::text = 'active' and h.retry_count = k.attempt
          where k.place = $3 and k.holder = p.holder and k.attempt = p.attempt)))`;
}

/**
 * The one statement that decides who runs what. It grants only to a row that is itself in progress under the attempt
 * that asks, by a lock and so as it is now, and to what `takingOver` lets through. So nothing has to be released, and
 * nothing can leak.
 *
 * In order of due time it goes also past hosts: a row that another has fetched and not yet put in the line is ahead, and so
 * is one that nobody has fetched, unless it is held by a pause; not so what has to run alone, nor what is stood for.
 *
 * With the grant of the last place the row is marked as begun, one is taken from what is left of `times(n)`, and the
 * token is drawn, under the lock of the place, from one sequence.
 *
 * Values: 1 farm, 2 job, 3 place or null, 4 row, 5 attempt, 6 key, 7 host, 8 queue, 9 due, 10 whether it is the last
 * place, 11 whether it counts for `times`, 12 at most once, 13 most cuts, 14 the occurrence, 15 the host's name,
 * 16 the queues of the rows that may not be passed, or null, 17 the jobs of these, 18 the priority, 19 whether theirs count.
 */
export function claimStatement(names: SchemaNames): string {
  const { ours, boss } = names;
  return `with me as (
    select 1 from ${boss}.job where name = $8 and id = $4::uuid and state::text = 'active' and retry_count = $5::int
    for key share),
  s as (
    select case when pause is not null and (paused_until is null or paused_until > now()) then pause end as pause,
      runs_left, ${leftOut('skips', '$14')} as by_hand
    from ${ours}.schedule where farm = $1 and name = $2),
  r as (
    select begun and attempt < $5::int as begun, counted, cuts, ${cancelIn('m')} as cancel
    from ${ours}.run m where id = $4::uuid),
  fetched as (
    select j.id, j.data, j.priority, null as queue from ${boss}.job j
    where j.name = any($16::text[]) and j.singleton_key = any($17::text[]) and j.state = 'active'
      and not exists (select 1 from ${ours}.place p where p.place = $3 and p.holder = j.id and p.attempt = j.retry_count)
      and not exists (
        select 1 from ${ours}.waiting w where w.place = $3 and w.holder = j.id and w.attempt = j.retry_count)
      and not ${isStoodFor(names, 'j.singleton_key')}
      and not exists (select 1 from ${ours}.run x where x.id = j.id and x.cuts >= ${ALONE_AFTER_CUTS})),
  unfetched as (
    select first.id, first.data, first.priority, q.name as queue from unnest($16::text[]) q(name) cross join lateral (
      select j.id, j.data, j.priority, j.singleton_key from ${boss}.job j
      where j.name = q.name and j.singleton_key = any($17::text[]) and j.state < 'active' and not j.blocked
        and j.start_after <= ${boss}.job_now()
      order by j.priority desc, j.created_on limit 1) first
    where not exists (
      select 1 from ${ours}.schedule p where p.farm = $1 and p.name = first.singleton_key and p.pause is not null
        and (p.paused_until is null or p.paused_until > now()))
      and not ${isStoodFor(names, 'first.singleton_key')}),
  ahead as (
    select holder, null as queue from (${beforeIn(names, '$3', { priority: '$18::int', due: '$9::float8', id: '$4::uuid' })}) l
    union all
    select e.id, e.queue from (select * from fetched union all select * from unfetched) e
    where (case when $19 then -e.priority else 0 end, coalesce(e.data->>'turn', e.data->>'due')::float8, e.id)
      < (-$18::int, $9::float8, $4::uuid) limit 1),
  allowed as materialized (
    select 1 from me where (select pause from s) is null and (select by_hand from s) is null
      and (select cancel from r) is null
      and not ($12 and coalesce((select begun from r), false)) and coalesce((select cuts from r), 0) <= $13::int
      and (not $11 or coalesce((select counted from r), false) or coalesce((select runs_left from s), 1) > 0)
      and not exists (select 1 from ahead)),
  taken as (
    insert into ${ours}.place as p
      (place, farm, queue, holder, attempt, key, host, host_name, token, claimed_by)
    select $3, $1, $8, $4::uuid, $5::int, $6, $7::uuid, $15, nextval('${ours}.token'), pg_current_xact_id()
    from allowed where $3::text is not null
    ${takingOver(names)}
    returning token),
  granted as materialized (
    select token from taken union all select nextval('${ours}.token') from allowed where $3::text is null),
  spent as (
    update ${ours}.schedule set runs_left = runs_left - 1, changed = pg_current_xact_id()
    where farm = $1 and name = $2 and $10 and $11 and runs_left > 0 and exists (select 1 from granted)
      and not coalesce((select counted from r), false)
    returning runs_left),
  begun as (
    insert into ${ours}.run as x (id, queue, attempt, host, begun, counted, token)
    select $4::uuid, $8, $5::int, $7::uuid, true, $11, token from granted
    where $10 and (not $11 or (select runs_left from s) is null or coalesce((select counted from r), false)
      or exists (select 1 from spent))
    on conflict (id) do update set attempt = excluded.attempt, host = excluded.host, begun = true,
      counted = x.counted or excluded.counted, token = excluded.token
    returning cuts),
  held as (
    select holder, key, host_name from ${ours}.place p where place = $3 and (not exists (select 1 from ahead) or exists (
      select 1 from ${boss}.job j
      where j.name = p.queue and j.id = p.holder and j.state::text = 'active' and j.retry_count = p.attempt)))
  select exists (select 1 from me) as mine, (select pause from s) as pause,
    (select by_hand from s) as by_hand, (select cancel from r) as cancel,
    coalesce((select begun from r), false) as begun_before, coalesce((select cuts from r), 0) as cuts,
    case when $10 then (select g.token from granted g where exists (select 1 from begun))
      else (select g.token from granted g) end as token,
    exists (select 1 from granted) as granted, (select runs_left from spent) as runs_left,
    (select runs_left from s) as had_left, coalesce((select counted from r), false) as counted,
    (select holder from held) as holder, (select key from held) as held_key, (select host_name from held) as held_by,
    (select holder from ahead) as ahead, (select queue from ahead) as unfetched_in`;
}
