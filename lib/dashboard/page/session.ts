import { Live } from './live.js';
import type { Model } from './model.js';
import { withLine, withProgress, withRows } from './patch.js';
import { Presence } from './presence.js';
import { Reader } from './reader.js';
import { routeOf } from './route.js';
import { serverNow } from './server-clock.js';
import type { Store } from './store.js';
import type { Frame } from './stream.js';

/** How long the page goes without asking anew for what no event announces, in milliseconds. */
const AGE_MS = 30_000;
/** How often a tab without a stream of its own reads the log that it shows, in milliseconds. */
const LOG_MS = 2_000;

/** Keeps what the page knows fresh while it is open: brings the address, the answers and the stream together. */
export class Session {
  readonly #store: Store;
  readonly #reader: Reader;
  readonly #live: Live;
  readonly #presence: Presence;

  constructor(store: Store) {
    this.#store = store;
    this.#presence = new Presence({
      read: () => this.#reader.all(),
      stands: link => store.update({ link }),
      back: () => {
        this.#live.retry();
        this.#reader.stale();
      },
    });
    this.#reader = new Reader(store, {
      answered: () => this.#presence.answered(),
      unanswered: () => this.#presence.unanswered(),
    });
    this.#live = new Live({
      frame: frame => this.#heard(frame),
      news: how => {
        this.#presence.news(how === 'stream');
        this.#reader.stale();
      },
    });
  }

  /** Begins: reads what the address asks for, then opens the stream. */
  async start(): Promise<void> {
    addEventListener('hashchange', () => this.#moved());
    setInterval(() => {
      if (!document.hidden) this.#reader.stale();
    }, AGE_MS);
    setInterval(() => {
      // The log comes by the stream of the tab that leads, for the run that it shows itself.
      if (!document.hidden && !this.#live.isLeader && followed(this.#store.model) !== undefined)
        this.#reader.stale('run');
    }, LOG_MS);
    await this.#reader.all();
    const state = this.#store.model.answers.state?.body;
    this.#live.begin(state === undefined ? undefined : `${state.epoch}.${state.rev}`);
  }

  /** The view has changed: reads what it needs, and follows the log that it shows. */
  changed(): void {
    this.#reader.need();
    this.#live.follow(followed(this.#store.model));
  }

  /** What is shown is old: something was done here. */
  refresh(): void {
    void this.#reader.all();
  }

  /** The server has answered something that was not read. */
  answered(): void {
    this.#presence.answered();
  }

  /** The server has not answered. */
  unanswered(): void {
    this.#presence.unanswered();
  }

  #moved(): void {
    const { cursor: _, asking: __, why: ___, ...rest } = this.#store.model;
    this.#store.replace({ ...rest, lines: new Map(), route: routeOf(location.hash) });
    this.changed();
    scrollTo(0, 0);
    document.getElementById('main')?.focus();
  }

  #heard(frame: Frame): void {
    const { model } = this.#store;
    switch (frame.name) {
      case 'hello':
        if (model.answers.state?.body?.epoch !== frame.data.epoch) this.#reader.stale();
        return;
      case 'jobs':
        this.#store.update(withRows(model, frame.data));
        this.#reader.stale('state', 'jobs', 'timeline');
        if (frame.data.some(row => isShown(model, row.name))) this.#reader.stale('job', 'run', 'runs');
        return;
      case 'running':
        this.#store.update(withProgress(model, frame.data));
        return;
      case 'line':
        this.#store.update(withLine(model, frame.data));
        return;
      case 'removed':
        this.#reader.stale('state', 'jobs', 'job', 'timeline');
        return;
      case 'problem':
        this.#reader.stale('problems', 'state');
        return;
      case 'act':
        this.#reader.stale('activity');
        return;
      case 'state':
        if (frame.data.state === 'stopping') this.#stopping(undefined);
        else this.#reader.stale();
        return;
      case 'reset':
        this.#reader.stale();
        return;
      case 'bye':
        if (frame.data.reason === 'stopping') this.#stopping(frame.data.left);
        else if (frame.data.reason === 'refused') this.#live.rest();
        return;
    }
  }

  /**
   * The process says good-bye. There may be no answer any more that says what may still finish; and to ask for one would
   * hold a connection, and with it the server, just when it closes.
   */
  #stopping(leftMs: number | undefined): void {
    const { answers } = this.#store.model;
    const state = answers.state;
    if (state?.body === undefined) return;
    const jobs = (answers.jobs?.body?.jobs ?? []).filter(row => row.phase === 'running').map(row => row.name);
    const until = leftMs === undefined ? {} : { until: serverNow() + leftMs };
    const scheduler = { ...state.body.scheduler, state: 'stopping' as const, stopping: { jobs, ...until } };
    this.#store.update({ answers: { ...answers, state: { ...state, body: { ...state.body, scheduler } } } });
  }
}

/** The run in progress whose log the view shows. */
function followed({ route, answers }: Model): string | undefined {
  if (route.page === 'job') return answers.job?.body?.running[0]?.id;
  if (route.page === 'run' && answers.run?.body?.run.kind === 'running') return route.run;
  return undefined;
}

function isShown(model: Model, name: string): boolean {
  const { route, answers } = model;
  if (route.page === 'job') return route.job === name;
  return route.page === 'run' && answers.run?.body?.run.job === name;
}
