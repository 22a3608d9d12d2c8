import type { OutcomeKind, RunContext, RunRecord, RunStart, Scheduler } from '../../lib/index.js';
import { type Asked, deadlocked } from './awaits.js';
import { Books } from './books.js';
import { Newest } from './newest.js';
import type { Plan } from './plan.js';
import { Stream } from './stream.js';
import { Turns } from './turns.js';
import type { WatchedClock } from './watched-clock.js';

/** A run as it is seen from outside: by the event of its start, by its own work, and by the event of its end. */
export interface SeenRun {
  readonly name: string;
  readonly key: string;
  readonly runId: string;
  plan: Plan | undefined;
  /** When its start was told of, by the monotonic clock. */
  sinceMs: number;
  context: RunContext | undefined;
  /** Whether its work is going on, by its own account. */
  isAtWork: boolean;
}

const ENDINGS = ['succeeded', 'failed', 'timedOut', 'cancelled', 'abandoned', 'skipped', 'missed'] as const;

/** What the world tells those who watch. */
export interface Onlookers {
  readonly clock: WatchedClock;
  readonly historyLimit: number;
  readonly maxConcurrency: number | undefined;
  /** The jobs whose schedule throws as things stand. */
  readonly faulty: ReadonlySet<string>;
  note(line: string): void;
  /** Something is wrong. */
  object(what: string): void;
  /** A run starts, so the scheduler has not let go of the event loop. */
  holds(): void;
}

/**
 * Watches one scheduler from its making to after its stop: what its jobs do, what its events say, and what its handles
 * show, and objects where these do not fit together. It keeps books of its own and knows nothing of the scheduler's.
 */
export class Watch {
  readonly #world: Onlookers;
  readonly books: Books;
  readonly running = new Set<SeenRun>();
  /** The runs that were asked for by hand and have no outcome, by the id that they were asked with. */
  readonly asked = new Map<string, Asked>();
  /** The runs that were let in and whose predicates are asked, by their ids, until they start or end. */
  readonly asking = new Map<string, { readonly plan: Plan; readonly context: RunContext }>();
  /** The runs whose work is called and whose start is not told of yet. */
  readonly #early = new Map<string, SeenRun>();
  /** When a run of each job has last ended, by the monotonic clock: what waited behind it was let in then. */
  readonly #freedMs = new Map<string, number>();
  readonly #stream = new Stream();
  readonly #turns: Turns;
  readonly #newest = new Newest();
  isStopped = false;
  #hasStopBegun = false;
  starts = 0;
  outcomes = 0;

  constructor(world: Onlookers, declared: readonly Plan[]) {
    this.#world = world;
    this.books = new Books(world, declared);
    this.#turns = new Turns(world.clock);
  }

  /** Listens, before anybody else does. */
  attach(scheduler: Scheduler): void {
    scheduler.on('waiting', run => this.#waits(run));
    scheduler.on('started', run => this.#started(run));
    for (const kind of ENDINGS) scheduler.on(kind, record => this.#ended(kind, record));
    scheduler.on('added', ({ jobName }) => this.books.added(jobName));
    scheduler.on('edited', ({ jobName }) => this.books.edited(jobName));
    scheduler.on('removed', ({ jobName, reason }) =>
      this.books.removed(jobName, reason === 'over', this.#isBusy(jobName)),
    );
    scheduler.on('paused', ({ jobName, until }) => {
      this.books.paused.set(jobName, until?.toMillis() ?? Infinity);
    });
    scheduler.on('resumed', ({ jobName }) => this.books.resumed(jobName));
    scheduler.on('skipping', ({ jobName, occurrence }) => this.books.leftOutOf(jobName).add(occurrence.toMillis()));
    scheduler.on('clockJumped', ({ byMs, at }) => this.books.clockJumped(byMs, at.toMillis()));
    scheduler.on('scheduleFailed', ({ jobName }) => void this.books.broken.add(jobName));
    scheduler.on('stopping', () => {
      this.#hasStopBegun = true;
      this.books.ends();
    });
    scheduler.on('any', event => this.#check('the stream', this.#stream.heard(event)));
  }

  /** The work of a run is called. */
  workBegan(context: RunContext): SeenRun | undefined {
    const run = this.runOf(context) ?? this.#untold(context);
    if (run.context === undefined) this.#world.holds();
    run.context = context;
    if (run.isAtWork) this.#object(run.name, 'its work is called twice at once in one run');
    run.isAtWork = true;
    return run;
  }

  /** Where listeners have brought about much, a start may be told of later. */
  #untold(context: RunContext): SeenRun {
    const run = seenRun(context);
    this.#early.set(context.runId, run);
    return run;
  }

  isFaulty(name: string): boolean {
    return this.#world.faulty.has(name);
  }

  runOf({ runId }: { readonly runId: string }): SeenRun | undefined {
    return this.#early.get(runId) ?? [...this.running].find(one => one.runId === runId);
  }

  /** Nothing moves: nobody may wait for ever. */
  rests(): void {
    this.#turns.rests();
    // As they were asked, what came before may not have been told of yet.
    for (const { context } of this.asking.values()) this.books.handedOut(context);
    for (const { name, key } of this.#early.values())
      this.#object(name, `its work was called for ${key} outside of any run`);
    for (const [name, account] of this.books.accounts) this.#check(name, account.rests());
    const isFull = this.running.size >= (this.#world.maxConcurrency ?? Number.POSITIVE_INFINITY);
    const objection = deadlocked([...this.asked.values()], this.running, isFull);
    if (objection !== undefined) this.#world.object(objection);
  }

  /** The jobs with a run in progress, its start told of or not. */
  get busy(): ReadonlySet<string> {
    return new Set([...this.running, ...this.#early.values()].map(({ name }) => name));
  }

  #isBusy(name: string): boolean {
    return (
      [...this.running].some(run => run.name === name) ||
      [...this.asking.values()].some(({ plan }) => plan.name === name)
    );
  }

  #waits(run: RunStart): void {
    const name = run.jobName;
    const plan = this.books.handedOut(run)?.plan ?? this.asked.get(run.by ?? '')?.plan;
    if (plan !== undefined) this.#turns.waits(run, plan, !this.#isBusy(name));
  }

  #started(run: RunStart): void {
    this.starts += 1;
    const { jobName: name, key, runId } = run;
    this.asking.delete(runId);
    const { clock, maxConcurrency } = this.#world;
    this.#world.note(`  ${key} starts (${run.trigger})`);
    if (this.#hasStopBegun) this.#object(name, 'starts after the stop');
    if (this.books.paused.has(name)) this.#object(name, 'starts while it is paused');
    if (!this.books.plans.has(name)) this.#object(name, 'starts after it was removed');
    const plan = this.#planOf(run, clock.now());
    if (plan === undefined) return;
    const passedOver = this.#turns.starts(run, plan, other => this.#isBusy(other));
    if (run.occurrenceMs <= clock.now()) this.#check(name, passedOver);
    this.#check(name, this.#newest.starts(run, plan));
    for (const other of this.running) {
      // Those that came beside it once it was let in, and while its predicate was asked, were allowed to.
      const letInMs = Math.min(clock.monotonic(), this.#freedMs.get(name) ?? Infinity);
      const cameLater = (plan.isAsked || other.sinceMs >= letInMs) && other.plan?.overlap === 'allow';
      if (other.name === name && plan.overlap !== 'allow' && !cameLater)
        this.#object(name, `overlaps ${other.key} (${plan.overlap})`);
      if (plan.group !== undefined && other.plan?.group === plan.group && other.name !== name)
        this.#object(name, `overlaps ${other.key} in the group '${plan.group}'`);
    }
    const seen = Object.assign(this.#early.get(runId) ?? seenRun(run), { plan, sinceMs: clock.monotonic() });
    this.#early.delete(runId);
    this.running.add(seen);
    const asked = this.asked.get(run.by ?? '');
    if (asked !== undefined) asked.run = seen;
    if (this.running.size > (maxConcurrency ?? this.running.size))
      this.#object(name, `is number ${this.running.size} of ${maxConcurrency} that run at once`);
  }

  #planOf(run: RunStart, nowMs: number): Plan | undefined {
    const name = run.jobName;
    const atMs = run.occurrenceMs;
    if (run.trigger === 'manual') {
      const asked = this.asked.get(run.by ?? '');
      if (asked?.name !== name || asked.atMs !== atMs || asked.run !== undefined)
        this.#object(name, `runs by hand for ${atMs}, which nobody asked for`);
      return asked?.plan;
    }
    const isLeftOut = this.books.leftOutOf(name).has(atMs) && !this.books.account(name).isOnTheWay(atMs);
    if (isLeftOut) this.#object(name, `runs at ${atMs}, which was left out by hand`);
    const errand = this.books.account(name).started(atMs, run.runId, nowMs);
    if (typeof errand !== 'string') return errand.plan;
    this.#object(name, errand);
    return undefined;
  }

  #ended(kind: OutcomeKind, record: RunRecord): void {
    const { jobName: name, key, trigger, outcome, runId } = record;
    // Every bad end is told as `failed`, too.
    if (outcome.kind !== kind) return;
    this.outcomes += 1;
    this.#world.note(`  ${key} ${kind} (${trigger})${detailOf(record)}`);
    const hasStarted = record.startedAtMs !== undefined;
    const wasLetIn = this.asking.delete(runId);
    const isReplaced = outcome.kind === 'skipped' && outcome.detail.endsWith('took its turn');
    if (hasStarted) this.#closes(kind, record);
    else this.#turns.dropped(record, isReplaced, wasLetIn);
    const errand = trigger === 'manual' ? this.#takeAsked(record) : this.books.settle(record, hasStarted);
    if (typeof errand === 'string') this.#object(name, errand);
    else this.books.keep(errand?.plan, record);
  }

  #takeAsked({ jobName: name, by = '', outcome, occurrenceMs }: RunRecord): { readonly plan: Plan } | string {
    const asked = this.asked.get(by);
    if (asked?.name !== name) return `has an outcome by hand for ${occurrenceMs} that nobody waits for`;
    this.asked.delete(by);
    const isRefused =
      outcome.kind === 'skipped' && outcome.detail.includes('it would wait for the run that triggered it');
    return isRefused && !asked.isWithin ? 'is said to wait for the run that triggered it, and none did' : asked;
  }

  #closes(kind: OutcomeKind, record: RunRecord): void {
    const { key, jobName: name } = record;
    const run = this.runOf(record);
    if (run === undefined) this.#object(name, `${key} has an outcome and was not running`);
    else if (run.isAtWork && kind !== 'abandoned') this.#object(name, `${key} ${kind} while its work goes on`);
    if (run !== undefined) this.running.delete(run);
    this.#freedMs.set(name, this.#world.clock.monotonic());
  }

  #check(name: string, objection: string | undefined): void {
    if (objection !== undefined) this.#object(name, objection);
  }

  #object(name: string, what: string): void {
    this.#world.object(`${name}: ${what}`);
  }
}

function seenRun({ jobName: name, key, runId }: RunStart | RunContext): SeenRun {
  return { name, key, runId, plan: undefined, sinceMs: 0, context: undefined, isAtWork: false };
}

function detailOf({ outcome, by }: RunRecord): string {
  const asked = by === undefined ? '' : ` [${by}]`;
  if (outcome.kind === 'skipped') return `${asked}: ${outcome.reason}, ${outcome.detail} ${outcome.count ?? ''}`;
  if (outcome.kind === 'missed') return `: ${outcome.count} until ${outcome.last.toUTC().toISO()} into ${outcome.into}`;
  return outcome.kind === 'cancelled' ? `${asked}: ${outcome.error.reason}` : asked;
}
