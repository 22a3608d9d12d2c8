import type { StreamFrames } from '../api.js';
import { here } from './ask.js';

/** One event of the stream: its name, what it holds, and `epoch.rev` where it says so. */
export type Frame = {
  readonly [name in keyof StreamFrames]: {
    readonly name: name;
    readonly data: StreamFrames[name];
    readonly id?: string;
  };
}[keyof StreamFrames];

/** Hears a stream. `failed` may be called more than once: a stream tries again by itself unless it was refused. */
export interface StreamListener {
  frame(frame: Frame): void;
  failed(): void;
}

const NAMES: readonly (keyof StreamFrames)[] = [
  'hello',
  'jobs',
  'removed',
  'running',
  'line',
  'problem',
  'act',
  'state',
  'reset',
  'bye',
];

/** Opens the stream of events, from `since` on, with the log of `run` in it. @returns what closes it. */
export function openStream(since: string | undefined, run: string | undefined, listener: StreamListener): () => void {
  const query = new URLSearchParams({
    get: 'events',
    ...(since && { since }),
    ...(run && { run }),
  });
  const source = new EventSource(here(`${query}`));
  for (const name of NAMES) {
    source.addEventListener(name, event => {
      listener.frame({ name, data: JSON.parse(event.data), ...idOf(event) });
    });
  }
  source.addEventListener('error', () => listener.failed());
  return () => source.close();
}

/** `epoch.rev` of an event, where it has one. */
function idOf(event: MessageEvent): { readonly id?: string } {
  return event.lastEventId === '' ? {} : { id: event.lastEventId };
}
