import type { Pace } from '../run/pace.js';
import type { AgendaListener } from './agenda-listener.js';
import type { JobEntry } from './job-entry.js';

/** How long after a schedule threw it is tried again. */
const RETRY_MS = 60_000;

/** What a schedule that throws changes in what is planned. */
interface Planner {
  readonly isLive: boolean;
  /** Nothing of the job is due any more. */
  withdraw(entry: JobEntry): void;
  /** Has the job come up at that instant. */
  wakeAt(entry: JobEntry, atMs: number): void;
}

/** The schedules that threw, as they may by a function of the application: each is tried again, from where it stood. */
export class BrokenSchedules {
  readonly #pace: Pace;
  readonly #planner: Planner;
  readonly #listener: AgendaListener;

  constructor(pace: Pace, planner: Planner, listener: AgendaListener) {
    this.#pace = pace;
    this.#planner = planner;
    this.#listener = listener;
  }

  /** Does what may ask the schedule of a job. @returns `undefined` where that throws */
  guarded<T>(entry: JobEntry, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.broke(entry, error);
      return undefined;
    }
  }

  /** It has no next occurrence for a minute. What was found late was decided about before, and waits as long. */
  broke(entry: JobEntry, error: unknown): void {
    const { late } = entry;
    this.#planner.withdraw(entry);
    entry.late = late;
    entry.isBroken = this.#planner.isLive;
    if (entry.isBroken) this.#planner.wakeAt(entry, this.#pace.nowMs + RETRY_MS);
    this.#listener.broke(entry, error);
  }

  /** Does what asks the schedule anew, of one that threw, too. */
  anew(entry: JobEntry, work: () => void): void {
    const wasBroken = entry.isBroken;
    entry.isBroken = false;
    this.guarded(entry, work);
    if (wasBroken && !entry.isBroken) this.#listener.mended(entry);
  }
}
