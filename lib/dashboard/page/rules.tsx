import type { JobView } from '../api.js';
import { Pairs } from './pairs.js';
import { Panel } from './panel.js';

/** The rules of a job in words, and how cron would say its schedule. */
export function Rules({ job }: { readonly job: JobView }) {
  return (
    <Panel title="Rules" beside={job.source && <code class="soft end">{job.source}</code>}>
      <Pairs of={[...job.rules, ['As cron text', job.cron ?? job.asCron ?? job.noCron]]} />
    </Panel>
  );
}
