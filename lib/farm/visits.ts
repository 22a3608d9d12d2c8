import type { ConnectionParts } from './connection.js';
import { BEAT_MS, Heartbeat } from './heartbeat.js';
import type { KnownJobs } from './known-jobs.js';
import { LastingProblems } from './lasting-problems.js';
import type { Joined } from './store.js';
import type { Toucher } from './toucher.js';

/** What a host that only asks stands on. */
export interface VisitsParts {
  readonly connection: ConnectionParts;
  readonly toucher: Toucher;
  readonly jobs: KnownJobs;
  /** Whether somebody here waits for the end of something. */
  isAwaiting(): boolean;
  /** There may be ends that somebody waits for, and rows to fetch. */
  look(): void;
  /** The database has answered. */
  answered(): void;
  failed(error: unknown): void;
}

/**
 * A host that only asks rests: nobody listens, nothing beats, and its pool lets go of what is idle. It takes one look when
 * something is said or told here; as long as somebody waits for the end of something it goes on looking, and listens.
 */
export class Visits {
  readonly #parts: VisitsParts;
  readonly #heartbeat: Heartbeat;
  #isListening = false;

  constructor(parts: VisitsParts) {
    this.#parts = parts;
    const { connection, jobs, look, answered, failed } = parts;
    this.#heartbeat = new Heartbeat({
      connection,
      jobs,
      problems: new LastingProblems(connection.tell),
      answered,
      failed,
      seen: async () => look(),
      goesOn: () => this.#goesOn(),
      nextMs: () => BEAT_MS,
    });
  }

  /** The farm has let this host in, which plans nothing. */
  start({ startMs }: Joined): void {
    this.#parts.jobs.begin(startMs, []);
    this.refresh();
  }

  isRuledOut(): boolean {
    return false;
  }

  heard(): void {
    this.#parts.look();
    this.hurry();
  }

  hurry(): void {
    this.#heartbeat.hurry();
  }

  refresh(): void {
    if (this.#parts.isAwaiting()) this.#listen();
    this.#heartbeat.hurry();
  }

  joinAgain(): void {
    this.#heartbeat.joinAgain();
  }

  close(): void {
    this.#heartbeat.close();
  }

  /** It listens on until the next look after the last wait has ended, in case that another comes. */
  #goesOn(): boolean {
    const isAwaiting = this.#parts.isAwaiting();
    if (isAwaiting) this.#listen();
    else this.#rest();
    return isAwaiting;
  }

  #listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    this.#parts.toucher.start({ touched() {}, held() {}, hears() {}, refused() {}, heard: () => this.heard() });
  }

  #rest(): void {
    if (!this.#isListening) return;
    this.#isListening = false;
    void this.#parts.toucher.close();
  }
}
