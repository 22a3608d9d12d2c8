import {
  type Outcome,
  Registry,
  type RunContext,
  type ScheduledJob,
  Scheduler,
  type StopReport,
  type Work,
} from '../../lib/index.js';
import { Application, type Within } from './application.js';
import { Asking } from './asking.js';
import { doDeed } from './deeds.js';
import { Hold } from './hold.js';
import { inspect, objectionsAfterStop, objectionToReport } from './inspection.js';
import { keeping, type Plan, planOf } from './plan.js';
import { Random } from './random.js';
import { say, textOf } from './sentence.js';
import { MOMENTS, ZONES } from './setting.js';
import type { StopEnd } from './stop-end.js';
import { type Onlookers, Watch } from './watch.js';
import { WatchedClock } from './watched-clock.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The most jobs of a world. */
const MOST_JOBS = NAMES.length;

/** How many of the last lines are kept for whoever wants to know. */
const TRAIL = 1000;

/** A registry, a scheduler under a virtual clock, and all that chance has in store for them: made out of one number. */
export class World implements Onlookers {
  readonly random: Random;
  readonly clock: WatchedClock;
  readonly zone: string;
  readonly isSerial: boolean;
  readonly historyLimit: number;
  readonly maxConcurrency: number | undefined;
  readonly trail: string[] = [];
  readonly objections: string[] = [];
  readonly stopBudgetMs: { readonly drain: number; readonly cancel: number };
  readonly #registry: Registry;
  readonly #declared: readonly Plan[];
  scheduler: Scheduler;
  watch: Watch;
  report: StopReport | undefined;
  #stopEnd: StopEnd | undefined;
  #atStop: ReadonlySet<string> = new Set();
  /** In whose context what is done now is done. */
  #within: Within = undefined;
  /** The promises of stops that have not resolved. */
  #stopsLeft = 0;
  readonly hold = new Hold();
  readonly #application = new Application(this);
  readonly #asking = new Asking(this);
  /** How often listeners may still trigger again in this act. */
  echoesLeft = 0;
  readonly #isEchoing: boolean;
  readonly #isCrowded: boolean;
  /** How likely work is to trigger other jobs. */
  readonly chattiness: number;
  /** The jobs whose schedule throws as things stand. */
  readonly faulty = new Set<string>();
  /** How often this moment may still be meddled with from inside: each act allows for some. */
  meddlingLeft = 0;
  meddle: () => unknown = () => undefined;

  constructor(seed: number) {
    this.random = new Random(seed);
    const { random } = this;
    this.clock = new WatchedClock(Date.parse(random.pick(MOMENTS)) + random.pick([0, 0, 1, 499]));
    this.zone = random.pick(ZONES);
    this.isSerial = random.chance(0.1);
    this.historyLimit = random.pick([0, 1, 3, 20]);
    this.maxConcurrency = random.chance(0.3) ? random.int(1, 3) : undefined;
    this.#isEchoing = random.chance(0.2);
    this.#isCrowded = random.chance(0.7);
    this.chattiness = random.pick([0.5, 1, 3, 20]);
    this.stopBudgetMs = { drain: random.pick([0, 100, 5000]), cancel: random.pick([0, 50, 4000]) };
    this.#registry = new Registry({ zone: this.zone, serial: this.isSerial });
    this.#declared = NAMES.slice(0, random.int(1, 4)).map(name => this.plan(name));
    const { isSerial, historyLimit, maxConcurrency, stopBudgetMs } = this;
    this.note(
      `world ${seed}: ${JSON.stringify({ zone: this.zone, isSerial, historyLimit, maxConcurrency, ...stopBudgetMs })}`,
    );
    for (const plan of this.#declared) {
      this.note(`declare ${textOf(plan.sentence)}`);
      say(plan.sentence, this.#registry.schedule(this.work));
    }
    this.watch = new Watch(this, []);
    this.scheduler = this.#make();
  }

  readonly note = (line: string): void => {
    this.trail.push(`${new Date(this.clock.now()).toISOString()} +${this.clock.monotonic()} ${line}`);
    if (this.trail.length > 2 * TRAIL) this.trail.splice(0, TRAIL);
  };

  object(what: string): void {
    this.note(`OBJECTION ${what}`);
    this.objections.push(what);
  }

  /** Makes up a job. */
  plan(name: string, kept?: Plan): Plan {
    const { zone, isSerial } = this;
    const further = () => this.random.int(0, 1);
    const hook = () => this.#application.mischief(undefined);
    const before = (context: RunContext) => this.#application.before(context);
    const excluded = () => {
      if (this.faulty.has(name)) throw new Error('a faulty schedule');
      return false;
    };
    const plan: Plan = keeping(
      kept,
      planOf(
        name,
        this.random,
        { nowMs: this.clock.now(), zone, isSerial, isCrowded: this.#isCrowded },
        {
          predicate: context => this.#application.answer(plan, context),
          hooks: { before, after: hook, onSuccess: hook, onFailure: hook },
          further,
          excluded,
        },
      ),
    );
    return plan;
  }

  get freeNames(): readonly string[] {
    const { plans } = this.watch.books;
    return plans.size < MOST_JOBS ? NAMES.filter(name => !plans.has(name) && !this.scheduler.get(name)) : [];
  }

  /** The work of every job. */
  readonly work: Work = (context: RunContext) => {
    const { watch, random, clock } = this;
    const run = watch.workBegan(context);
    const over = () => {
      if (run !== undefined) run.isAtWork = false;
    };
    const goesOn = () => {
      if (context.signal.aborted) this.object(`${context.key} begins the job that it gave, although it was aborted`);
      if (run !== undefined) run.isAtWork = true;
    };
    const meddle = () => this.meddleAWhile(run);
    const ask = (isAwaited: boolean) => this.#doneWithin(run, () => this.#asking.ask(isAwaited, run));
    const held = (ms: number) => this.hold.add(ms);
    return doDeed(context, { random, clock, chattiness: this.chattiness, meddle, ask, held, goesOn }, over);
  };

  /** Begins again with another scheduler over the same registry. */
  restart(): void {
    this.scheduler = this.#make();
  }

  /** Tells the scheduler to stop, and waits for what comes of it. */
  stop(): Promise<StopReport> {
    const { scheduler, watch, stopBudgetMs } = this;
    if (!watch.isStopped) this.#stopEnd = watch.books.asksForStop(stopBudgetMs.drain + stopBudgetMs.cancel);
    watch.isStopped = true;
    this.note(`  stopping${this.#within === undefined ? '' : ' from within'}`);
    const report = scheduler.stop({ drain: stopBudgetMs.drain, cancel: stopBudgetMs.cancel });
    this.#stopsLeft += 1;
    void report.then(() => {
      this.#stopsLeft -= 1;
    });
    return report;
  }

  /** Triggers a job, in whosever context that is. @throws SchedulerError where it has left */
  trigger(job: ScheduledJob, isAwaited: boolean): Promise<Outcome> {
    return this.#asking.trigger(job, isAwaited, this.#within);
  }

  /** A run starts. */
  holds(): void {
    const { objection } = this.hold;
    if (objection !== undefined) this.object(objection);
  }

  /** Looks at everything, now that nothing moves. */
  inspect(): void {
    const { scheduler, watch, clock, maxConcurrency } = this;
    for (const objection of inspect(scheduler, watch, clock, maxConcurrency)) this.object(objection);
    if (this.report === undefined && this.#stopEnd?.isPast) this.object('the stop has taken longer than it may');
    if (this.report === undefined) return;
    for (const objection of objectionsAfterStop(watch, clock)) this.object(objection);
    if (this.#stopsLeft > 0) this.object(`${this.#stopsLeft} promises of the stop have not resolved after it`);
  }

  #make(): Scheduler {
    this.report = undefined;
    this.#stopEnd = undefined;
    this.#stopsLeft = 0;
    const scheduler = new Scheduler(this.#registry, {
      clock: this.clock.watched,
      history: this.historyLimit,
      logger: this.#application.logger,
      ...(this.maxConcurrency !== undefined && { maxConcurrency: this.maxConcurrency }),
    });
    this.watch = new Watch(this, this.#declared);
    this.watch.attach(scheduler);
    // By then all is told of that had begun before, also where listeners have brought about much.
    scheduler.on('stopping', () => {
      this.#atStop = this.watch.busy;
    });
    scheduler.on('stopped', report => {
      this.report = report;
      const objection = objectionToReport(report, this.#atStop);
      if (objection !== undefined) this.object(objection);
      this.note(`  stopped ${JSON.stringify(report)}`);
    });
    if (this.#isEchoing)
      for (const event of ['skipped', 'ended'] as const) scheduler.on(event, run => this.#application.echo(run));
    for (const event of [
      'started',
      'succeeded',
      'failed',
      'skipped',
      'missed',
      'added',
      'edited',
      'stopping',
    ] as const) {
      if (this.random.chance(0.1)) scheduler.on(event, () => this.#application.mischief(undefined));
    }
    return scheduler;
  }

  /** Something is done to the scheduler from inside, as long as that is allowed in this act. */
  meddleAWhile(within: Within): unknown {
    if (this.meddlingLeft === 0) return undefined;
    this.meddlingLeft -= 1;
    return this.#doneWithin(within, () => this.meddle());
  }

  #doneWithin<T>(within: Within, deed: () => T): T {
    const outer = this.#within;
    this.#within = within;
    this.hold.end();
    try {
      return deed();
    } finally {
      this.#within = outer;
      this.hold.end();
    }
  }
}
