import type { JobReply, PauseView } from '../api.js';
import { Clock } from './clock.js';
import { CopyError, ErrorChain } from './error-chain.js';
import { Going } from './going.js';
import { many } from './length.js';
import { allLines } from './patch.js';
import type { View } from './view.js';

/** What is the matter with a job now: its error, its runs in progress, its pause. */
export function Callout({ model, intents, reply, zone }: CalloutProps) {
  const { job, running } = reply;
  const told = model.answers.run?.body?.run;
  return (
    <>
      <Failing model={model} intents={intents} reply={reply} zone={zone} />
      {running.map(run => (
        <Going
          key={run.id}
          run={run}
          row={job}
          lines={allLines(told?.id === run.id ? told.lines : [], model.lines.get(run.id))}
          zone={zone}
        />
      ))}
      {job.paused && <Paused paused={job.paused} zone={zone} />}
    </>
  );
}

interface CalloutProps extends View {
  readonly reply: JobReply;
  readonly zone: string;
}

function Failing({ intents, reply, zone }: CalloutProps) {
  const { job, error, failures = 1 } = reply;
  if (!error || job.streak === 0) return null;
  return (
    <section class="callout" aria-label="What is wrong">
      <div class="row">
        <h2>{failures > 1 ? `Failed ${failures} times in a row` : 'The last run failed'}</h2>
        <span class="soft">
          {failures > 1 && job.since && job.phase !== 'running' && (
            <>
              first at <Clock at={job.since} zone={zone} />,{' '}
            </>
          )}
          {job.last && (
            <>
              last at <Clock at={job.last.at} zone={zone} />
            </>
          )}
        </span>
        <CopyError intents={intents} />
      </div>
      <ErrorChain error={error} />
    </section>
  );
}

/** Who paused it, why, and what that has cost so far. */
function Paused({ paused, zone }: { readonly paused: PauseView; readonly zone: string }) {
  return (
    <section class="callout off" aria-label="Paused">
      <div class="row">
        <h2>
          Paused
          {paused.by && (
            <>
              {' by '}
              <bdi>{paused.by}</bdi>
            </>
          )}
          {paused.reason !== '' && (
            <>
              {': '}
              <bdi>{paused.reason}</bdi>
            </>
          )}
        </h2>
        <span class="soft">
          since <Clock at={paused.at} zone={zone} />
          {paused.until && (
            <>
              , until <Clock at={paused.until} zone={zone} />
            </>
          )}
          {paused.skipped &&
            ` · ${many(paused.skipped, 'occurrence was', 'occurrences were')} skipped, none will be made up for`}
        </span>
      </div>
    </section>
  );
}
