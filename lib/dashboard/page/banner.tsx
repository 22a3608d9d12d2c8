import type { StateReply } from '../api.js';
import { clockText } from './clock-text.js';
import { isolated } from './isolated.js';
import { many, soFar } from './length.js';
import type { Model } from './model.js';
import { serverNow } from './server-clock.js';
import { Ticking } from './ticking.js';
import { zoneOf } from './zone-text.js';

/** What must be known before anything else is read: that nothing answers, that the process stops or was not started. */
export function Banner({ model, state }: { readonly model: Model; readonly state: StateReply | undefined }) {
  const { link } = model;
  if (link.kind === 'lost') {
    const zone = zoneOf(model.zone, state?.scheduler.zone ?? 'UTC');
    return (
      <div class="banner" role="alert">
        No answer since {clockText(link.since, zone, serverNow())}. What you see is from then;{' '}
        <span aria-hidden="true">
          <Ticking text={now => `trying again in ${soFar(now, link.retryAt + 999)}.`} />
        </span>
      </div>
    );
  }
  if (state?.scheduler.state === 'stopping') return <Stopping stopping={state.scheduler.stopping} />;
  return (
    state?.says.rests && (
      <div class="banner" role="alert">
        {state.says.rests}
      </div>
    )
  );
}

function Stopping({ stopping }: { readonly stopping: StateReply['scheduler']['stopping'] }) {
  const jobs = stopping?.jobs ?? [];
  const until = stopping?.until;
  return (
    <div class="banner" role="alert">
      This process is stopping: {jobs.length === 0 ? 'nothing runs now' : `${listed(jobs.map(isolated))} may finish`}
      {until && jobs.length > 0 && (
        <span aria-hidden="true">
          , <Ticking text={now => `${soFar(now, until + 999)} left`} />
        </span>
      )}
      . Nothing new starts.
    </div>
  );
}

function listed(jobs: readonly string[]): string {
  if (jobs.length > 3) return `${jobs.slice(0, 2).join(', ')} and ${many(jobs.length - 2, 'other')}`;
  return jobs.length < 2 ? (jobs[0] ?? '') : `${jobs.slice(0, -1).join(', ')} and ${jobs.at(-1)}`;
}
