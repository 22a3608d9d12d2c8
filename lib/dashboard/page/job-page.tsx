import type { JobReply, StateReply } from '../api.js';
import { Asked } from './asked.js';
import { Callout } from './callout.js';
import { Crumbs } from './crumbs.js';
import { Durations } from './durations.js';
import { Glyph } from './glyph.js';
import { isolated } from './isolated.js';
import { JobActions } from './job-actions.js';
import { JobRuns } from './job-runs.js';
import type { JobRoute } from './route.js';
import { Rules } from './rules.js';
import { capital, stateWords } from './status.js';
import { Upcoming } from './upcoming.js';
import type { View } from './view.js';
import { WhyForm } from './why-form.js';
import { zoneOf } from './zone-text.js';

/** One job: what it is, what is the matter with it, its runs, and what comes next. */
export function JobPage({ model, intents, state, reply, route }: JobProps) {
  const { job } = reply;
  const zone = zoneOf(model.zone, job.zone);
  return (
    <>
      <Crumbs>
        <bdi>{job.name}</bdi>
      </Crumbs>
      <div class="title">
        <h1>
          <bdi>{job.name}</bdi>
        </h1>
        <span class={`pill ${job.state}`}>
          <Glyph kind={job.state} size={16} />
          {stateWords(job)}
        </span>
        <div class="end">
          <JobActions row={job} can={state.can} intents={intents} isBig />
        </div>
      </div>
      <p class="lead">
        {capital(job.words)} <span class="zone">{job.zone}</span>
      </p>
      <p class="meta">
        {job.purpose && <bdi>{job.purpose}</bdi>}
        {job.source && <code>{job.source}</code>}
        {job.group && (
          <span>
            group <bdi>{job.group}</bdi>
          </span>
        )}
        {job.tags && job.tags.length > 0 && <bdi>{job.tags.map(tag => `#${tag}`).join(' ')}</bdi>}
      </p>
      <Callout model={model} intents={intents} reply={reply} zone={zone} />
      {job.recent.length > 0 && <Durations job={job} zone={zone} isNarrow={model.isNarrow} />}
      <div class="two">
        <JobRuns model={model} intents={intents} reply={reply} route={route} zone={zone} />
        <div class="side">
          <Upcoming job={job} zone={zone} />
          <WhyForm job={job} zone={zone} model={model} intents={intents} />
          <Rules job={job} />
          {reply.asked && (
            <Asked
              asked={reply.asked}
              zone={zone}
              redrive={
                state.can.run &&
                (() => intents.perform({ do: 'redrive', job: job.name }, `${isolated(job.name)}: it runs again.`))
              }
            />
          )}
        </div>
      </div>
    </>
  );
}

interface JobProps extends View {
  readonly state: StateReply;
  readonly reply: JobReply;
  readonly route: JobRoute;
}
