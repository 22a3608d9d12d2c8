import type { FarmEvent } from '../kit.js';
import type { FarmHappening } from './seam.js';

/** What a host tells of itself, as the scheduler's event `farm` says it. */
export function eventOf(farm: string, happening: FarmHappening): FarmEvent {
  const { kind } = happening;
  const none = { key: undefined, error: undefined };
  switch (kind) {
    case 'connected':
      return { kind, text: `joined the farm '${farm}'`, ...none };
    case 'back':
      return { kind, text: `the database of the farm '${farm}' is back`, ...none };
    case 'away':
      return { ...none, kind, text: `the database of the farm '${farm}' is away`, error: happening.error };
    case 'refused':
    case 'moved':
      return { ...none, kind, text: `the farm '${farm}' refuses this host`, error: happening.error };
    case 'problem':
    case 'over':
      return { kind, text: happening.text, ...none };
    case 'handedOver':
      return { ...none, kind, text: `${happening.key} was handed to another host`, key: happening.key };
    case 'fenced':
      return { ...none, kind, text: `${happening.key} was another host's when it ended here`, key: happening.key };
    case 'unknown':
      return {
        ...none,
        kind,
        text: `${happening.key} is of a job, or of data, that this host does not know`,
        key: happening.key,
      };
  }
}

/** That somebody has deleted what had failed for good. */
export function discardedEvent(count: number, by: string | undefined): FarmEvent {
  const what = count === 1 ? '1 dead letter was discarded' : `${count} dead letters were discarded`;
  return { kind: 'discarded', text: by === undefined ? what : `${what}, by ${by}`, key: undefined, error: undefined };
}
