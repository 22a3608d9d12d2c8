import type { HostsReply, HostView, StateReply } from '../api.js';
import { Clock } from './clock.js';
import { ago, length, many } from './length.js';
import { Table } from './table.js';
import { Ticking } from './ticking.js';
import { type ZoneChoice, zoneOf } from './zone-text.js';

/** The processes that run jobs, and how each is. */
export function HostsPage({ reply, state, choice }: HostsProps) {
  const zone = zoneOf(choice, state.scheduler.zone);
  return (
    <>
      <div class="filters">
        <h1>{reply.isFarm ? many(reply.hosts.length, 'host') : 'One process'}</h1>
        <span class="soft">
          {reply.isFarm ? 'that share one store' : 'Other hosts appear here once they share a store with this one'}
        </span>
      </div>
      <div class="panel hosts">
        <Table heads={['Host', 'State', 'Version', 'Since', 'Runs now', 'Its clock', 'Loop held']}>
          {reply.hosts.map(host => (
            <HostRow key={`${host.name} ${host.pid}`} host={host} zone={zone} />
          ))}
        </Table>
      </div>
    </>
  );
}

interface HostsProps {
  readonly reply: HostsReply;
  readonly state: StateReply;
  readonly choice: ZoneChoice;
}

function HostRow({ host, zone }: { readonly host: HostView; readonly zone: string }) {
  const { heartbeat, since } = host;
  return (
    <tr>
      <td>
        <b>
          <bdi>{host.name}</bdi>
        </b>
        {host.pid !== undefined && <span class="soft">, process {host.pid}</span>}
      </td>
      <td>
        <span class={`pill ${host.state === 'alive' ? 'ok' : host.state === 'silent' ? 'missed' : 'failed'}`}>{host.state}</span>{' '}
        {heartbeat !== undefined && host.state !== 'alive' && (
          <span class="soft">
            heard of <Ticking text={now => ago(heartbeat, now)} />
          </span>
        )}
      </td>
      <td>{host.version ?? '–'}</td>
      <td>{since === undefined ? '–' : <Clock at={since} zone={zone} />}</td>
      <td class="num">{host.running}</td>
      <td class="num">{host.skewMs === undefined ? '–' : `${length(Math.abs(host.skewMs))} ${host.skewMs < 0 ? 'behind' : 'ahead'}`}</td>
      <td class="num">{length(host.loopMs)}</td>
    </tr>
  );
}
