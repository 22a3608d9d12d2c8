import type { Can, Row } from '../api.js';
import type { Intents } from './intents.js';
import { Press } from './press.js';

/** What can be done to a job: small beside its row, in words on its own page. */
export function JobActions({ row, can, intents, isBig }: ActionsProps) {
  const { run, name, phase, paused } = row;
  const isOver = phase === 'ended';
  const isGoing = run && !isOver && phase !== 'idle' && phase !== 'paused';
  const press = (icon: 'run' | 'pause' | 'cancel' | 'resume' | 'skip', text: string, act: () => void, isOff = false) =>
    isBig ? (
      <Press icon={icon} act={act} isOff={isOff} kind={icon === 'run' ? 'first' : ''}>
        {icon === 'run' || icon === 'resume' ? text : `${text}…`}
      </Press>
    ) : (
      <Press icon={icon} act={act} isOff={isOff} label={`${text} ${name}`} />
    );
  return (
    <>
      {/* One place for both: who has just run a job by its button keeps the focus, on what cancels the run. */}
      {isGoing
        ? can.cancel && press('cancel', 'Cancel', () => intents.ask({ kind: 'cancel', job: row, run }))
        : can.run &&
          !row.takesData &&
          !(paused && isBig) &&
          press(
            'run',
            paused ? 'Resume first, to run' : 'Run now',
            () => intents.ask({ kind: 'run', job: row }),
            !!paused || isOver,
          )}
      {can.pause &&
        (paused
          ? press('resume', 'Resume', () => intents.resume(name))
          : press('pause', 'Pause', () => intents.ask({ kind: 'pause', job: row }), isOver))}
      {isBig &&
        can.skip &&
        row.next &&
        !paused &&
        press('skip', 'Skip the next', () => intents.ask({ kind: 'skip', job: row }))}
    </>
  );
}

interface ActionsProps {
  readonly row: Row;
  readonly can: Can;
  readonly intents: Intents;
  readonly isBig?: boolean;
}
