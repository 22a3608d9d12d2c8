import { useState } from 'preact/hooks';
import type { JobView, WhyReply } from '../api.js';
import { askedInstant } from './asked-instant.js';
import type { Intents } from './intents.js';
import type { Answer } from './model.js';
import { query } from './needs.js';
import { runHash } from './route.js';
import { serverNow } from './server-clock.js';

/** Asks why a job did not run at a time, and shows the answer. */
export function WhyForm({ job, zone, why, intents }: WhyProps) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const [isUnread, setUnread] = useState(false);
  const answer = why?.query === asked ? why : undefined;
  const ask = (event: Event): void => {
    event.preventDefault();
    const at = askedInstant(text, zone, serverNow());
    setUnread(at === undefined);
    if (at === undefined) return;
    setAsked(query({ get: 'why', job: job.name, at }));
    intents.why(job.name, at);
  };
  return (
    <section class="panel ask" aria-label="Why not">
      <h2>Why did it not run?</h2>
      <form onSubmit={ask}>
        <input
          type="text"
          aria-label={`When ${job.name} should have run`}
          placeholder="20:33, or 2026-11-19 21:15"
          autocomplete="off"
          value={text}
          onInput={event => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button">
          Ask
        </button>
      </form>
      <div role="status">
        {isUnread && <p class="answer">Say a time, as 20:33, or a day and a time, as 2026-11-19 21:15, in {zone}.</p>}
        {!isUnread && answer !== undefined && (
          <p class="answer">
            <bdi>{answer.body?.text ?? answer.refusal?.message}</bdi>
            {answer.body?.run !== undefined && (
              <>
                {' '}
                <a href={runHash(answer.body.run)}>That run</a>
              </>
            )}
          </p>
        )}
      </div>
    </section>
  );
}

interface WhyProps {
  readonly job: JobView;
  readonly zone: string;
  readonly why: Answer<WhyReply> | undefined;
  readonly intents: Intents;
}
