import type { Row } from '../api.js';
import { Meter } from './meter.js';

/** How a job is, in one line: the word, and what there is to say of it. */
export function Status({ row }: { readonly row: Row }) {
  if (row.state === 'ok') return <bdi>{row.purpose ?? row.group ?? row.tags?.join(', ') ?? 'OK'}</bdi>;
  return (
    <>
      <b>{stateWords(row)}</b> {besides(row)}
    </>
  );
}

function besides(row: Row) {
  switch (row.state) {
    case 'failing':
      return said(row.last?.message);
    case 'running':
      return row.progress && <Meter progress={row.progress} />;
    case 'paused':
      return (
        <>
          {row.paused?.by && (
            <>
              by <bdi>{row.paused.by}</bdi>{' '}
            </>
          )}
          {said(row.paused?.reason)}
        </>
      );
    case 'broken':
      // How its last run ended is not why.
      return said('its schedule threw');
    case 'waiting':
      return row.group ? 'for its group' : 'for its turn';
    case 'due':
      return 'and not started';
    default:
      return undefined;
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
      return capital(row.state);
  }
}

/** A text as it begins a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function said(text: string | undefined) {
  return (
    text && (
      <>
        · <bdi>{text}</bdi>
      </>
    )
  );
}
