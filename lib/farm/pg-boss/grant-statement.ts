import { heldBy, type SchemaNames } from './boss-statements.js';
import { leftOut } from './claim-statement.js';

/**
 * The claim of no place, for many rows at once: of those that run beside one another, and don't count for `times(n)`. It
 * asks of each what `claimStatement` asks, and marks it as begun; since there is no place, none is in another's way.
 *
 * Values: 1 farm, 2 rows, 3 host, 4 most cuts.
 */
export function grantStatement({ ours, boss }: SchemaNames): string {
  return `with i as materialized (
    select * from json_to_recordset($2::text::json) as x
      (id uuid, queue text, attempt int, job text, at bigint, once boolean) order by id),
  me as materialized (select i.* from i ${heldBy('i', `${boss}.job`, 'key share')}),
  judged as materialized (
    select me.*, coalesce(r.cuts, 0) as cuts, coalesce(r.begun and r.attempt < me.attempt, false) as begun_before,
      case when s.paused_until is null or s.paused_until > now() then s.pause end as pause,
      ${leftOut('s.skips', 'me.at')} as by_hand, r.cancel
    from me left join ${ours}.schedule s on s.farm = $1 and s.name = me.job left join ${ours}.run r on r.id = me.id),
  begun as (
    insert into ${ours}.run as x (id, queue, attempt, host, begun, token)
    select id, queue, attempt, $3::uuid, true, nextval('${ours}.token') from judged
    where pause is null and by_hand is null and cancel is null and not (once and begun_before) and cuts <= $4::int order by id
    on conflict (id) do update set attempt = excluded.attempt, host = excluded.host, begun = true,
      token = excluded.token, cancel = null
    returning id, token)
  select i.id, judged.id is not null as mine, judged.pause, judged.by_hand, judged.cancel, judged.begun_before,
    coalesce(judged.cuts, 0) as cuts, begun.token
  from i left join judged on judged.id = i.id left join begun on begun.id = i.id`;
}
