import type { Row } from '../api.js';
import { Clock } from './clock.js';
import type { Intents } from './intents.js';
import { Question, ReasonField, saidOf } from './question.js';

/** Asks before the next occurrence is left out. */
export function SkipQuestion({ job, zone, intents }: { readonly job: Row; readonly zone: string; readonly intents: Intents }) {
  const act = (said: FormData): void =>
    intents.perform({ do: 'skip', job: job.name, reason: saidOf(said, 'reason') }, `The next run of ${job.name} is skipped.`);
  return (
    <Question title={<>Skip the next run of <bdi>{job.name}</bdi>?</>} yes="Skip it" act={act} leave={intents.leave}>
      <p>
        {job.next !== undefined && (
          <>
            It is due <Clock at={job.next} zone={zone} />.{' '}
          </>
        )}
        It is recorded as skipped by hand. Those after it stay as they are.
      </p>
      <ReasonField hint="goes into the record of the occurrence" />
    </Question>
  );
}
