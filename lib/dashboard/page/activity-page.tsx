import type { ActivityReply, StateReply } from '../api.js';
import { Clock } from './clock.js';
import { Heading } from './heading.js';
import type { Intents } from './intents.js';
import { JobLink } from './job-link.js';
import { Pick } from './pick.js';
import { type Route, runHash } from './route.js';
import { Table } from './table.js';
import { type ZoneChoice, zoneOf } from './zone-text.js';

/** Who did what to what, why, and what came of it. */
export function ActivityPage({ reply, state, route, choice, intents }: ActivityProps) {
  const { activity } = reply;
  const zone = zoneOf(choice, state.scheduler.zone);
  const shown = activity.filter(
    ({ who, job }) => (route.who === '' || who === route.who) && (route.job === '' || job === route.job),
  );
  const names = (all: string, found: readonly string[]) =>
    [...new Set(['', ...found])].map(name => [name, name || all] as const);
  return (
    <>
      <Heading title="Activity" hint="who did what, here and from the command line">
        <Pick
          name="Who"
          chosen={route.who}
          choices={names('everybody', [...activity.map(({ who = '' }) => who), route.who])}
          choose={who => intents.turn({ ...route, who })}
        />
        <Pick
          name="Job"
          chosen={route.job}
          choices={names('every job', [...activity.map(({ job = '' }) => job), route.job])}
          choose={job => intents.turn({ ...route, job })}
        />
      </Heading>
      {shown.length === 0 ? (
        <div class="panel empty">
          <h2>
            {activity.length === 0
              ? 'Nobody has done anything here yet'
              : `None of the last ${activity.length} is as chosen`}
          </h2>
        </div>
      ) : (
        <div class="panel activity">
          <Table
            heads={['When', 'Who', 'Did', 'Why', 'Came of it']}
            kinds={['', '', '', 'why', 'why']}
            rows={shown.map(({ id, at, who, what, job, why, ok, result, run }) => ({
              key: id,
              cells: [
                <Clock key="at" at={at} zone={zone} />,
                <b key="who">
                  <bdi>{who ?? 'somebody'}</bdi>
                </b>,
                <>
                  {what} {job && <JobLink job={job} />}
                </>,
                <bdi key="why">{why ?? '–'}</bdi>,
                <>
                  {!ok && <span class="pill failed">refused</span>} <bdi>{result ?? (ok ? 'done' : '')}</bdi>{' '}
                  {run && <a href={runHash(run)}>that run</a>}
                </>,
              ],
            }))}
          />
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
