import type { JobReply } from '../api.js';
import { Clock } from './clock.js';
import { counted } from './length.js';
import { Pairs } from './pairs.js';
import { Panel } from './panel.js';
import { Press } from './press.js';

/** What is asked of a job in a farm: how much waits to run, since when, and what has failed for good. */
export function Asked({ asked, zone, redrive }: AskedProps) {
  return (
    <Panel title="Asked for">
      <Pairs
        of={[
          ['Waiting to run', counted(asked.waiting)],
          ['The oldest since', asked.oldest && <Clock at={asked.oldest} zone={zone} />],
          ['Failed for good', counted(asked.dead)],
        ]}
      />
      {redrive && asked.dead > 0 && <Press act={redrive}>Redrive</Press>}
    </Panel>
  );
}

interface AskedProps {
  readonly asked: NonNullable<JobReply['asked']>;
  readonly zone: string;
  /** Lets what has failed for good run again; absent for who may not. */
  readonly redrive: (() => void) | false;
}
