import type { RunDetail } from '../api.js';
import { Clock } from './clock.js';
import { length, many } from './length.js';
import { Pairs } from './pairs.js';
import { Panel } from './panel.js';
import { startedBy } from './run-row.js';

/** The facts of one run. */
export function RunFacts({ run, zone }: { readonly run: RunDetail; readonly zone: string }) {
  const isStarted = run.startedAt !== undefined;
  return (
    <Panel title="Facts">
      <Pairs
        of={[
          ['For', <Clock key="for" at={run.at} zone={zone} />],
          [
            'Started',
            isStarted ? (
              <>
                {length(run.lateMs)} late, by {startedBy(run)}
              </>
            ) : undefined,
          ],
          ['Ended', run.settledAt && <Clock at={run.settledAt} zone={zone} />],
          ['Took', isStarted ? length(run.ms) : undefined],
          ['Attempts', run.attempts || undefined],
          ['Stands for', run.count && many(run.count, 'occurrence')],
          ['Why', run.detail],
          ['Gave back', run.value && <code>{run.value}</code>],
          ['Host', run.host],
          ['Key', <code key="key">{run.key}</code>],
        ]}
      />
    </Panel>
  );
}
