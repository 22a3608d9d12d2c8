import type { LogLine, Progress } from '../job/outcome.js';
import type { Missed } from '../recurrence/missed.js';
import { keyOf } from '../run/key.js';
import { Run } from '../run/run.js';
import type { RunHost } from '../run/run-host.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { Digest, type Percentiles } from './digest.js';
import type { EventHub } from './event-hub.js';
import type { JobEntry } from './job-entry.js';
import { isBad, JobHistory, withoutObjects } from './job-history.js';
import type { Reporter } from './reporter.js';

/** How many records of a job are kept where nothing else was said. */
export const DEFAULT_HISTORY = 100;

/** How many records are kept of jobs that have left. */
const MAX_DEPARTED = 1_000;

/**
 * Where every outcome goes, once: into the history and the counters of its job, to the listeners, to whoever waits
 * for it, and to the logger.
 */
export class Ledger {
  readonly #limit: number;
  readonly #events: EventHub;
  readonly #reporter: Reporter;
  #departed: Run[] = [];
  /** Over the runs of all jobs. */
  readonly #latenessMs = new Digest();

  constructor(limit: number, events: EventHub, reporter: Reporter) {
    this.#limit = limit;
    this.#events = events;
    this.#reporter = reporter;
  }

  /** The last records of jobs that have left. */
  get departed(): readonly Run[] {
    return this.#departed;
  }

  /** How late the runs of all jobs were. */
  get latenessMs(): Percentiles | undefined {
    return this.#latenessMs.percentiles;
  }

  waits(run: Run): void {
    this.#events.emit('waiting', run);
  }

  began(run: Run): void {
    this.#latenessMs.add(run.lateMs);
    this.#events.emit('started', run);
  }

  ended(entry: JobEntry, run: Run): void {
    entry.history ??= new JobHistory(this.#limit);
    entry.history.add(run);
    if (entry.isRemoved) this.#keepDeparted([run]);
    const { kind } = run.outcome;
    if (isBad(kind)) this.#complain(run);
    this.#events.emitInTurn(EVENTS_OF[kind], run);
    const extras = run.extrasIfAny;
    extras?.onEnded?.(run.outcome);
    if (extras !== undefined) extras.onEnded = undefined;
  }

  /** Occurrences that are not run at all, as one record; the run at `intoMs` makes up for them. */
  missed(host: RunHost, entry: JobEntry, missed: Missed, intoMs: number | undefined): void {
    const run = missedRun(host, entry, missed);
    const zone = zoneOf(entry.enrolment.definition.schedule.zone);
    const [first, last] = [dateTimeIn(zone, missed.first), dateTimeIn(zone, missed.last)];
    const into = intoMs === undefined ? undefined : keyOf(entry.name, intoMs);
    const { count, atLeast } = missed;
    run.end(
      { kind: 'missed', count, first, last, ...(atLeast && { atLeast }), into },
      host.pace.nowMs,
      host.pace.monotonicMs,
    );
    entry.ended(run);
  }

  /** A job leaves: some of its records stay. */
  departs({ history }: JobEntry): void {
    this.#keepDeparted(history?.records ?? []);
  }

  logged(run: Run, line: LogLine): void {
    const { level, message, data } = line;
    const about = { job: run.jobName, key: run.key, run: run.runId };
    this.#reporter.say(level, data === undefined ? about : { ...about, data }, message);
    this.#events.emit('logged', { run, line });
  }

  progressed(run: Run, progress: Progress): void {
    this.#events.emit('progressed', { run, progress });
  }

  retrying(run: Run, error: unknown, delayMs: number): void {
    this.#events.emit('retrying', { run, error, delayMs });
  }

  #keepDeparted(runs: readonly Run[]): void {
    this.#departed = [...this.#departed, ...runs.map(withoutObjects)].slice(-MAX_DEPARTED);
  }

  /** Once the failure is heard, nothing has to be printed. */
  #complain(run: Run): void {
    const { kind } = run.outcome;
    const isHeard = this.#events.has('failed') || this.#events.has(kind);
    const words = {
      failed: 'failed',
      timedOut: 'timed out',
      abandoned: 'was abandoned while still in progress',
      lost: 'was lost',
    };
    const what = words[kind as keyof typeof words];
    const about = { job: run.jobName, key: run.key, run: run.runId };
    this.#reporter.complain(`job '${run.jobName}' ${what} (${run.key})`, run.error, about, isHeard);
  }
}

/** The finer event comes first. */
const EVENTS_OF = {
  succeeded: ['succeeded', 'ended'],
  failed: ['failed', 'ended'],
  timedOut: ['timedOut', 'failed', 'ended'],
  abandoned: ['abandoned', 'failed', 'ended'],
  cancelled: ['cancelled', 'ended'],
  skipped: ['skipped', 'ended'],
  missed: ['missed', 'ended'],
  lost: ['lost', 'failed', 'ended'],
} as const;

function missedRun(host: RunHost, { enrolment, repeatsUpToMs }: JobEntry, { first }: Missed): Run {
  const isRepeated = repeatsUpToMs !== undefined && first <= repeatsUpToMs;
  return new Run(host, enrolment, first, first, 'schedule', isRepeated);
}
