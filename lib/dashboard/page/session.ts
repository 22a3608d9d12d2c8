import { liveOf } from './live.js';
import type { Model } from './model.js';
import { isBehindGap, withLine, withProgress, withRows } from './patch.js';
import { presenceOf } from './presence.js';
import { readerOf } from './reader.js';
import { routeOf } from './route.js';
import { serverNow } from './server-clock.js';
import type { Store } from './store.js';

/** How long the page goes without asking anew for what no event announces, in milliseconds. */
const AGE_MS = 30_000;
/** How often a tab without a stream of its own reads the log that it shows, in milliseconds. */
const LOG_MS = 2_000;

/** What keeps the page fresh, as the rest of it sees it. */
export interface Session {
  /** Begins: reads what the address asks for, then opens the stream. */
  readonly start: () => Promise<void>;
  /** The view has changed: reads what it needs, and follows the log that it shows. */
  readonly changed: () => void;
  /** What is shown is old: something was done here. */
  readonly refresh: () => void;
  /** The server has answered something that was not read. */
  readonly answered: () => void;
  /** The server has not answered. */
  readonly unanswered: () => void;
}

/** Keeps what the page knows fresh while it is open: brings the address, the answers and the stream together. */
export function sessionOf(store: Store): Session {
  const presence = presenceOf({
    read: () => reader.all(),
    stands: link => store.update({ link }),
    back: () => {
      live.retry();
      reader.stale();
    },
  });
  const reader = readerOf(store, presence);
  const live = liveOf({
    frame: frame => {
      const { model } = store;
      switch (frame.name) {
        case 'hello':
          break;
        case 'jobs':
          store.update(withRows(model, frame.data, frame.id));
          reader.stale('state', 'jobs', 'timeline');
          if (frame.data.some(row => row.name === subject(model))) reader.stale('job', 'run', 'runs');
          break;
        case 'running':
          store.update(withProgress(model, frame.data));
          break;
        case 'line':
          if (isBehindGap(model, frame.data)) reader.stale('run');
          store.update(withLine(model, frame.data));
          break;
        case 'bye':
          if (frame.data.reason === 'stopping') store.update(stopping(model, frame.data.left));
          else if (frame.data.reason === 'refused') live.rest();
          break;
        case 'state':
          if (frame.data.state === 'stopping') store.update(stopping(model));
          else reader.stale();
          break;
        default:
          reader.stale(...STALE[frame.name]);
      }
    },
    news: hasStream => {
      presence.news(hasStream);
      reader.stale();
    },
  });
  const changed = (): void => {
    reader.need();
    live.follow(followed(store.model));
  };
  return {
    ...presence,
    changed,
    refresh: () => void reader.all(),
    start: async () => {
      addEventListener('hashchange', () => {
        const seen = { cursor: undefined, asking: undefined, why: undefined, lines: new Map() };
        store.update({ ...seen, route: routeOf(location.hash) });
        changed();
        scrollTo(0, 0);
        document.getElementById('main')?.focus();
      });
      setInterval(() => reader.stale(), AGE_MS);
      // The log comes by the stream of the tab that leads, for the run that it shows itself.
      setInterval(() => !live.isLeader() && followed(store.model) && reader.stale('run'), LOG_MS);
      await reader.all();
      const state = store.model.answers.state?.body;
      live.begin(state && `${state.epoch}.${state.rev}`);
    },
  };
}

/**
 * What is known once the process has said good-bye. There may be no answer any more that says what may still finish; and
 * to ask for one would hold a connection, and with it the server, just when it closes.
 */
function stopping({ answers }: Model, leftMs?: number): Partial<Model> {
  const { state, jobs } = answers;
  if (!state?.body) return {};
  const going = (jobs?.body?.jobs ?? []).filter(row => row.phase === 'running').map(row => row.name);
  const until = leftMs === undefined ? {} : { until: serverNow() + leftMs };
  const scheduler = { ...state.body.scheduler, state: 'stopping' as const, stopping: { jobs: going, ...until } };
  return { answers: { ...answers, state: { ...state, body: { ...state.body, scheduler } } } };
}

/** The run in progress whose log the view shows. */
function followed({ route, answers }: Model): string | undefined {
  if (route.page === 'job') return answers.job?.body?.running[0]?.id;
  if (route.page === 'run' && answers.run?.body?.run.kind === 'running') return route.run;
  return undefined;
}

/** The job that the view is about. */
function subject({ route, answers }: Model): string | undefined {
  return route.page === 'job' ? route.job : answers.run?.body?.run.job;
}

/** What each of these says no longer holds; where it names nothing, all. */
const STALE = { removed: [], problem: ['problems', 'state'], act: ['activity'], reset: [] } as const;
