import type { HostsReply, HostView, StateReply } from '../api.js';
import { Clock } from './clock.js';
import { Heading } from './heading.js';
import { ago, apart, length, many } from './length.js';
import { Table, type TableRow } from './table.js';
import { Ticking } from './ticking.js';
import { type ZoneChoice, zoneOf } from './zone-text.js';

/** The processes that run jobs, and how each is. */
export function HostsPage({ reply, state, choice }: HostsProps) {
  const zone = zoneOf(choice, state.scheduler.zone);
  return (
    <>
      <Heading
        title={reply.isFarm ? many(reply.hosts.length, 'host') : 'One process'}
        hint={reply.isFarm ? 'that share one store' : 'hosts appear with a shared store'}
      />
      <div class="panel hosts">
        <Table
          heads={['Host', 'State', 'Version', 'Since', 'Runs now', 'Its clock', 'Loop held']}
          rows={reply.hosts.map(host => rowOf(host, zone))}
        />
      </div>
    </>
  );
}

interface HostsProps {
  readonly reply: HostsReply;
  readonly state: StateReply;
  readonly choice: ZoneChoice;
}

const PILLS = { alive: 'ok', silent: 'missed', gone: 'failed' } as const;

function rowOf(
  { name, pid, state, heartbeat, version, since, running, skewMs, loopMs }: HostView,
  zone: string,
): TableRow {
  return {
    key: `${name} ${pid}`,
    cells: [
      <>
        <b>
          <bdi>{name}</bdi>
        </b>
        {pid && `, process ${pid}`}
      </>,
      <>
        <span class={`pill ${PILLS[state]}`}>{state}</span>{' '}
        {heartbeat && state !== 'alive' && <Ticking text={now => `heard of ${ago(heartbeat, now)}`} />}
      </>,
      version ?? '–',
      !since ? '–' : <Clock at={since} zone={zone} />,
      running,
      skewMs === undefined ? '–' : apart(skewMs),
      length(loopMs),
    ],
  };
}
