import { read } from './ask.js';
import type { Read } from './model.js';
import { needsOf } from './needs.js';
import type { Presence } from './presence.js';
import type { Store } from './store.js';

/** Keeps the answers to what is needed fresh. */
export interface Reader {
  /** Reads what the present view needs: at once what it has not asked for, soon what is stale. */
  readonly need: () => void;
  /** Says that what was answered may no longer hold: all of it, or these. */
  readonly stale: (...names: readonly Read[]) => void;
  /** Reads all that the view needs now. */
  readonly all: () => Promise<unknown>;
}

/** What was last asked, and what is known of the answer. */
interface Reading {
  readonly query: string;
  /** When, in milliseconds of the browser's own time. */
  readonly at: number;
  etag?: string | null | undefined;
  isStale?: boolean;
  /** Settles with the answer; absent once it has come. */
  flight?: Promise<void> | undefined;
}

/** Between two readings of the same there is at least this, in milliseconds: rows come by the stream, and need only be put in order. */
const REST_MS: Readonly<Partial<Record<Read, number>>> = { state: 2_000, jobs: 5_000, timeline: 5_000 };
const SHORT_REST_MS = 800;
/** What is stale and rests is looked at again after this. */
const LOOK_MS = 200;

/** Reads what is missing at once, and what is stale soon, one at a time each. */
export function readerOf(store: Store, presence: Presence): Reader {
  const readings = new Map<Read, Reading>();
  let alarm: ReturnType<typeof setTimeout> | undefined;

  const begin = (name: Read, query: string): Promise<void> => {
    const before = readings.get(name);
    const isSame = before?.query === query;
    if (isSame && before.flight) return before.flight;
    const reading: Reading = { query, at: performance.now(), etag: isSame ? before.etag : undefined };
    readings.set(name, reading);
    reading.flight = ask(name, reading).finally(() => {
      reading.flight = undefined;
      refresh();
    });
    return reading.flight;
  };
  const ask = async (name: Read, reading: Reading): Promise<void> => {
    const { query } = reading;
    try {
      const { body, refusal, etag } = await read<Read>(query, reading.etag);
      presence.answered();
      // The view may have moved on while the answer was under way, or nothing has changed.
      if (readings.get(name) !== reading || (!body && !refusal)) return;
      reading.etag = etag;
      store.update(({ answers }) => ({ answers: { ...answers, [name]: { query, body, refusal } } }));
    } catch {
      presence.unanswered();
    }
  };
  const refresh = (): void => {
    clearTimeout(alarm);
    alarm = undefined;
    // What nobody looks at can wait: all is stale again once it is seen.
    if (document.hidden) return;
    for (const [name, query] of needsOf(store.model)) {
      const reading = readings.get(name);
      if (!reading?.isStale || reading.flight) continue;
      if (performance.now() - reading.at >= (REST_MS[name] ?? SHORT_REST_MS)) void begin(name, query);
      else alarm ??= setTimeout(refresh, LOOK_MS);
    }
  };
  return {
    need: () => {
      for (const [name, query] of needsOf(store.model)) {
        if (readings.get(name)?.query !== query) void begin(name, query);
      }
      refresh();
    },
    stale: (...names) => {
      for (const [name, reading] of readings) {
        if (names.length === 0 || names.includes(name)) reading.isStale = true;
      }
      refresh();
    },
    all: () =>
      Promise.all(
        [...needsOf(store.model)].map(async ([name, query]) => {
          // What is under way may have been answered before what makes it old was done.
          await readings.get(name)?.flight;
          await begin(name, query);
        }),
      ),
  };
}
