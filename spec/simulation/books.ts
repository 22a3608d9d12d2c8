import type { RunContext, RunRecord, RunStart } from '../../lib/index.js';
import { Account } from './account.js';
import type { Errand } from './errand.js';
import type { Plan } from './plan.js';
import { StopEnd } from './stop-end.js';
import type { Onlookers } from './watch.js';

/** A plan that is brought, and whether its job leaves when that is over. */
export interface Planned {
  readonly plan: Plan;
  readonly leaves: boolean;
  /** When it was brought: whoever brought it may hold up the loop before it is told of. */
  readonly atMs: number;
}

/** Up to so many of a job that are skipped at one moment have a record each. */
const MOST_SINGLE = 100;

/** Which jobs there are, what they go by, and the account of each: kept by what is told of them. */
export class Books {
  readonly #world: Onlookers;
  readonly accounts = new Map<string, Account>();
  /** The plan of each job that there is. */
  readonly plans = new Map<string, Plan>();
  /** The jobs that are paused, each with the end of that by itself. */
  readonly paused = new Map<string, number>();
  /** The jobs that leave when their schedule is over, and those whose schedule threw. */
  readonly leavers = new Set<string>();
  readonly broken = new Set<string>();
  /** The occurrences that are left out by hand, by job. */
  readonly leftOut = new Map<string, Set<number>>();
  /** When each job was taken out that is not told of yet: a listener may hold up the loop before. */
  readonly takenOutMs = new Map<string, number>();
  /** The plans that were brought and are not told of yet. */
  readonly planned: Planned[] = [];
  /** The last records of the job that a plan is for: those of a removed job stay its own. */
  readonly #records = new WeakMap<Plan, RunRecord[]>();
  readonly #singles = new Map<string, { readonly atMs: number; count: number }>();
  isStarted = false;
  /** When a stop was asked for: what holds up the loop may come before that is told of. */
  #stopAskedMs: number | undefined = undefined;
  /** The latest that the wall clock is known to have shown. */
  #highMs = 0;

  constructor(world: Onlookers, declared: readonly Plan[]) {
    this.#world = world;
    for (const plan of declared) {
      this.plans.set(plan.name, plan);
      this.#records.set(plan, []);
    }
  }

  /** The scheduler has begun. */
  begins(): void {
    this.isStarted = true;
    const nowMs = this.#world.clock.now();
    for (const plan of this.plans.values()) this.account(plan.name).reckoning.open(plan, nowMs, 'start');
  }

  account(name: string): Account {
    const account = this.accounts.get(name) ?? new Account(this.#world.clock);
    this.accounts.set(name, account);
    return account;
  }

  /** What a run by hand goes by: what is brought and not told of yet holds already. */
  planOf(name: string): Plan | undefined {
    return this.planned.findLast(({ plan }) => plan.name === name)?.plan ?? this.plans.get(name);
  }

  leftOutOf(name: string): Set<number> {
    const leftOut = this.leftOut.get(name) ?? new Set();
    this.leftOut.set(name, leftOut);
    return leftOut;
  }

  /** The last records of a job, as many as it may keep. */
  recordsOf(name: string): readonly RunRecord[] {
    const plan = this.plans.get(name);
    return (plan && this.#records.get(plan)) ?? [];
  }

  /** A run waits, or its predicate is asked: the occurrence that it is for is on its way. */
  handedOut({ jobName: name, trigger, occurrence, runId }: RunStart | RunContext): Errand | undefined {
    const errand = trigger === 'manual' ? undefined : this.account(name).handedOut(occurrence.toMillis(), runId);
    if (typeof errand !== 'string') return errand;
    this.#object(name, errand);
    return undefined;
  }

  /** Into the books. */
  settle(record: RunRecord, hasStarted: boolean): { readonly plan: Plan } | undefined | string {
    const { jobName: name, occurrenceMs: atMs, runId, outcome } = record;
    const account = this.account(name);
    const plan = this.plans.get(name);
    if (outcome.kind === 'missed') {
      const into = outcome.into === undefined ? undefined : Date.parse(outcome.into.slice(name.length + 1));
      const lastMs = outcome.last.toMillis();
      const objection =
        account.next === undefined
          ? account.missedBefore(atMs, lastMs, outcome.count, record.settledAtMs)
          : account.missed(atMs, lastMs, outcome.count, into, record.settledAtMs);
      return objection ?? (plan && { plan });
    }
    if (outcome.kind !== 'skipped') return account.ended(atMs, runId, hasStarted, record.settledAtMs);
    // What is left out, or paused, is not shown: it may have come, unseen, and waited for its jitter when the clock was set back.
    const isHidden = outcome.reason === 'paused' || this.leftOutOf(name).has(atMs);
    const cameBefore = isHidden && atMs > record.settledAtMs && !account.knows(atMs);
    if (outcome.reason === 'byHand' && !this.leftOutOf(name).delete(atMs)) return `nobody left ${atMs} out by hand`;
    if (cameBefore || account.isLost(atMs)) return plan && { plan };
    const single = this.#singles.get(name);
    const isSameMoment = single?.atMs === record.settledAtMs;
    if (outcome.last === undefined) {
      this.#singles.set(name, { atMs: record.settledAtMs, count: isSameMoment ? single.count + 1 : 1 });
      return account.ended(atMs, runId, hasStarted, record.settledAtMs);
    }
    if (!isSameMoment || single.count < MOST_SINGLE) return 'has one record for what should have a record each';
    return account.skippedTogether(atMs, outcome.last.toMillis(), outcome.count ?? 1);
  }

  /** Into the history. */
  keep(plan: Plan | undefined, record: RunRecord): void {
    const records = plan && this.#records.get(plan);
    records?.push(record);
    if (records && records.length > this.#world.historyLimit) records.shift();
  }

  /** A job came. */
  added(name: string): void {
    const { plan, leaves, atMs } = this.#takePlanned(name);
    this.plans.set(name, plan);
    this.#records.set(plan, []);
    this.paused.delete(name);
    this.broken.delete(name);
    this.leftOut.delete(name);
    if (leaves) this.leavers.add(name);
    this.account(name).reckoning.forget();
    if (this.isStarted) this.account(name).reckoning.open(plan, atMs, 'add');
  }

  /** What was brought first of that name is told of first. */
  #takePlanned(name: string): Planned {
    const [planned] = this.planned.splice(
      this.planned.findIndex(({ plan }) => plan.name === name),
      1,
    );
    if (planned === undefined) this.#object(name, 'is told of, and nobody brought it');
    return planned as Planned;
  }

  /** A job goes by another plan. */
  edited(name: string): void {
    const { plan, atMs } = this.#takePlanned(name);
    this.#records.set(plan, this.#records.get(this.plans.get(name) as Plan) ?? []);
    this.plans.set(name, plan);
    this.leftOut.delete(name);
    if (!this.isStarted) return;
    this.#close(name, atMs);
    this.account(name).reckoning.open(plan, atMs, 'edit');
  }

  /** A job left, by itself where it is over; `isBusy`: one of its runs is in progress. */
  removed(name: string, isOver: boolean, isBusy: boolean): void {
    if (isOver && !this.leavers.has(name)) this.#object(name, 'leaves, and was declared or kept');
    if (isOver && this.account(name).next !== undefined) this.#object(name, 'leaves, and is not over');
    if (isOver && isBusy) this.#object(name, 'leaves while it runs');
    this.plans.delete(name);
    this.leavers.delete(name);
    if (this.isStarted) this.#close(name, this.takenOutMs.get(name));
    this.takenOutMs.delete(name);
  }

  /** A pause has ended. */
  resumed(name: string): void {
    const untilMs = this.paused.get(name) ?? Infinity;
    this.paused.delete(name);
    if (!this.isStarted) return;
    // What has come since its own end, before the loop woke, did not come in it.
    const nowMs = Math.min(this.#world.clock.now(), untilMs - 1);
    if (this.broken.has(name) && this.#world.faulty.has(name)) this.account(name).passesOver(nowMs);
    else this.#check(name, this.account(name).resumed(nowMs));
  }

  #close(name: string, nowMs = this.#world.clock.now()): void {
    if (this.broken.delete(name)) this.account(name).reckoning.loses(nowMs);
    else this.#check(name, this.account(name).reckoning.close(nowMs));
  }

  /** A stop is asked for. */
  asksForStop(withinMs: number): StopEnd {
    const { clock } = this.#world;
    this.#stopAskedMs = clock.now();
    return new StopEnd(clock, withinMs);
  }

  /** The scheduler has been told to stop, and has said what became of what was due. */
  ends(): void {
    if (this.isStarted) for (const name of this.plans.keys()) this.#close(name, this.#stopAskedMs);
  }

  /** The clock was set. */
  clockJumped(byMs: number, nowMs: number): void {
    this.#world.note(`  clockJumped by ${byMs}`);
    this.#highMs = Math.max(this.#highMs, nowMs - byMs);
    if (byMs >= 0) return;
    const isFar = this.#highMs - nowMs > 3 * 3_600_000;
    if (isFar) this.#highMs = nowMs;
    for (const [name, { sentence }] of this.plans) {
      const asksFunction = sentence.some(([word, day]) => word === 'exceptOn' && typeof day === 'function');
      const isFaulty = asksFunction && this.#world.faulty.has(name);
      const account = this.account(name);
      const toCome = [...this.leftOutOf(name)].filter(at => account.knows(at) || account.reckoning.isAhead(at));
      const moved = account.reckoning.setBack(-byMs, nowMs, isFar, isFaulty);
      this.leftOut.set(name, new Set(toCome.map(moved)));
    }
  }

  #check(name: string, objection: string | undefined): void {
    if (objection !== undefined) this.#object(name, objection);
  }

  #object(name: string, what: string): void {
    this.#world.object(`${name}: ${what}`);
  }
}
