import type { RunDetail, SchedulerView } from '../api.js';
import { Clock } from './clock.js';
import { length, many } from './length.js';
import { Pairs } from './pairs.js';
import { Panel } from './panel.js';
import { startedBy } from './run-row.js';

/** The facts of one run. How many attempts it might have had is a rule of its job, which may be another one by now. */
export function RunFacts({ run, zone, here }: RunFactsProps) {
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
                {length(run.lateMs)} late, by {run.trigger === 'schedule' && 'the '}
                {startedBy(run)}
              </>
            ) : undefined,
          ],
          ['Ended', run.settledAt && <Clock at={run.settledAt} zone={zone} />],
          ['Took', isStarted ? length(run.ms) : undefined],
          ['Attempts', run.attempts || undefined],
          ['Stands for', run.count && many(run.count, 'occurrence')],
          ['Why', run.detail],
          ['Gave back', run.value && <code>{run.value}</code>],
          ['Host', run.host ?? `${here.host}, process ${here.pid}`],
          ['Key', <code key="key">{run.key}</code>],
        ]}
      />
    </Panel>
  );
}

interface RunFactsProps {
  readonly run: RunDetail;
  readonly zone: string;
  /** The process that tells of it: what no other host ran, it did. */
  readonly here: SchedulerView;
}
