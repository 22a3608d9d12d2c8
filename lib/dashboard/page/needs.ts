import type { Model, Read } from './model.js';
import type { JobRoute } from './route.js';
import { serverNow } from './server-clock.js';
import { spanOf } from './span.js';

/** What has to be read for a view, as queries. */
export type Needs = ReadonlyMap<Read, string>;

/** What the view of a route is made from. */
export function needsOf(model: Model): Needs {
  const { route } = model;
  const needs = new Map<Read, string>([['state', query({ get: 'state' })]]);
  switch (route.page) {
    case 'jobs': {
      const state = route.state === 'all' ? '' : route.state;
      needs.set('jobs', query({ get: 'jobs', q: route.q, state, sort: route.sort, limit: 500 }));
      needs.set('problems', query({ get: 'problems' }));
      break;
    }
    case 'job': {
      const { job } = route;
      needs.set('job', query({ get: 'job', job }));
      // What is opened, or else the log of what runs.
      const known = model.answers.job?.body;
      const run = route.open || (known?.job.name === job ? (known.running[0]?.id ?? '') : '');
      if (run !== '') needs.set('run', runQuery(run));
      if (route.all !== '' || route.outcome !== '') needs.set('runs', runsQuery(route));
      if (model.why?.job === job) needs.set('why', query({ get: 'why', ...model.why }));
      break;
    }
    case 'run': {
      needs.set('run', runQuery(route.run));
      // What can be done about a run is what can be done to its job.
      const job = model.answers.run?.body?.run;
      if (job?.id === route.run) needs.set('job', query({ get: 'job', job: job.job }));
      break;
    }
    case 'timeline': {
      const { from, to } = spanOf(route, serverNow());
      const width = model.isNarrow ? 360 : 1_120;
      needs.set('jobs', query({ get: 'jobs', sort: 'attention', limit: 100 }));
      needs.set('timeline', query({ get: 'timeline', from, to, width }));
      break;
    }
    case 'problems':
    case 'hosts':
      needs.set(route.page, query({ get: route.page }));
      break;
    case 'activity':
      needs.set('activity', query({ get: 'activity' }));
      break;
    case 'nowhere':
      break;
  }
  return needs;
}

/** The query for the runs of a job, by how they ended: all that are kept. */
function runsQuery({ job, outcome }: JobRoute): string {
  return query({ get: 'runs', job, outcome: ENDS.has(outcome) ? outcome : '', limit: 500 });
}

/** What is running or waiting has not ended: there is no asking for it by its end. */
const ENDS = new Set(['succeeded', 'failed', 'timedOut', 'cancelled', 'abandoned', 'skipped', 'missed', 'lost']);

/** The query for a run. */
function runQuery(run: string): string {
  return query({ get: 'run', run });
}

/** A query of what is said; what is empty is not said. */
export function query(parts: Readonly<Record<string, string | number>>): string {
  const said = Object.entries(parts).filter(([, value]) => value !== '');
  return new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString();
}
