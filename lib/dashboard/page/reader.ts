import { type Asked, read } from './ask.js';
import type { Answer, Answers, Read, Replies } from './model.js';
import { needsOf } from './needs.js';
import type { Store } from './store.js';

/** What a reader tells: that the server answers, or that it doesn't. */
export interface Heard {
  answered(): void;
  unanswered(): void;
}

/** Between two readings of the same there is at least this, in milliseconds: rows come by the stream, and need only be put in order. */
const REST_MS: Readonly<Record<Read, number>> = {
  state: 2_000,
  jobs: 5_000,
  job: 1_000,
  run: 700,
  timeline: 5_000,
  problems: 2_000,
  activity: 700,
  hosts: 3_000,
  why: 60_000,
  runs: 1_000,
};

/** Keeps the answers to what is needed fresh: reads what is missing at once, and what is stale soon, one at a time each. */
export class Reader {
  readonly #store: Store;
  readonly #heard: Heard;
  readonly #etags = new Map<Read, { readonly query: string; readonly etag: string }>();
  /** What each was last asked, and whether the answer is still to come. */
  readonly #asked = new Map<Read, string>();
  readonly #flights = new Map<Read, Promise<boolean>>();
  readonly #stale = new Set<Read>();
  readonly #readAt = new Map<Read, number>();
  #alarm: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store, heard: Heard) {
    this.#store = store;
    this.#heard = heard;
  }

  /** Reads what the present view needs and has not got, or not for this query. */
  need(): void {
    for (const [name, query] of needsOf(this.#store.model)) {
      if (this.#store.model.answers[name]?.query !== query) void this.#read(name, query);
    }
  }

  /** Says that what was answered may no longer hold: all of it, or these. */
  stale(...names: readonly Read[]): void {
    const needs = needsOf(this.#store.model);
    for (const name of names.length === 0 ? needs.keys() : names) if (needs.has(name)) this.#stale.add(name);
    this.#refresh();
  }

  /** Reads all that the view needs now. @returns whether the server answered. */
  async all(): Promise<boolean> {
    this.#stale.clear();
    const needs = [...needsOf(this.#store.model)];
    const answers = await Promise.all(
      needs.map(async ([name, query]) => {
        // What is under way may have been answered before what makes it old was done.
        await this.#flights.get(name);
        return this.#read(name, query);
      }),
    );
    return answers.every(Boolean);
  }

  #refresh(): void {
    clearTimeout(this.#alarm);
    // What nobody looks at can wait: all is stale again once it is seen.
    if (document.hidden) return;
    const needs = needsOf(this.#store.model);
    let waitMs = Number.POSITIVE_INFINITY;
    for (const name of [...this.#stale]) {
      const query = needs.get(name);
      const restMs = (this.#readAt.get(name) ?? 0) + REST_MS[name] - performance.now();
      if (query === undefined) this.#stale.delete(name);
      else if (restMs > 0) waitMs = Math.min(waitMs, restMs);
      else if (!this.#flights.has(name)) void this.#read(name, query);
    }
    if (waitMs < Number.POSITIVE_INFINITY) this.#alarm = setTimeout(() => this.#refresh(), waitMs);
  }

  #read(name: Read, query: string): Promise<boolean> {
    const flight = this.#flights.get(name);
    if (flight !== undefined && this.#asked.get(name) === query) return flight;
    const begun = this.#ask(name, query).finally(() => {
      if (this.#flights.get(name) !== begun) return;
      this.#flights.delete(name);
      if (this.#stale.size > 0) this.#refresh();
    });
    this.#flights.set(name, begun);
    return begun;
  }

  async #ask(name: Read, query: string): Promise<boolean> {
    this.#stale.delete(name);
    this.#readAt.set(name, performance.now());
    this.#asked.set(name, query);
    if (this.#etags.get(name)?.query !== query) this.#etags.delete(name);
    try {
      const asked = await read<Read>(query, this.#etags.get(name)?.etag);
      this.#heard.answered();
      this.#keep(name, query, asked);
      return true;
    } catch {
      this.#heard.unanswered();
      return false;
    }
  }

  #keep(name: Read, query: string, asked: Asked<Replies[Read]>): void {
    // The view may have moved on while the answer was under way.
    if (asked.kind === 'same' || this.#asked.get(name) !== query) return;
    if (asked.kind === 'refused') {
      this.#put(name, { query, refusal: asked.refusal });
      return;
    }
    if (asked.etag !== undefined) this.#etags.set(name, { query, etag: asked.etag });
    this.#put(name, { query, body: asked.body });
  }

  #put(name: Read, answer: Answer<Replies[Read]>): void {
    this.#store.update(({ answers }) => ({ answers: { ...answers, [name]: answer } satisfies Answers }));
  }
}
