import type { JobReply } from '../api.js';
import { Clock } from './clock.js';
import { counted } from './length.js';

/** What is asked of a job in a farm: how much waits to run, since when, and what has failed for good. */
export function Asked({ asked, zone }: { readonly asked: NonNullable<JobReply['asked']>; readonly zone: string }) {
  return (
    <section class="panel" aria-label="Asked for">
      <header>
        <h2>Asked for</h2>
      </header>
      <dl class="pairs">
        <dt>Waiting to run</dt>
        <dd>{counted(asked.waiting)}</dd>
        <dt>The oldest since</dt>
        <dd>{asked.oldest === undefined ? '–' : <Clock at={asked.oldest} zone={zone} />}</dd>
        <dt>Failed for good</dt>
        <dd>{counted(asked.dead)}</dd>
      </dl>
    </section>
  );
}
