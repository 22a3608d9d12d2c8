import type { StateReply } from '../api.js';
import { Drum } from './drum.js';
import { Facts } from './facts.js';
import { JobFilters } from './job-filters.js';
import { JobTable } from './job-table.js';
import { Legend } from './legend.js';
import type { Route } from './route.js';
import { StateSentence } from './state-sentence.js';
import type { View } from './view.js';

/** The overview: how all is, what starts around now, and every job. */
export function JobsPage({ model, intents, state, route }: JobsProps) {
  if (state.counts.jobs === 0 && route.q === '' && route.state === 'all') return <NoJobs />;
  return (
    <>
      <section class="state" aria-label="State">
        <StateSentence model={model} state={state} />
        <Facts state={state} />
      </section>
      <Drum drum={state.drum} zone={state.scheduler.zone} choice={model.zone} isNarrow={model.isNarrow} />
      <section aria-label="Jobs">
        <JobFilters state={state} route={route} intents={intents} />
        <JobTable model={model} state={state} route={route} intents={intents} />
        <Legend />
      </section>
    </>
  );
}

interface JobsProps extends View {
  readonly state: StateReply;
  readonly route: Extract<Route, { page: 'jobs' }>;
}

function NoJobs() {
  return (
    <div class="panel empty">
      <h1>No job yet</h1>
      <p>This scheduler has nothing to do. A job is one line:</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys. */}
      <pre tabIndex={0}>{'registry.schedule(sendDigest)\n  .toRunEvery(1).weekdays().at(21, 15);'}</pre>
    </div>
  );
}
