import type { JobView } from '../api.js';
import { saidOf } from './ask-form.js';
import { askedInstant } from './asked-instant.js';
import { runHash } from './route.js';
import { serverNow } from './server-clock.js';
import type { View } from './view.js';

/** Asks why a job did not run at a time, and shows the answer. */
export function WhyForm({ job, zone, model, intents }: View & { readonly job: JobView; readonly zone: string }) {
  const { body, refusal } = (model.why?.job === job.name && model.answers.why) || {};
  return (
    <section class="panel ask" aria-label="Why not">
      <h2>Why did it not run?</h2>
      <form
        key={job.name}
        onSubmit={event => {
          event.preventDefault();
          const at = askedInstant(saidOf(new FormData(event.currentTarget), 'at'), zone, serverNow());
          if (!at) intents.say(`Say it as 20:33, or 2026-11-19 21:15, in ${zone}.`);
          else intents.why(job.name, at);
        }}
      >
        <input
          name="at"
          aria-label={`When ${job.name} should have run`}
          placeholder="20:33, or 2026-11-19 21:15"
          autocomplete="off"
        />
        <button type="submit" class="button">
          Ask
        </button>
      </form>
      <div role="status">
        {(body || refusal) && (
          <p class="answer">
            <bdi>{body?.text ?? refusal?.message}</bdi>
            {body?.run && (
              <>
                {' '}
                <a href={runHash(body.run)}>That run</a>
              </>
            )}
          </p>
        )}
      </div>
    </section>
  );
}
