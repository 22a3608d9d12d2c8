import type * as days from '../grammar/calendar.js';
import type { CatchUpOptions, RunPredicate } from '../grammar/job.js';
import type { DateInput } from '../grammar/narrowing.js';
import type * as heads from '../grammar/schedule-clause.js';
import type { Work } from '../job/job.js';
import type { Hooks, OverlapPolicy } from '../job/policies.js';
import type { RetryOptions } from '../job/retry-options.js';
import type { StandardSchema } from '../job/standard-schema.js';
import type { MissedPolicy } from '../recurrence/missed.js';
import type { DayOfWeek, Month } from '../recurrence/recurrence.js';
import type { DurationInput } from '../time/duration.js';
import type { InstantInput } from '../time/instant.js';
import { calendar } from './calendar-words.js';
import type { Cell } from './cell.js';
import { type Draft, jobLabel } from './draft.js';
import { job } from './job-words.js';
import { narrowing } from './narrowing-words.js';
import { refuseSurplusWords } from './surplus.js';
import { timing } from './timing-words.js';

/**
 * Any clause of the grammar: a draft, and the cell to which each word hands the next one. One class stands for them all,
 * since a clause holds nothing of its own; which words it offers is a matter of its interface. The head of a sentence
 * leads to all others, so that to implement it is to implement them.
 */
export class Chain implements heads.ScheduleClause {
  readonly #cell: Cell;
  readonly #draft: Draft;

  constructor(cell: Cell, draft: Draft) {
    this.#cell = cell;
    this.#draft = draft;
  }

  /** How errors call the job of a clause. */
  static jobOf(clause: Chain): string {
    return jobLabel(clause.#draft);
  }

  /** Tells its cell that a word which was said behind a clause is refused. */
  static refused(clause: Chain, error: unknown): void {
    clause.#cell.refuse(clause.#draft, error);
  }

  whenAsked(): this {
    return this.#say(timing.begin(this.#draft, 'whenAsked'));
  }
  toRunNow(): this {
    return this.#say(timing.begin(this.#draft, 'toRunNow'));
  }
  toRunEvery(count: number): this {
    return this.#say(timing.beginWith(this.#draft, 'toRunEvery', count));
  }
  toRunOnceIn(count: number): this {
    return this.#say(timing.beginWith(this.#draft, 'toRunOnceIn', count));
  }
  toRunOnceAt(first: InstantInput, minute?: number, second?: number): this {
    return this.#say(timing.toRunOnceAt(this.#draft, first, minute, second));
  }
  toRunCron(text: string, options?: heads.CronOptions): this {
    return this.#say(timing.toRunCron(this.#draft, text, options));
  }
  andEvery(count: number): this {
    return this.#say(timing.andEvery(this.#draft, count));
  }
  delayFor(count: number): this {
    return this.#say(timing.delayFor(this.#draft, count));
  }
  afterCompletion(): this {
    return this.#say(timing.afterCompletion(this.#draft));
  }
  milliseconds(): this {
    return this.#say(timing.unit(this.#draft, 'milliseconds'));
  }
  seconds(): this {
    return this.#say(timing.unit(this.#draft, 'seconds'));
  }
  minutes(): this {
    return this.#say(timing.unit(this.#draft, 'minutes'));
  }
  hours(): this {
    return this.#say(timing.unit(this.#draft, 'hours'));
  }
  days(): this {
    return this.#say(timing.unit(this.#draft, 'days'));
  }
  weekdays(): this {
    return this.#say(timing.unit(this.#draft, 'weekdays'));
  }
  weekends(): this {
    return this.#say(timing.unit(this.#draft, 'weekends'));
  }
  weeks(): this {
    return this.#say(timing.unit(this.#draft, 'weeks'));
  }
  months(): this {
    return this.#say(timing.unit(this.#draft, 'months'));
  }
  years(): this {
    return this.#say(timing.unit(this.#draft, 'years'));
  }
  at(first: number, minute?: number, second?: number): this {
    return this.#say(calendar.at(this.#draft, first, minute, second));
  }
  on(...args: readonly (number | days.OnOptions)[]): this {
    return this.#say(calendar.on(this.#draft, args));
  }
  onTheFirst(day: DayOfWeek): this {
    return this.#say(calendar.onNth(this.#draft, 'onTheFirst', 1, day));
  }
  onTheSecond(day: DayOfWeek): this {
    return this.#say(calendar.onNth(this.#draft, 'onTheSecond', 2, day));
  }
  onTheThird(day: DayOfWeek): this {
    return this.#say(calendar.onNth(this.#draft, 'onTheThird', 3, day));
  }
  onTheFourth(day: DayOfWeek): this {
    return this.#say(calendar.onNth(this.#draft, 'onTheFourth', 4, day));
  }
  onTheFifth(day: DayOfWeek, options?: days.OnOptions): this {
    return this.#say(calendar.onNth(this.#draft, 'onTheFifth', 5, day, options));
  }
  onTheLast(day: DayOfWeek): this {
    return this.#say(calendar.onNth(this.#draft, 'onTheLast', -1, day));
  }
  onTheLastDay(): this {
    return this.#say(calendar.onTheLastDay(this.#draft));
  }
  onTheFirstWeekday(): this {
    return this.#say(calendar.onWeekday(this.#draft, 'onTheFirstWeekday', 'first'));
  }
  onTheLastWeekday(): this {
    return this.#say(calendar.onWeekday(this.#draft, 'onTheLastWeekday', 'last'));
  }
  in(...months: readonly Month[]): this {
    return this.#say(calendar.inMonths(this.#draft, months));
  }
  weekdaysOnly(options?: days.RollOptions): this {
    return this.#say(calendar.weekdaysOnly(this.#draft, options));
  }
  skippingDays(...dates: readonly DateInput[]): this {
    return this.#say(calendar.skippingDays(this.#draft, dates));
  }
  between(startHour: number, startMinute: number, endHour: number, endMinute: number): this {
    return this.#say(narrowing.window(this.#draft, 'between', [startHour, startMinute, endHour, endMinute]));
  }
  unlessBetween(startHour: number, startMinute: number, endHour: number, endMinute: number): this {
    return this.#say(narrowing.window(this.#draft, 'unlessBetween', [startHour, startMinute, endHour, endMinute]));
  }
  except(...days: readonly DayOfWeek[]): this {
    return this.#say(narrowing.except(this.#draft, days));
  }
  onlyOn(...days: readonly DayOfWeek[]): this {
    return this.#say(narrowing.onlyOn(this.#draft, days));
  }
  exceptOn(...dates: readonly DateInput[]): this {
    return this.#say(narrowing.exceptOn(this.#draft, dates));
  }
  startingAt(instant: InstantInput): this {
    return this.#say(narrowing.bound(this.#draft, 'startingAt', instant));
  }
  until(instant: InstantInput): this {
    return this.#say(narrowing.bound(this.#draft, 'until', instant));
  }
  times(count: number): this {
    return this.#say(narrowing.times(this.#draft, count));
  }
  withJitter(atMost: DurationInput): this {
    return this.#say(narrowing.withJitter(this.#draft, atMost));
  }
  withName(name: string): this {
    return this.#say(job.withName(this.#draft, name));
  }
  inZone(zone: string): this {
    return this.#say(job.inZone(this.#draft, zone));
  }
  andThen(work: Work): this {
    return this.#say(job.andThen(this.#draft, work));
  }
  nonReentrant(): this {
    return this.#say(job.overlap(this.#draft, 'nonReentrant', 'skip'));
  }
  reentrant(): this {
    return this.#say(job.overlap(this.#draft, 'reentrant', 'allow'));
  }
  whenOverlapping(policy: OverlapPolicy): this {
    return this.#say(job.overlap(this.#draft, 'whenOverlapping', policy));
  }
  withTimeout(after: DurationInput): this {
    return this.#say(job.withTimeout(this.#draft, after));
  }
  abandonAfter(abort: DurationInput): this {
    return this.#say(job.abandonAfter(this.#draft, abort));
  }
  withRetry(options: RetryOptions): this {
    return this.#say(job.withRetry(this.#draft, options));
  }
  inGroup(name: string): this {
    return this.#say(job.inGroup(this.#draft, name));
  }
  when(predicate: RunPredicate): this {
    return this.#say(job.condition(this.#draft, 'when', true, predicate));
  }
  skip(predicate: RunPredicate): this {
    return this.#say(job.condition(this.#draft, 'skip', false, predicate));
  }
  before(hook: NonNullable<Hooks['before']>): this {
    return this.#say(job.hook(this.#draft, 'before', hook));
  }
  after(hook: NonNullable<Hooks['after']>): this {
    return this.#say(job.hook(this.#draft, 'after', hook));
  }
  onSuccess(hook: NonNullable<Hooks['onSuccess']>): this {
    return this.#say(job.hook(this.#draft, 'onSuccess', hook));
  }
  onFailure(hook: NonNullable<Hooks['onFailure']>): this {
    return this.#say(job.hook(this.#draft, 'onFailure', hook));
  }
  whenMissed(policy: MissedPolicy['kind'], options?: CatchUpOptions): this {
    return this.#say(job.whenMissed(this.#draft, policy, options));
  }
  onEveryHost(): this {
    return this.#say(job.onEveryHost(this.#draft));
  }
  atLeastOnce(): this {
    return this.#say(job.delivery(this.#draft, 'atLeastOnce'));
  }
  atMostOnce(): this {
    return this.#say(job.delivery(this.#draft, 'atMostOnce'));
  }
  taking(schema: StandardSchema): this {
    return this.#say(job.taking(this.#draft, schema));
  }
  describedAs(purpose: string): this {
    return this.#say(job.describedAs(this.#draft, purpose));
  }
  tagged(...tags: readonly string[]): this {
    return this.#say(job.tagged(this.#draft, tags));
  }

  /** There is no class below this one, so that another chain is of the same type. */
  #say(next: Draft): this {
    this.#cell.replace(this.#draft, next);
    return new Chain(this.#cell, next) as this;
  }
}

refuseSurplusWords(Chain.prototype, Chain.jobOf, Chain.refused);
