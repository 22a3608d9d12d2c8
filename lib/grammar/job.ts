import type { RunContext } from '../job/context.js';
import type { Work } from '../job/job.js';
import type { Hooks, OverlapPolicy } from '../job/policies.js';
import type { RetryOptions } from '../job/retry-options.js';
import type { StandardSchema } from '../job/standard-schema.js';
import type { DurationInput } from '../time/duration.js';

/** The words for the job itself: its name, its zone, and how its runs behave. They may be said anywhere in a chain. */
export interface JobWords {
  /**
   * Names the job, at most 200 characters; the name is its identity everywhere. Without this word it is that of the
   * `Job`, the static `jobName` of the class, or the name of the class or function; where there is none, the words name it
   * (`every day at 21:15`), with the lowest free ` (2)` behind a name that is taken. Names that come of code or words may
   * change with them.
   * @throws ScheduleError for a blank or overlong name, or if it is said twice
   */
  withName(name: string): this;
  /**
   * Reads every wall time of this schedule in this zone instead of the registry's: an IANA name, or `'local'` for that
   * of the host.
   * @throws UnknownZoneError for a name that this process does not know
   */
  inZone(zone: string): this;
  /**
   * Runs this next, in the same run. The first that fails ends the chain.
   * @throws ScheduleError for what is no `Job`, class of one, or function
   */
  andThen(work: Work): this;

  /**
   * Skips an occurrence while the last run is in progress: the default, and `whenOverlapping('skip')` by its familiar name.
   *
   *     due  1    2    3    4
   *     run  [1-------][3---]   2 is recorded as skipped
   */
  nonReentrant(): this;
  /**
   * Lets runs of this job overlap: `whenOverlapping('allow')` by its familiar name.
   *
   *     due  1    2
   *     run  [1-------]
   *               [2-------]
   */
  reentrant(): this;
  /**
   * Says what happens to an occurrence that is due while the last run is in progress; see `OverlapPolicy`.
   *
   *     due              1    2    3
   *     runAfter         [1------------][2---]    3 is skipped
   *     cancelPrevious   [1---x[2---x[3---]       each once the one before has settled
   *
   * @throws ScheduleError if an overlap policy was said before
   */
  whenOverlapping(policy: OverlapPolicy): this;
  /**
   * Aborts a run's signal this long after its actual start. The run keeps its place until it settles. Wins over a `Job`'s own.
   *
   *     run  [1----x-----]     x: the signal is aborted
   *
   * @throws InvalidTimeError for what is no duration of a millisecond or more
   */
  withTimeout(after: DurationInput): this;
  /**
   * Gives a run up that has not settled this long after its abort: its place is freed although it may still be at work.
   *
   *     run  [1----x-----|~~~~     x: aborted, |: abandoned, and the next may start
   *
   * @throws InvalidTimeError for what is no duration
   */
  abandonAfter(abort: DurationInput): this;
  /**
   * Tries a failed run again, inside the run and in its place.
   *
   *     run  [1--! 1s [2--! 2s [3--]     attempts: 3, delay 1 s, factor 2
   *
   * @throws ScheduleRangeError or InvalidTimeError for an option out of its range
   */
  withRetry(options: RetryOptions): this;
  /**
   * Lets no two jobs of this group overlap; waiting runs go in the order in which they were due.
   * @throws ScheduleError for a blank name, if said twice, or in a registry that is serial anyway
   */
  inGroup(name: string): this;
  /** Runs an occurrence only if this holds then; else it is recorded as skipped. Said twice, both must hold. */
  when(predicate: RunPredicate): this;
  /** Skips an occurrence if this holds then. Said twice, either will do. */
  skip(predicate: RunPredicate): this;
  /** Is called before each run. What it throws is reported and changes nothing; so with all hooks, which go in order. */
  before(hook: NonNullable<Hooks['before']>): this;
  /** Is called after each run, whatever its outcome. */
  after(hook: NonNullable<Hooks['after']>): this;
  /** Is called after a run that succeeded. */
  onSuccess(hook: NonNullable<Hooks['onSuccess']>): this;
  /** Is called after a run that failed. */
  onFailure(hook: NonNullable<Hooks['onFailure']>): this;
  /**
   * Says what happens to occurrences that are found late: the loop was blocked, the host slept, the clock was set forward.
   * `runOnce` (default) runs the latest, unless it is later than `within`. `skip` runs none later than `within`, a second if left out.
   *
   *     due       1 2 3 4 (asleep) 5
   *     runOnce                  4 5
   *     skip                       5
   *
   * @throws ScheduleError if it is said twice
   */
  whenMissed(policy: 'runOnce' | 'skip', options?: LateOptions): this;
  /**
   * Runs each of the missed occurrences that are not later than `within`, in order, at most `max`.
   *
   *     due       1 2 3 4 (asleep) 5
   *     runAll             1 2 3 4 5
   *
   * @throws ScheduleRangeError for a `max` that is no whole number from 1 to 10,000
   */
  whenMissed(policy: 'runAll', options?: CatchUpOptions): this;

  /** In a farm: each host runs this job for itself, also while the database is away. A cache that is kept warm, say. */
  onEveryHost(): this;
  /** In a farm: a run whose host went away is run again on another, with the same `key`. The default. */
  atLeastOnce(): this;
  /**
   * In a farm: a run whose host went away is not run again, and recorded as `lost`: nobody knows whether it was done.
   * @throws ScheduleError if it is said beside `atLeastOnce`, or twice
   */
  atMostOnce(): this;

  /**
   * What the data has to be that a run is given, by `trigger(data)` or `enqueue`: a schema of Zod, Valibot, ArkType or
   * whatever follows Standard Schema. What is asked for with is stored as it passed; the run is given the schema's output.
   * With `taking(z.object({ order: z.number() }))` say `enqueue(job, { order: 42 })`.
   * @throws ScheduleError for what is no such schema, or if it is said twice
   */
  taking(schema: StandardSchema): this;

  /**
   * Says what the job is for, for those who look at it later: `describedAs('Mails the day to the manager')`.
   * @param purpose text of 1 to 1,000 characters
   * @throws ScheduleError for anything else, or if it is said twice
   */
  describedAs(purpose: string): this;
  /**
   * Gives the job tags, by which lists and hosts choose: `tagged('mail', 'nightly')`. Adds to those that were said before.
   * @param tags text of 1 to 100 characters each, at most 20 in all
   * @throws ScheduleError for anything else
   */
  tagged(tag: string, ...tags: string[]): this;
}

/** A question asked when an occurrence is due; it may answer later. One that throws lets nothing run and is recorded. */
export type RunPredicate = (context: RunContext) => boolean | Promise<boolean>;

/** How `whenMissed` judges what is late. */
export interface LateOptions {
  /** How late an occurrence may start and still be run. */
  readonly within?: DurationInput | undefined;
}

/** How `whenMissed('runAll')` makes up for what was missed. */
export interface CatchUpOptions extends LateOptions {
  /** The most runs that are made up for, 1 to 10,000. Default 100. */
  readonly max?: number | undefined;
}
