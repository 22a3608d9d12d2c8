import type { Act, ActivityReply, StateReply } from '../api.js';
import { Clock } from './clock.js';
import type { Intents } from './intents.js';
import { jobHash, type Route, runHash } from './route.js';
import { Table } from './table.js';
import { type ZoneChoice, zoneOf } from './zone-text.js';

/** Who did what to what, why, and what came of it. */
export function ActivityPage({ reply, state, route, choice, intents }: ActivityProps) {
  const { activity } = reply;
  const zone = zoneOf(choice, state.scheduler.zone);
  const shown = activity.filter(
    ({ who, job }) => (route.who === '' || (who ?? '') === route.who) && (route.job === '' || job === route.job),
  );
  return (
    <>
      <div class="filters">
        <h1>Activity</h1>
        <span class="soft">who did what, here and from the command line</span>
        {activity.length > 0 && (
          <div class="end">
            <Pick label="Who" all="everybody" chosen={route.who} names={activity.map(({ who }) => who)} choose={who => intents.turn({ ...route, who })} />
            <Pick label="Job" all="every job" chosen={route.job} names={activity.map(({ job }) => job)} choose={job => intents.turn({ ...route, job })} />
          </div>
        )}
      </div>
      {shown.length === 0 ? (
        <div class="panel empty">
          <h2>{activity.length === 0 ? 'Nobody has done anything here yet' : 'Nothing is like that'}</h2>
        </div>
      ) : (
        <div class="panel activity">
          <Table heads={['When', 'Who', 'Did', 'Why', 'Came of it']}>
            {shown.map(act => (
              <ActRow key={act.id} act={act} zone={zone} />
            ))}
          </Table>
        </div>
      )}
    </>
  );
}

interface ActivityProps {
  readonly reply: ActivityReply;
  readonly state: StateReply;
  readonly route: Extract<Route, { page: 'activity' }>;
  readonly choice: ZoneChoice;
  readonly intents: Intents;
}

function ActRow({ act, zone }: { readonly act: Act; readonly zone: string }) {
  return (
    <tr>
      <td>
        <Clock at={act.at} zone={zone} />
      </td>
      <td>
        <b>
          <bdi>{act.who ?? 'somebody'}</bdi>
        </b>
      </td>
      <td>
        {act.what}{' '}
        {act.job !== undefined && (
          <a href={jobHash(act.job)}>
            <bdi>{act.job}</bdi>
          </a>
        )}
      </td>
      <td class="why">
        <bdi>{act.why ?? '–'}</bdi>
      </td>
      <td class="why">
        {!act.ok && <span class="pill failed">refused</span>} <bdi>{act.result ?? (act.ok ? 'done' : '')}</bdi>
        {act.run !== undefined && (
          <>
            {' '}
            <a href={runHash(act.run)}>that run</a>
          </>
        )}
      </td>
    </tr>
  );
}

function Pick({ label, all, chosen, names, choose }: PickProps) {
  const choices = [...new Set([...names, chosen])].filter(name => name !== undefined && name !== '');
  return (
    <label class="pick">
      <span>{label}</span>
      <select aria-label={label} value={chosen} onChange={event => choose(event.currentTarget.value)}>
        <option value="">{all}</option>
        {choices.map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PickProps {
  readonly label: string;
  readonly all: string;
  readonly chosen: string;
  readonly names: readonly (string | undefined)[];
  readonly choose: (name: string) => void;
}
