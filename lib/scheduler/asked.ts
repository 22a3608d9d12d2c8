import type { DurationLike } from 'luxon';
import { checkOptions, flag } from '../arguments.js';
import { ScheduleError, SchedulerError, shown } from '../errors.js';
import type { JobClass } from '../job/job.js';
import type { Outcome } from '../job/outcome.js';
import { type ByOptions, byOf, reasonOf } from '../job/said.js';
import type { Report } from '../run/contain.js';
import { outcomeOf } from '../run/outcome-of-json.js';
import { checkSurplus } from '../surplus.js';
import { durationMs } from '../time/duration.js';
import { type InstantInput, instantMs } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { AskedRow, AskTerms, AskWork, Engine } from './engine.js';

/** A job, as it is asked for: by its name, its handle, or its class. */
export type AskedJob = string | { readonly name: string } | JobClass;

/** Where work is stored. */
export interface EnqueueWhere {
  /** A transaction of the application's own: a client of `pg`, or `{ executeSql(text, values) }`. */
  readonly db?: unknown;
  /**
   * How long to wait for a database that is away, or does not answer; at least a millisecond. Default 5 seconds. What is
   * sent in `db` waits as long as that transaction does.
   */
  readonly within?: DurationLike | string | undefined;
  /** False: no other host is told, so that a commit of many asks queues behind no other; it begins within 5 seconds. */
  readonly notify?: boolean | undefined;
}

/** How work is asked for. */
export interface EnqueueOptions extends EnqueueWhere {
  /** How long it waits at least before it begins. */
  readonly delay?: DurationLike | string | undefined;
  /** When it begins at the earliest; text without an offset is UTC. */
  readonly at?: InstantInput | undefined;
  /** The same key is stored once; it holds for as long as the row, a week after the end unless `keep` says otherwise. */
  readonly key?: string | undefined;
  /** How long it is known after its end: at least a second. Default: a week with a key, else as long as other records. */
  readonly keep?: DurationLike | string | undefined;
  /**
   * Higher goes first, among what was asked for of this job, also where it waits under `runAfter`: a whole number from
   * -1,000,000 to 1,000,000. Default 0. Among what waits for its group what was asked for earlier goes first.
   */
  readonly priority?: number | undefined;
}

/** One of many that are asked for at once. */
export interface EnqueueItem extends Pick<EnqueueOptions, 'delay' | 'at' | 'key' | 'priority' | 'keep'> {
  /** What JSON can say, at most 256 kB. */
  readonly data: unknown;
}

/** Work that was asked for. */
export interface Asked {
  /** Names job and row, also after a restart: `scheduler.asked(id)`. In an address it needs `encodeURIComponent`. */
  readonly id: string;
  /** False where there was one under its key already. */
  readonly created: boolean;
  /** It is there already, and has failed for good: redriving it is the way. */
  readonly dead: boolean;
  /** Resolves with how it ended, wherever it ran. Rejects with AskedGoneError where nothing is known of it any more. */
  outcome(): Promise<Outcome>;
  /**
   * Takes it back, or cancels its run, which its record keeps with `by` whom. @returns false where it has ended already
   * @throws ScheduleError for an unknown option
   */
  cancel(reason?: unknown, options?: ByOptions): Promise<boolean>;
}

/** What asking gives: a promise of what was asked for, to which more can be added in the same turn. */
export interface Asking extends PromiseLike<Asked> {
  /**
   * Begins when the one before has succeeded; is cancelled when that has failed for good. It is stored with what it follows:
   * not where that was there already, under its key.
   */
  andThen(job: AskedJob, data?: unknown): Asking;
}

const ITEM_OPTIONS = ['data', 'delay', 'at', 'key', 'priority', 'keep'];

/** Asks for work in the farm that a scheduler has, and refuses it where there is none. */
export class Asker {
  readonly #engine: Engine | undefined;
  readonly #now: () => number;
  readonly #report: Report;

  constructor(engine: Engine | undefined, now: () => number, report: Report) {
    this.#engine = engine;
    this.#now = now;
    this.#report = report;
  }

  /** Written at the end of the turn in which it is called, with what follows it. */
  enqueue(job: AskedJob, data: unknown, options: EnqueueOptions): Asking {
    const engine = this.#engineFor('enqueue');
    checkOptions('enqueue(…)', options, ['delay', 'at', 'key', 'priority', 'keep', 'db', 'within', 'notify']);
    const work = this.#workOf(nameOf(job), { ...options, data });
    const followers: { name: string; data: unknown }[] = [];
    let isWritten = false;
    let isHeard = false;
    const asked = Promise.resolve().then(async () => {
      isWritten = true;
      const followed = followers.length > 0 ? { follows: followers } : {};
      const [row] = await engine.enqueue([{ ...work, ...followed }], termsOf(options));
      return handleOf(engine, row as AskedRow);
    });
    asked.catch(error => {
      if (!isHeard) this.#report(`enqueue of '${work.name}', for which nobody waits,`, error);
    });
    const asking: Asking = {
      // biome-ignore lint/suspicious/noThenProperty: it can be awaited, and continued with andThen.
      then(onAsked, onRefused) {
        isHeard = true;
        return asked.then(onAsked, onRefused);
      },
      andThen(next: AskedJob, nextData?: unknown, ...surplus: readonly unknown[]) {
        checkSurplus('andThen', 2, surplus, 'its options are those of enqueue');
        if (isWritten) throw new ScheduleError('andThen must follow enqueue at once: it is stored with it');
        followers.push({ name: nameOf(next), data: nextData });
        return asking;
      },
    };
    return asking;
  }

  async enqueueAll(job: AskedJob, items: readonly EnqueueItem[], options: EnqueueOptions): Promise<readonly Asked[]> {
    const engine = this.#engineFor('enqueueAll');
    checkOptions('enqueueAll(…)', options, ['db', 'within', 'notify']);
    const name = nameOf(job);
    if (!Array.isArray(items)) throw new ScheduleError(`enqueueAll takes a list of { data }, not ${shown(items)}`);
    for (const item of items) checkOptions('an item of enqueueAll(…)', item, ITEM_OPTIONS);
    const rows = await engine.enqueue(
      items.map((item: EnqueueItem) => this.#workOf(name, item)),
      termsOf(options),
    );
    return rows.map(row => handleOf(engine, row));
  }

  asked(id: string): Asked {
    return handleOf(this.#engineFor('asked'), { id, created: false, dead: false });
  }

  #workOf(name: string, { data, delay, at, key, priority, keep }: EnqueueItem): AskWork {
    if (delay !== undefined && at !== undefined)
      throw new ScheduleError('delay and at are two ways to say one thing: say one');
    const atMs =
      delay !== undefined
        ? this.#now() + durationMs(delay, 'the delay of enqueue')
        : at !== undefined
          ? instantMs(at, zoneOf('UTC'), 'at of enqueue')
          : undefined;
    return {
      name,
      data: data === undefined ? null : data,
      ...(atMs !== undefined && { atMs }),
      ...(key !== undefined && { key }),
      ...(priority !== undefined && { priority }),
      ...(keep !== undefined && { keepMs: durationMs(keep, 'keep of enqueue') }),
    };
  }

  #engineFor(word: string): Engine {
    if (this.#engine !== undefined) return this.#engine;
    const remedy = "give the scheduler a farm, as { farm: pglite('./data') }, or use trigger or background.run";
    throw new SchedulerError(
      'ERR_NO_FARM',
      `${word} was refused: nothing is durable in the memory of one process; ${remedy}`,
    );
  }
}

function termsOf({ db, within, notify }: EnqueueWhere): AskTerms {
  const withinMs = within === undefined ? {} : { withinMs: durationMs(within, 'within of enqueue', 1) };
  return { ...(db !== undefined && { db }), ...withinMs, notify: flag(notify, true, 'notify of enqueue') };
}

function handleOf(engine: Engine, { id, created, dead }: AskedRow): Asked {
  return {
    id,
    created,
    dead,
    outcome: async () => outcomeOf(await engine.askedOutcome(id)),
    cancel: async (reason = 'it was taken back by hand', options = {}) => {
      const what = 'cancel of asked work';
      const by = byOf(what, options);
      return engine.cancelAsked(id, reasonOf(what, reason, "cancel('no longer wanted', { by: 'ana' })"), by);
    },
  };
}

function nameOf(job: AskedJob): string {
  if (typeof job === 'string') return job;
  if (typeof job === 'function') {
    const { jobName } = job as { readonly jobName?: unknown };
    if (typeof jobName === 'string') return jobName;
    throw new ScheduleError(
      `the class ${job.name} has no name of its own: say static jobName, or ask by the job's name`,
    );
  }
  if (typeof job?.name === 'string') return job.name;
  throw new ScheduleError(`work is asked for by a job's name, handle or class, not ${shown(job)}`);
}
