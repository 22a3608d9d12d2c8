import { broughtJob, type FarmJob } from './farm-job.js';
import { type Release, type ReleaseWords, ruledOut, rulingOf } from './release.js';
import type { FarmStore, KnownSchedule } from './store.js';

/** What a host stands on that is, or is not, of the ruling release. */
export interface RulingParts {
  readonly store: FarmStore;
  readonly release: string;
  readonly words: ReleaseWords;
  readonly jobs: ReadonlyMap<string, FarmJob>;
  /** Gives a job that this host plans again its first occurrence. */
  again(schedule: KnownSchedule): void;
}

/**
 * Which jobs this host leaves alone, since a release that came after it says them otherwise. It does not forget them: when
 * no host of that release lives any more, it takes over from the instant at which that one was last seen.
 */
export class Ruling {
  readonly #parts: RulingParts;
  #ruledOut: ReadonlySet<string> = new Set();
  #last: Release | undefined;
  readonly #words = new Map<string, ReleaseWords>();

  constructor(parts: RulingParts) {
    this.#parts = parts;
  }

  isRuledOut(name: string): boolean {
    return this.#ruledOut.has(name);
  }

  /** What the last beat says of the releases. */
  async see(releases: readonly Release[], nowMs: number): Promise<void> {
    const { store, release, words } = this.#parts;
    const ruling = rulingOf(releases, nowMs);
    const name = ruling?.release ?? release;
    const theirs = name === release ? words : (this.#words.get(name) ?? (await store.wordsOf(name)));
    this.#words.set(name, theirs);
    const now = ruledOut(words, theirs);
    const back = [...this.#ruledOut].filter(job => !now.has(job));
    const gone = releases.find(one => one.release === this.#last?.release);
    this.#ruledOut = now;
    if (back.length > 0 && gone !== undefined && gone.release !== name) await this.#takeOver(back, gone.lastSeenMs);
    this.#last = ruling;
  }

  async #takeOver(names: readonly string[], fromMs: number): Promise<void> {
    const { store, jobs, again } = this.#parts;
    const ours = names.flatMap(name => jobs.get(name) ?? []);
    for (const schedule of await store.takeOver(ours.map(broughtJob), fromMs)) again(schedule);
  }
}
