import type { Row } from '../api.js';
import { Clock } from './clock.js';
import type { Intents } from './intents.js';
import { Question } from './question.js';

/** Asks before a job is run by hand. */
export function RunQuestion({ job, zone, intents }: { readonly job: Row; readonly zone: string; readonly intents: Intents }) {
  const act = (): void => intents.perform({ do: 'run', job: job.name }, `${job.name} was started by hand.`);
  return (
    <Question title={<>Run <bdi>{job.name}</bdi> now?</>} yes="Run now" act={act} leave={intents.leave}>
      <p>
        {job.phase === 'idle' ? 'It is idle. ' : ''}Its next occurrence
        {job.next !== undefined && (
          <>
            , <Clock at={job.next} zone={zone} />,
          </>
        )}{' '}
        stays as it is.
      </p>
    </Question>
  );
}
