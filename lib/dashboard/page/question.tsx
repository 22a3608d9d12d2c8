import type { ComponentChildren } from 'preact';
import type { Row } from '../api.js';
import type { Order } from './ask.js';
import { Clock } from './clock.js';
import { isolated } from './isolated.js';
import { many } from './length.js';
import type { Asking } from './model.js';

/** A question before something is done: what it says, what it asks for besides, and what is done then. */
export interface Question {
  readonly title: ComponentChildren;
  readonly text: ComponentChildren;
  /** What the button says that has it done. */
  readonly yes: string;
  /** What a reason is for, where one is asked for. */
  readonly reason?: string;
  readonly isUntil?: boolean;
  readonly order: Order;
  /** What is said once it is done. */
  readonly done: string;
}

/** The question that is asked before a deed; `zone` is that in which times are told. */
export function questionOf(asking: Exclude<Asking, { readonly kind: 'help' }>, zone: string): Question {
  switch (asking.kind) {
    case 'run':
      return about(asking.job, 'Run', ' now', 'Run now', 'was started by hand.', {
        text: (
          <>
            {asking.job.phase === 'idle' && 'It is idle. '}
            {stays(asking.job, zone)}
          </>
        ),
        order: { do: 'run' },
      });
    case 'cancel':
      return about(asking.job, 'Cancel this run of', '', 'Cancel the run', 'was told to stop.', {
        text: (
          <>
            Its signal is aborted; how soon it ends is up to the job. It keeps its place until then.{' '}
            {stays(asking.job, zone)}
          </>
        ),
        reason: 'goes into the record of the run',
        order: { do: 'cancel', run: asking.run },
      });
    case 'skip':
      return about(asking.job, 'Skip the next run of', '', 'Skip it', 'skips its next run.', {
        text: <>The one{due(asking.job, zone)} is recorded as skipped by hand. Those after it stay as they are.</>,
        reason: 'goes into the record of the occurrence',
        order: { do: 'skip' },
      });
    case 'pause':
      return about(asking.job, 'Pause', '', 'Pause', 'is paused.', { ...PAUSE, isUntil: true, order: { do: 'pause' } });
    case 'pauseAll':
      return {
        ...PAUSE,
        title: `Pause all ${many(asking.count, 'job')} that ${asking.count === 1 ? 'is' : 'are'} not paused?`,
        yes: 'Pause all',
        order: { do: 'pauseAll' },
        done: 'Paused: {jobs}.',
      };
    case 'resumeAll':
      return {
        title: `Resume all ${many(asking.count, 'job')}?`,
        text: 'They go on with their next occurrence; nothing is made up for.',
        yes: 'Resume all',
        order: { do: 'resumeAll' },
        done: 'Resumed: {jobs}.',
      };
  }
}

const PAUSE = {
  text: 'What runs goes on. Occurrences until then are recorded as skipped, and not made up for.',
  reason: 'everybody sees it, and the record keeps it',
};

/** A question about one job. */
function about(
  { name }: Row,
  deed: string,
  rest: string,
  yes: string,
  done: string,
  question: Pick<Question, 'text' | 'order' | 'reason' | 'isUntil'>,
): Question {
  const title = (
    <>
      {deed} <bdi>{name}</bdi>
      {rest}?
    </>
  );
  return { title, yes, done: `${isolated(name)} ${done}`, ...question, order: { ...question.order, job: name } };
}

function stays(job: Row, zone: string) {
  return job.next && <>Its next occurrence{due(job, zone)} stays as it is.</>;
}

function due({ next }: Row, zone: string) {
  return (
    next && (
      <>
        , <Clock at={next} zone={zone} />,
      </>
    )
  );
}
