import type { StateReply } from '../api.js';
import { jobRows } from './job-row.js';
import { counted, many } from './length.js';
import type { Route } from './route.js';
import type { View } from './view.js';
import { zoneOf } from './zone-text.js';

const HEADS = ['Job', 'Schedule', 'Last 60, by how long they took', 'Last run', 'Next run'];

/** Every job that is asked for, a row each. */
export function JobTable({ model, state, route, intents }: TableProps) {
  const answer = model.answers.jobs;
  const body = answer?.body;
  if (answer?.refusal) return <div class="panel empty">{answer.refusal.message}</div>;
  if (!body) return <div class="panel empty">Asking for the jobs …</div>;
  if (body.jobs.length === 0) return <NoneLikeThat route={route} total={body.total} />;
  return (
    <div class="panel">
      <table class="jobs">
        <caption class="vh">Jobs with their schedule, last and next runs</caption>
        <thead>
          <tr>
            {HEADS.map(text => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
            <th scope="col">
              <span class="vh">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobRows(
            body.jobs.map(row => ({
              row,
              zone: zoneOf(model.zone, row.zone),
              epoch: body.epoch,
              isAt: model.cursor === row.name,
              can: state.can,
              intents,
            })),
          )}
        </tbody>
      </table>
      {body.matching > body.jobs.length && (
        <p class="more soft">
          The first {counted(body.jobs.length)} of {many(body.matching, 'job')}: find the others by their name.
        </p>
      )}
    </div>
  );
}

interface TableProps extends View {
  readonly state: StateReply;
  readonly route: Extract<Route, { page: 'jobs' }>;
}

function NoneLikeThat({ route, total }: { readonly route: TableProps['route']; readonly total: number }) {
  return (
    <div class="panel empty">
      <h2>No job is like that</h2>
      {route.q !== '' && (
        <p>
          None of the {counted(total)} has “<bdi>{route.q}</bdi>” in its name, purpose, group or schedule
          {route.state !== 'all' && ', and is as chosen'}.
        </p>
      )}
      {route.q === '' && <p>None of the {counted(total)} is as chosen.</p>}
    </div>
  );
}
