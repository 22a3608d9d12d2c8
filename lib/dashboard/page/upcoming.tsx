import type { JobView } from '../api.js';
import { Clock } from './clock.js';
import { ahead } from './length.js';
import { Panel } from './panel.js';
import { Ticking } from './ticking.js';

/** The next starts of a job, with what clock changes do among them. */
export function Upcoming({ job, zone }: { readonly job: JobView; readonly zone: string }) {
  return (
    <Panel title={!job.paused ? 'Next runs' : 'Would run next'}>
      <ol class="list">
        {job.upcoming.map(at => (
          <li key={at}>
            <Clock at={at} zone={zone} />
            <span class="soft">
              <Ticking text={now => ahead(at, now)} />
            </span>
          </li>
        ))}
        {job.upcoming.length === 0 && (
          <li class="soft">None: its schedule is over, or it only runs when it is asked to.</li>
        )}
        {job.notes.map(note => (
          <li key={note} class="full">
            {note}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
