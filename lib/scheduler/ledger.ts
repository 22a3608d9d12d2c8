import type { LogLine } from '../job/outcome.js';
import { keyOf, RunEntry } from '../job/run-entry.js';
import type { Missed } from '../recurrence/missed.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { EventHub } from './events.js';
import type { JobEntry } from './job-entry.js';
import { JobHistory } from './job-history.js';
import type { Voice } from './logger.js';

/** How many records of a job are kept where nothing else was said. */
export const DEFAULT_HISTORY = 100;

/**
 * Where every outcome goes, once: into the history and the counters of its job, to the listeners, to whoever waits
 * for it, and to the logger.
 */
export class Ledger {
  readonly #limit: number;
  readonly #events: EventHub;
  readonly #voice: Voice;

  constructor(limit: number, events: EventHub, voice: Voice) {
    this.#limit = limit;
    this.#events = events;
    this.#voice = voice;
  }

  began(run: RunEntry): void {
    this.#events.emit('started', run);
  }

  ended(entry: JobEntry, run: RunEntry): void {
    entry.history ??= new JobHistory(this.#limit);
    entry.history.add(run);
    const { kind } = run.outcome;
    this.#events.emit(kind, run);
    this.#events.emit('ended', run);
    if (kind === 'failed' || kind === 'timedOut' || kind === 'abandoned') this.#complain(run);
    run.onEnded?.(run.outcome);
    run.onEnded = undefined;
  }

  /** Records occurrences that are not run at all, as one. */
  missed(entry: JobEntry, missed: Missed, intoMs: number | undefined, nowMs: number): void {
    const run = new RunEntry(entry, missed.first, missed.first, 'missed');
    const last = dateTimeIn(zoneOf(entry.definition.schedule.zone), missed.last);
    const into = intoMs === undefined ? undefined : keyOf(entry.name, intoMs);
    run.end({ kind: 'missed', count: missed.count, last, into }, nowMs, 0);
    this.ended(entry, run);
  }

  logged(run: RunEntry, { level, message, data }: LogLine): void {
    this.#voice.say(
      level,
      data === undefined ? { job: run.jobName, key: run.key } : { job: run.jobName, key: run.key, data },
      message,
    );
  }

  progressed(run: RunEntry): void {
    if (run.progress !== undefined) this.#events.emit('progress', { run, progress: run.progress });
  }

  #complain(run: RunEntry): void {
    const { kind } = run.outcome;
    const words = { failed: 'failed', timedOut: 'timed out', abandoned: 'was abandoned while still in progress' };
    const what = words[kind as keyof typeof words];
    const about = { job: run.jobName, key: run.key, error: run.error };
    this.#voice.complain(`job '${run.jobName}' ${what} (${run.key})`, about, this.#events.has(kind));
  }
}
