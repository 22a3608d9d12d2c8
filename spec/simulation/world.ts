import { Registry, type RunContext, Scheduler, type StopReport, type Work } from '../../lib/index.js';
import { doDeed } from './deeds.js';
import { inspect, objectionToReport } from './inspection.js';
import { keeping, type Plan, planOf } from './plan.js';
import { Random } from './random.js';
import { say, textOf } from './sentence.js';
import { MOMENTS, ZONES } from './setting.js';
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
  #stopDeadline: number | undefined;
  #atStop: ReadonlySet<string> = new Set();
  #isInside = false;
  /** How many stops were called from inside. */
  #excused = 0;
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
    const hook = () => this.#mischief();
    const plan: Plan = keeping(
      kept,
      planOf(
        name,
        this.random,
        { nowMs: this.clock.now(), zone, isSerial },
        {
          predicate: () => this.#answer(plan),
          hooks: { before: hook, after: hook, onSuccess: hook, onFailure: hook },
          further,
        },
      ),
    );
    return plan;
  }

  get freeNames(): readonly string[] {
    const { plans } = this.watch;
    return plans.size < MOST_JOBS ? NAMES.filter(name => !plans.has(name)) : [];
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
    return doDeed(context, { random, clock, meddle: () => this.#meddleAWhile(), goesOn }, over);
  };

  /** Begins again with another scheduler over the same registry. */
  restart(): void {
    this.scheduler = this.#make();
  }

  /** Tells the scheduler to stop, and waits for what comes of it. */
  stop(): Promise<StopReport> {
    if (this.#isInside) this.#excused += 1;
    const { scheduler, watch, stopBudgetMs } = this;
    const isFirst = !watch.isStopped;
    watch.isStopped = true;
    if (isFirst) this.#atStop = this.#busyJobs();
    const report = scheduler.stop({ drain: stopBudgetMs.drain, cancel: stopBudgetMs.cancel });
    if (!isFirst) return report;
    watch.ends();
    this.#stopDeadline = this.clock.monotonic() + stopBudgetMs.drain + stopBudgetMs.cancel;
    this.note(`  stopping${this.#isInside ? ' from inside' : ''}`);
    void report.then(done => {
      this.report = done;
      const objection = objectionToReport(done, this.#atStop);
      if (objection !== undefined) this.object(objection);
      this.note(`  stopped ${JSON.stringify(done)}`);
    });
    return report;
  }

  /** Looks at everything, now that nothing moves. */
  inspect(): void {
    const { scheduler, watch, clock, maxConcurrency } = this;
    for (const objection of inspect(scheduler, watch, clock, maxConcurrency)) this.object(objection);
    if (this.#stopDeadline !== undefined && this.report === undefined && clock.monotonic() >= this.#stopDeadline)
      this.object('the stop has taken longer than it may');
    if (this.report === undefined) return;
    // A stop does not wait for the job that calls it, which goes on after it.
    if (watch.running.size > this.#excused)
      this.object(`after the stop nothing became of ${[...watch.running].map(run => run.key).join()}`);
    if (clock.pendingAlarms > 2 * watch.running.size)
      this.object(`${clock.pendingAlarms} alarms are left after the stop`);
    if (watch.manual.length > this.#excused) this.object('a run by hand has no outcome after the stop');
  }

  /** The jobs with a run in progress, those included whose predicates are being asked and those that were removed. */
  #busyJobs(): ReadonlySet<string> {
    const isBusy = ['running', 'cancelling'];
    const names = this.scheduler.jobs.filter(({ phase }) => isBusy.includes(phase)).map(({ name }) => name);
    const seen = [...this.watch.running, ...this.watch.asking].map(({ name }) => name);
    return new Set([...names, ...seen]);
  }

  #make(): Scheduler {
    this.report = undefined;
    this.#stopDeadline = undefined;
    this.#excused = 0;
    const scheduler = new Scheduler(this.#registry, {
      clock: this.clock,
      history: this.historyLimit,
      logger: silent,
      ...(this.maxConcurrency !== undefined && { maxConcurrency: this.maxConcurrency }),
    });
    this.watch = new Watch(this, this.#declared);
    this.watch.attach(scheduler);
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
      if (this.random.chance(0.1)) scheduler.on(event, () => this.#mischief());
    }
    return scheduler;
  }

  /** What a predicate says, sooner or later or not at all. */
  #answer(plan: Plan): boolean | Promise<boolean> {
    const { random, clock, watch } = this;
    const answer = random.chance(0.7);
    return random.weighed<() => boolean | Promise<boolean>>([
      [6, () => answer],
      [2, () => answerLater()],
      [1, () => Promise.reject(new Error('no answer'))],
      [1, () => this.#mischief()],
    ])();

    function answerLater(): Promise<boolean> {
      watch.asking.push(plan);
      return new Promise(resolve => {
        const end = () => {
          watch.asking.splice(watch.asking.indexOf(plan), 1);
          resolve(answer);
        };
        clock.later(random.pick([1, 300, 29_000]), end);
      });
    }
  }

  /** Throws, rejects or meddles, as listeners and hooks must not. */
  #mischief(): boolean | Promise<boolean> {
    return this.random.weighed<() => boolean | Promise<boolean>>([
      [4, () => true],
      [
        1,
        () => {
          throw new Error('mischief');
        },
      ],
      [1, () => Promise.reject(new Error('late mischief'))],
      [
        1,
        () => {
          void this.#meddleAWhile();
          return true;
        },
      ],
    ])();
  }

  #meddleAWhile(): unknown {
    if (this.meddlingLeft === 0) return undefined;
    this.meddlingLeft -= 1;
    this.#isInside = true;
    try {
      return this.meddle();
    } finally {
      this.#isInside = false;
    }
  }
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
