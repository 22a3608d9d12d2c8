import { queryOf } from './ask.js';
import type { Model, Read } from './model.js';
import { serverNow } from './server-clock.js';
import { spanOf } from './span.js';

/** What has to be read for a view, as queries. */
export type Needs = ReadonlyMap<Read, string>;

/** What the view of a route is made from. */
export function needsOf(model: Model): Needs {
  const needs: Asking = { state: {}, ...needsOfPage(model) };
  return new Map(
    (Object.keys(needs) as Read[]).flatMap(name => {
      const parts = needs[name];
      return parts ? [[name, queryOf({ get: name, ...parts })] as const] : [];
    }),
  );
}

/** What is asked for, and what about it; what is falsy is not asked for. */
type Asking = { readonly [name in Read]?: Readonly<Record<string, string | number>> | false | '' | undefined };

function needsOfPage({ route, answers, why, isNarrow }: Model): Asking {
  switch (route.page) {
    case 'jobs': {
      const { q, sort, state } = route;
      return { jobs: { q, state: state === 'all' ? '' : state, sort, limit: 500 }, problems: {} };
    }
    case 'job': {
      const { job, all, outcome } = route;
      const known = answers.job?.body;
      // What is opened, or else the log of what runs.
      const run = route.open || (known?.job.name === job && known.running[0]?.id);
      return {
        job: { job },
        run: run && { run },
        runs: (all || outcome) && { job, outcome, limit: 500 },
        why: why?.job === job && { ...why },
      };
    }
    case 'run': {
      // What can be done about a run is what can be done to its job.
      const told = answers.run?.body?.run;
      return { run: { run: route.run }, job: told?.id === route.run && { job: told.job } };
    }
    case 'timeline':
      return {
        jobs: { sort: 'attention', limit: 100 },
        timeline: { ...spanOf(route, serverNow()), width: isNarrow ? 360 : 1_120 },
      };
    case 'activity':
      return { activity: { limit: 500 } };
    case 'nowhere':
      return {};
    default:
      return { [route.page]: {} };
  }
}
