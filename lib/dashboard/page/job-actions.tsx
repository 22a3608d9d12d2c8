import type { Can, Row } from '../api.js';
import { Button } from './button.js';
import type { Intents } from './intents.js';

/** What can be done to a job: small beside its row, in words on its own page. */
export function JobActions({ row, can, intents, isBig }: ActionsProps) {
  const isGoing = row.run !== undefined && row.phase !== 'idle' && row.phase !== 'paused' && row.phase !== 'ended';
  const size = isBig === true ? 'big' : 'small';
  const { run, name } = row;
  const isPaused = row.paused !== undefined;
  return (
    <>
      {isGoing && can.cancel && run !== undefined && (
        <Button {...{ size, of: name }} icon="cancel" text={isBig ? 'Cancel…' : 'Cancel'} act={() => intents.ask({ kind: 'cancel', job: row, run })} />
      )}
      {!isGoing && can.run && row.takesData !== true && (!isPaused || !isBig) && (
        <Button
          {...{ size, of: name }}
          icon="run"
          text={isPaused ? 'Resume first, to run' : 'Run now'}
          isFirst
          isOff={isPaused || row.phase === 'ended'}
          act={() => intents.ask({ kind: 'run', job: row })}
        />
      )}
      {can.pause && isPaused && (
        <Button {...{ size, of: name }} icon="resume" text="Resume" act={() => intents.perform({ do: 'resume', job: name }, `${name} is resumed.`)} />
      )}
      {can.pause && !isPaused && (
        <Button {...{ size, of: name }} icon="pause" text={isBig ? 'Pause…' : 'Pause'} isOff={row.phase === 'ended'} act={() => intents.ask({ kind: 'pause', job: row })} />
      )}
      {isBig && can.skip && row.next !== undefined && !isPaused && (
        <Button {...{ size, of: name }} icon="skip" text="Skip the next…" act={() => intents.ask({ kind: 'skip', job: row })} />
      )}
    </>
  );
}

interface ActionsProps {
  readonly row: Row;
  readonly can: Can;
  readonly intents: Intents;
  readonly isBig?: boolean;
}
