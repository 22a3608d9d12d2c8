import type { JobView } from '../api.js';
import { length } from './length.js';
import { type Pair, Pairs } from './pairs.js';
import { Panel } from './panel.js';

/** The rules of a job in words: those that have a name beside it, and those that are sentences. */
export function Rules({ job }: { readonly job: JobView }) {
  const named = job.rules.flatMap((rule): readonly Pair[] => {
    const [name = '', text] = rule.split(/: (.*)/s);
    return text === undefined ? [] : [[name, text]];
  });
  const sentences = job.rules.filter(rule => !rule.includes(': '));
  return (
    <Panel title="Rules" beside={job.source && <code class="soft end">{job.source}</code>}>
      <ul class="sentences">
        {sentences.map(rule => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <Pairs
        of={[
          ...named,
          ['Timeout', job.timeoutMs === undefined ? 'none' : length(job.timeoutMs)],
          ['Group', job.group ?? 'none'],
          ['As cron text', job.cron ?? job.noCron ?? 'can’t be said'],
        ]}
      />
    </Panel>
  );
}
