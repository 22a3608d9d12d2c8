import type { LogLine, Outcome, Progress } from '../job/outcome.js';
import { errorData } from './error-data.js';

/** How many of a run's first lines are kept, and how many of its last. */
const KEPT_LINES = 50;

/** What an engine says of a run that it gives to a host. */
export interface RunTicket {
  /** Its identity on every host; by default that of the occurrence. */
  readonly key?: string | undefined;
  /** What the run is called on every host; by default this host names it. */
  readonly runId?: string | undefined;
  /** Grows with each run of the job on any host. */
  readonly token?: number | undefined;
  /** How often it was begun before, on a host that went away. */
  readonly redelivered?: number | undefined;
  /** Which host runs it. */
  readonly host?: string | undefined;
  /** Of work whose attempts are runs of their own: which one it is. */
  readonly attempt?: number | undefined;
  /** The keys of the runs, on whatever host, that it was triggered from within, the nearest first. */
  readonly from?: readonly string[] | undefined;
}

/** What only some runs have. */
export class RunExtras {
  /** Who asked for it by hand. */
  by: string | undefined = undefined;
  data: unknown = undefined;
  /** What an engine says of it, where it was given by one. */
  ticket: RunTicket | undefined = undefined;
  /** When that was. */
  givenMs: number | undefined = undefined;
  /** The timeout of the job that it came to, where its schedule has said none. */
  jobTimeoutMs: number | undefined = undefined;
  /** What the job said last of how far it is. */
  progress: Progress | undefined = undefined;
  /** What the failed attempts threw. */
  retriedErrors: unknown[] | undefined = undefined;
  /** Whether somebody may wait for it, or it for others, by a trigger: see `within.ts`. */
  isLinked = false;
  /** Told once when the outcome is known. */
  onEnded: ((outcome: Outcome) => void) | undefined = undefined;
  #firstLines: LogLine[] | undefined = undefined;
  /** A ring, once it is full. */
  #lastLines: LogLine[] | undefined = undefined;
  #lineCount = 0;

  /** Keeps the line: the first 50 and the last 50 are. */
  addLine(line: LogLine): void {
    this.#lineCount += 1;
    if (this.#lineCount <= KEPT_LINES) {
      this.#firstLines ??= [];
      this.#firstLines.push(line);
      return;
    }
    this.#lastLines ??= [];
    this.#lastLines[(this.#lineCount - 1) % KEPT_LINES] = line;
  }

  get lines(): readonly LogLine[] {
    const last = this.#lastLines ?? [];
    const oldest = last.length < KEPT_LINES ? 0 : this.#lineCount % KEPT_LINES;
    return [...(this.#firstLines ?? []), ...last.slice(oldest), ...last.slice(0, oldest)];
  }

  /** How many lines lie between the first that are kept and the last. */
  get droppedLines(): number {
    return Math.max(0, this.#lineCount - 2 * KEPT_LINES);
  }

  /** A copy for the history, with the errors of its attempts as plain data. */
  kept(): RunExtras {
    const copy = new RunExtras();
    copy.by = this.by;
    copy.ticket = this.ticket;
    copy.jobTimeoutMs = this.jobTimeoutMs;
    copy.progress = this.progress;
    copy.retriedErrors = this.retriedErrors?.map(error => errorData(error));
    copy.#firstLines = this.#firstLines;
    copy.#lastLines = this.#lastLines;
    copy.#lineCount = this.#lineCount;
    return copy;
  }
}
