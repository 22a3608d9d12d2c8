import type { JobView } from '../api.js';
import { Pairs } from './pairs.js';
import { Panel } from './panel.js';

/** The rules of a job in words, and how cron would say its schedule. */
export function Rules({ job }: { readonly job: JobView }) {
  return (
    <Panel title="Rules" beside={job.source && <code class="soft end">{job.source}</code>}>
      <ul class="sentences">
        {job.rules.map(rule => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <Pairs of={[['As cron text', job.cron ?? job.asCron ?? job.noCron]]} />
    </Panel>
  );
}
