import type { Row } from '../api.js';
import type { Intents } from './intents.js';
import { Question, ReasonField, saidOf } from './question.js';

/** Asks before a run is cancelled: that very run, not whichever runs by the time of the answer. */
export function CancelQuestion({ job, run, intents }: { readonly job: Row; readonly run: string; readonly intents: Intents }) {
  const act = (said: FormData): void =>
    intents.perform({ do: 'cancel', job: job.name, run, reason: saidOf(said, 'reason') }, `${job.name} was told to stop.`);
  return (
    <Question title={<>Cancel this run of <bdi>{job.name}</bdi>?</>} yes="Cancel the run" act={act} leave={intents.leave}>
      <p>
        Its signal is aborted; how soon it ends is up to the job. It keeps its place until then. Its next occurrence stays as it is.
      </p>
      <ReasonField hint="goes into the record of the run" />
    </Question>
  );
}
