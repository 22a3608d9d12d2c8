import type { SchemaNames } from './boss-schema.js';
import { beforeIn, cancelIn, leftOut, takingOver } from './claim-statement.js';
import { heldBy } from './progress-statements.js';

/**
 * The claim for many rows at once: of those that need no place, or one, of which no two are the same, without standing in
 * line for it, and that don't count for `times(n)`. It asks of each what `claimStatement` asks, and marks it as begun. The
 * places are taken in one order everywhere, so that two such claims never wait for one another.
 *
 * Values: 1 farm, 2 rows, 3 host, 4 most cuts, 5 the host's name.
 */
export function grantStatement(names: SchemaNames): string {
  const { ours, boss } = names;
  return `with i as materialized (
    select * from json_to_recordset($2::text::json) as x (id uuid, queue text, attempt int, job text, at bigint,
      once boolean, place text, key text, due float8) order by id),
  me as materialized (select i.* from i ${heldBy('i', `${boss}.job`, 'key share')}),
  judged as materialized (
    select me.*, coalesce(r.cuts, 0) as cuts, coalesce(r.begun and r.attempt < me.attempt, false) as begun_before,
      case when s.paused_until is null or s.paused_until > now() then s.pause end as pause,
      ${leftOut('s.skips', 'me.at')} as by_hand, ${cancelIn('r')} as cancel, r.counted,
      (${beforeIn(names, 'me.place', { priority: '0', due: 'me.due', id: 'me.id' })} limit 1) as ahead
    from me left join ${ours}.schedule s on s.farm = $1 and s.name = me.job left join ${ours}.run r on r.id = me.id),
  allowed as materialized (
    select * from judged where pause is null and by_hand is null and cancel is null and not (once and begun_before)
      and cuts <= $4::int and ahead is null),
  taken as (
    insert into ${ours}.place as p
      (place, farm, queue, holder, attempt, key, host, host_name, token, claimed_by)
    select place, $1, queue, id, attempt, key, $3::uuid, $5, nextval('${ours}.token'), pg_current_xact_id()
    from allowed where place is not null order by place
    ${takingOver(names)}
    returning holder as id, token),
  granted as materialized (
    select * from taken union all
    select id, nextval('${ours}.token') from (select id from allowed where place is null order by id) free),
  begun as (
    insert into ${ours}.run as x (id, queue, attempt, host, begun, token)
    select a.id, a.queue, a.attempt, $3::uuid, true, g.token from granted g join allowed a on a.id = g.id order by a.id
    on conflict (id) do update set attempt = excluded.attempt, host = excluded.host, begun = true,
      token = excluded.token
    returning id, token)
  select i.id, judged.id is not null as mine, judged.pause, judged.by_hand, judged.cancel, judged.begun_before,
    judged.counted, coalesce(judged.cuts, 0) as cuts, begun.token, judged.ahead,
    held.holder, held.key as held_key, held.host_name as held_by
  from i left join judged on judged.id = i.id left join begun on begun.id = i.id
    left join ${ours}.place held on begun.id is null and held.place = i.place and (judged.ahead is null or exists (
      select 1 from ${boss}.job j
      where j.name = held.queue and j.id = held.holder and j.state::text = 'active' and j.retry_count = held.attempt))`;
}
