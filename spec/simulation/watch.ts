import type { OutcomeKind, RunContext, RunRecord, RunStart, Scheduler } from '../../lib/index.js';
import { Account } from './account.js';
import type { Plan } from './plan.js';
import type { WatchedClock } from './watched-clock.js';

/** A run as it is seen from outside: by the event of its start, by its own work, and by the event of its end. */
export interface SeenRun {
  readonly name: string;
  readonly key: string;
  readonly trigger: string;
  readonly plan: Plan;
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
  note(line: string): void;
  /** Something is wrong. */
  object(what: string): void;
}

/**
 * Watches one scheduler from its making to after its stop: what its jobs do, what its events say, and what its handles
 * show, and objects where these do not fit together. It keeps books of its own and knows nothing of the scheduler's.
 */
export class Watch {
  readonly #world: Onlookers;
  readonly accounts = new Map<string, Account>();
  /** The plan of each job that there is. */
  readonly plans = new Map<string, Plan>();
  readonly paused = new Set<string>();
  readonly running = new Set<SeenRun>();
  /** The last records of the job that a plan is for: those of a removed job stay its own. */
  readonly #records = new WeakMap<Plan, RunRecord[]>();
  /** The runs that were asked for by hand and have no outcome, by job. */
  readonly manual: { readonly name: string; readonly atMs: number; readonly plan: Plan; hasStarted: boolean }[] = [];
  /** The plans whose predicates are being asked, one for each question. */
  readonly asking: Plan[] = [];
  /** The plans that are about to be brought, the innermost last: a listener may edit while another edit goes on. */
  readonly planned: Plan[] = [];
  isStarted = false;
  isStopped = false;
  starts = 0;
  outcomes = 0;
  /** The latest that the wall clock is known to have shown. */
  #highMs = 0;

  constructor(world: Onlookers, declared: readonly Plan[]) {
    this.#world = world;
    for (const plan of declared) {
      this.plans.set(plan.name, plan);
      this.#records.set(plan, []);
    }
  }

  /** Listens, before anybody else does. */
  attach(scheduler: Scheduler): void {
    scheduler.on('started', run => this.#started(run));
    for (const kind of ENDINGS) scheduler.on(kind, record => this.#ended(kind, record));
    scheduler.on('added', ({ jobName }) => this.#added(jobName));
    scheduler.on('edited', ({ jobName }) => this.#edited(jobName));
    scheduler.on('removed', ({ jobName }) => this.#removed(jobName));
    scheduler.on('resumed', ({ jobName }) => void this.paused.delete(jobName));
    scheduler.on('clockJumped', ({ byMs, at }) => this.#clockJumped(byMs, at.toMillis()));
    scheduler.on('scheduleFailed', ({ jobName, error }) => this.#object(jobName, `its schedule failed: ${error}`));
  }

  /** The scheduler has begun. */
  begins(): void {
    this.isStarted = true;
    const nowMs = this.#world.clock.now();
    for (const plan of this.plans.values()) this.account(plan.name).open(plan, nowMs, 'start');
  }

  /** The scheduler has been told to stop, and has said what became of what was due. */
  ends(): void {
    if (!this.isStarted) return;
    for (const name of this.plans.keys()) this.#check(name, this.account(name).close(this.#world.clock.now()));
  }

  account(name: string): Account {
    const account = this.accounts.get(name) ?? new Account();
    this.accounts.set(name, account);
    return account;
  }

  /** The work of a run is called. */
  workBegan(context: RunContext): SeenRun | undefined {
    const runs = [...this.running];
    const run =
      runs.find(one => one.context === context) ??
      runs.find(one => one.context === undefined && one.key === context.key && one.trigger === context.trigger);
    if (run === undefined) {
      this.#object(context.jobName, `its work is called for ${context.key} outside of any run`);
      return undefined;
    }
    run.context = context;
    if (run.isAtWork) this.#object(run.name, 'its work is called twice at once in one run');
    run.isAtWork = true;
    return run;
  }

  #started(run: RunStart): void {
    this.starts += 1;
    const name = run.jobName;
    const { clock, maxConcurrency } = this.#world;
    this.#world.note(`  ${run.key} starts (${run.trigger})`);
    if (this.isStopped) this.#object(name, 'starts after the stop');
    if (this.paused.has(name)) this.#object(name, 'starts while it is paused');
    if (!this.plans.has(name)) this.#object(name, 'starts after it was removed');
    const plan = this.#planOf(run, clock.now());
    if (plan === undefined) return;
    for (const other of this.running) {
      // Those that came beside it while its predicate was asked were allowed to.
      const cameLater = plan.isAsked && other.plan.overlap === 'allow';
      if (other.name === name && plan.overlap !== 'allow' && !cameLater)
        this.#object(name, `overlaps ${other.key} (${plan.overlap})`);
      if (plan.group !== undefined && other.plan.group === plan.group && other.name !== name)
        this.#object(name, `overlaps ${other.key} in the group '${plan.group}'`);
    }
    const { key, trigger } = run;
    this.running.add({ name, key, trigger, plan, context: undefined, isAtWork: false });
    if (this.running.size > (maxConcurrency ?? this.running.size))
      this.#object(name, `is number ${this.running.size} of ${maxConcurrency} that run at once`);
  }

  #planOf(run: RunStart, nowMs: number): Plan | undefined {
    const name = run.jobName;
    const atMs = run.occurrence.toMillis();
    if (run.trigger === 'manual') {
      const asked = this.manual.find(one => one.name === name && one.atMs === atMs && !one.hasStarted);
      if (asked !== undefined) asked.hasStarted = true;
      else this.#object(name, `runs by hand for ${atMs}, which nobody asked for`);
      return asked?.plan;
    }
    const errand = this.account(name).started(atMs, nowMs);
    if (typeof errand !== 'string') return errand.plan;
    this.#object(name, errand);
    return undefined;
  }

  #ended(kind: OutcomeKind, record: RunRecord): void {
    this.outcomes += 1;
    const { jobName: name, key, trigger, outcome } = record;
    const atMs = record.occurrence.toMillis();
    const nowMs = this.#world.clock.now();
    this.#world.note(`  ${key} ${kind} (${trigger})${detailOf(record)}`);
    const account = this.account(name);
    if (outcome.kind === 'missed') {
      const into = outcome.into === undefined ? undefined : Date.parse(outcome.into.slice(name.length + 1));
      this.#keep(this.plans.get(name), record);
      this.#check(
        name,
        account.missed(atMs, outcome.last.toMillis(), outcome.count, into, record.settledAt.toMillis()),
      );
      return;
    }
    const hasStarted = record.startedAt !== undefined;
    if (hasStarted) this.#closes(kind, name, record);
    const errand =
      trigger === 'manual' ? this.#takeManual(name, atMs, hasStarted) : account.ended(atMs, hasStarted, nowMs);
    if (typeof errand === 'string') this.#object(name, errand);
    else this.#keep(errand.plan, record);
  }

  #takeManual(name: string, atMs: number, hasStarted: boolean): { readonly plan: Plan } | string {
    const at = this.manual.findIndex(one => one.name === name && one.atMs === atMs && one.hasStarted === hasStarted);
    return this.manual.splice(at, at === -1 ? 0 : 1)[0] ?? `has an outcome by hand for ${atMs} that nobody waits for`;
  }

  #closes(kind: OutcomeKind, name: string, { key, trigger }: RunRecord): void {
    const runs = [...this.running].filter(one => one.key === key && one.trigger === trigger);
    // Two that were asked for in one millisecond look alike.
    const run = runs.find(one => one.isAtWork === (kind === 'abandoned')) ?? runs[0];
    if (run === undefined) {
      this.#object(name, `${key} has an outcome and was not running`);
      return;
    }
    if (run.isAtWork && kind !== 'abandoned') this.#object(name, `${key} ${kind} while its work goes on`);
    this.running.delete(run);
  }

  #keep(plan: Plan | undefined, record: RunRecord): void {
    const records = plan && this.#records.get(plan);
    records?.push(record);
    if (records && records.length > this.#world.historyLimit) records.shift();
  }

  /** The last records of a job, as many as it may keep. */
  recordsOf(name: string): readonly RunRecord[] {
    const plan = this.plans.get(name);
    return (plan && this.#records.get(plan)) ?? [];
  }

  #added(name: string): void {
    const plan = this.planned.pop() as Plan;
    this.plans.set(name, plan);
    this.#records.set(plan, []);
    this.paused.delete(name);
    this.account(name).forget();
    if (this.isStarted) this.account(name).open(plan, this.#world.clock.now(), 'add');
  }

  #edited(name: string): void {
    const plan = this.planned.pop() as Plan;
    this.#records.set(plan, this.#records.get(this.plans.get(name) as Plan) ?? []);
    this.plans.set(name, plan);
    if (!this.isStarted) return;
    this.#check(name, this.account(name).close(this.#world.clock.now()));
    this.account(name).open(plan, this.#world.clock.now(), 'edit');
  }

  #removed(name: string): void {
    this.plans.delete(name);
    if (this.isStarted) this.#check(name, this.account(name).close(this.#world.clock.now()));
  }

  #clockJumped(byMs: number, nowMs: number): void {
    this.#world.note(`  clockJumped by ${byMs}`);
    this.#highMs = Math.max(this.#highMs, nowMs - byMs);
    if (this.#highMs - nowMs <= 3 * 3_600_000) return;
    this.#highMs = nowMs;
    for (const name of this.plans.keys()) this.account(name).beginAnew(nowMs);
  }

  #check(name: string, objection: string | undefined): void {
    if (objection !== undefined) this.#object(name, objection);
  }

  #object(name: string, what: string): void {
    this.#world.object(`${name}: ${what}`);
  }
}

function detailOf({ outcome }: RunRecord): string {
  if (outcome.kind === 'skipped') return `: ${outcome.reason}, ${outcome.detail}`;
  if (outcome.kind === 'missed') return `: ${outcome.count} until ${outcome.last.toUTC().toISO()} into ${outcome.into}`;
  return outcome.kind === 'cancelled' ? `: ${outcome.error.reason}` : '';
}
