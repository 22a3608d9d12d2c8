import { broughtJob, type FarmJob } from './farm-job.js';
import { LIVES_MS, type Release, type ReleaseWords, type RulingRelease, ruledOut, rulingOf } from './release.js';
import type { FarmStore, KnownSchedule } from './store.js';

/** A host that has not seen its farm for so long was cut off, and so may others have been. */
const CUT_OFF_MS = LIVES_MS / 2;

/** What a release that rules itself leaves alone. */
const NOTHING: ReadonlySet<string> = new Set();

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
  #ruledOut = NOTHING;
  #last: Release | undefined;
  #lookedMs: number | undefined;
  /** When this host saw nothing of its farm, the last time that it was cut off. */
  #blind: { readonly fromMs: number; readonly toMs: number } | undefined;
  /** What the release that ruled last says otherwise. */
  #theirs: { readonly start: string; readonly ruledOut: ReadonlySet<string> } | undefined;

  constructor(parts: RulingParts) {
    this.#parts = parts;
  }

  /** What the farm said of the release that rules when this host joined: it leaves alone from the first on what that says otherwise. */
  joined(ruledBy: RulingRelease | undefined): void {
    if (ruledBy === undefined) return;
    this.#last = ruledBy;
    this.#theirs = { start: startOf(ruledBy), ruledOut: ruledOut(this.#parts.words, ruledBy.words) };
    this.#ruledOut = this.#theirs.ruledOut;
  }

  isRuledOut(name: string): boolean {
    return this.#ruledOut.has(name);
  }

  /** What the last beat says of the releases. */
  async see(releases: readonly Release[], nowMs: number): Promise<void> {
    const { release, again } = this.#parts;
    const ruling = rulingOf(this.#asSeen(releases, nowMs), nowMs);
    const name = ruling?.release ?? release;
    const now = ruling === undefined || name === release ? NOTHING : await this.#ruledOutBy(ruling);
    const back = [...this.#ruledOut].filter(job => !now.has(job));
    const gone = releases.find(one => one.release === this.#last?.release);
    const isTakenOver = back.length > 0 && gone !== undefined && gone.release !== name;
    // Where that fails the next beat finds all as this one did.
    const schedules = isTakenOver ? await this.#takeOver(back, gone.lastSeenMs) : [];
    this.#ruledOut = now;
    this.#last = ruling;
    for (const schedule of schedules) again(schedule);
  }

  /** The releases, of which none is taken for gone that lived when this host was cut off: they may have been, too. */
  #asSeen(releases: readonly Release[], nowMs: number): readonly Release[] {
    const fromMs = this.#lookedMs ?? nowMs;
    if (nowMs - fromMs > CUT_OFF_MS) this.#blind = { fromMs, toMs: nowMs };
    this.#lookedMs = nowMs;
    const blind = this.#blind;
    if (blind === undefined) return releases;
    const lived = ({ lastSeenMs }: Release) => lastSeenMs > blind.fromMs - LIVES_MS;
    return releases.map(one => (lived(one) ? { ...one, lastSeenMs: Math.max(one.lastSeenMs, blind.toMs) } : one));
  }

  /** It is asked for its words once: only a release that starts anew may have others. */
  async #ruledOutBy(ruling: Release): Promise<ReadonlySet<string>> {
    const { store, words } = this.#parts;
    const start = startOf(ruling);
    if (this.#theirs?.start !== start) {
      this.#theirs = { start, ruledOut: ruledOut(words, await store.wordsOf(ruling.release)) };
    }
    return this.#theirs.ruledOut;
  }

  #takeOver(names: readonly string[], fromMs: number): Promise<readonly KnownSchedule[]> {
    const { store, jobs } = this.#parts;
    return store.takeOver(names.flatMap(name => jobs.get(name) ?? []).map(broughtJob), fromMs);
  }
}

/** What tells one start of a release from the next, in which it may have other words. */
function startOf({ release, startedMs }: Release): string {
  return `${startedMs} ${release}`;
}
