import type { Row } from '../api.js';
import { Meter } from './meter.js';

/** How a job is, in one line: the word, and what there is to say of it. */
export function Status({ row }: { readonly row: Row }) {
  switch (row.state) {
    case 'failing':
      return (
        <>
          {word(`Failing ×${row.streak}`)}
          {said(row.last?.message)}
        </>
      );
    case 'running':
      return (
        <>
          {word('Running')}
          {row.progress && (
            <>
              {' '}
              <Meter progress={row.progress} />
            </>
          )}
        </>
      );
    case 'paused':
      return (
        <>
          {word('Paused')}
          {row.paused?.by && (
            <>
              {' '}
              by <bdi>{row.paused.by}</bdi>
            </>
          )}
          {said(row.paused?.reason)}
        </>
      );
    case 'broken':
      return (
        <>
          {word('Broken')}
          {said(row.last?.message ?? 'its schedule threw')}
        </>
      );
    case 'waiting':
      return word(row.group === undefined ? 'Waiting for its turn' : 'Waiting for its group');
    case 'due':
      return <>{word('Due')} and not started</>;
    case 'cancelling':
      return word('Cancelling');
    case 'never':
      return word('Never ran');
    case 'ended':
      return word('Over');
    case 'ok':
      return <bdi>{row.purpose ?? row.group ?? row.tags?.join(', ') ?? 'OK'}</bdi>;
  }
}

/** A job's state in a word or two, for a pill and for those who don't see its sign. */
export function stateWords(row: Row): string {
  switch (row.state) {
    case 'failing':
      return `Failing ×${row.streak}`;
    case 'ok':
      return 'OK';
    case 'never':
      return 'Never ran';
    case 'ended':
      return 'Over';
    default:
      return row.state.charAt(0).toUpperCase() + row.state.slice(1);
  }
}

function word(text: string) {
  return <b>{text}</b>;
}

function said(text: string | undefined) {
  return text === undefined || text === '' ? undefined : (
    <>
      {' '}
      · <bdi>{text}</bdi>
    </>
  );
}
