import type { Intents } from './intents.js';
import { many } from './length.js';
import { Question, ReasonField, saidOf } from './question.js';

/** Asks before all jobs are paused or resumed; says how many these are. */
export function AllQuestion({ kind, count, intents }: AllProps) {
  const isPause = kind === 'pauseAll';
  const done = isPause ? '{count} jobs are paused.' : '{count} jobs are resumed.';
  const act = (said: FormData): void => intents.perform({ do: kind, reason: saidOf(said, 'reason') }, done);
  return (
    <Question
      title={isPause ? `Pause all ${many(count, 'job')} that ${count === 1 ? 'is' : 'are'} not paused?` : `Resume all ${many(count, 'job')}?`}
      yes={isPause ? 'Pause all' : 'Resume all'}
      act={act}
      leave={intents.leave}
    >
      <p>
        {isPause
          ? 'What runs goes on. Occurrences until then are recorded as skipped, and not made up for.'
          : 'They go on with their next occurrence; nothing is made up for.'}
      </p>
      {isPause && <ReasonField hint="everybody sees it, and the record keeps it" example="vendor outage, see INC-2231" />}
    </Question>
  );
}

interface AllProps {
  readonly kind: 'pauseAll' | 'resumeAll';
  readonly count: number;
  readonly intents: Intents;
}
