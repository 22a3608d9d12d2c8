import type { ScheduledJob, Words } from '../../lib/index.js';
import { cancelOne, type Deed, disturbance, stretch } from './disturbance.js';
import { say, textOf } from './sentence.js';
import type { World } from './world.js';

const [MINUTE, HOUR] = [60_000, 3_600_000] as const;

/** How many alarms may ring in one act that lets time pass. */
const MOST_RINGS = 25;

/** Does things to a world, one at a time, as users, operators and machines do. */
export class Actor {
  readonly #world: World;
  /** Handles that were had before, of jobs that are gone. */
  readonly #oldHandles: ScheduledJob[] = [];
  #untilMs = 0;

  constructor(world: World) {
    this.#world = world;
    world.meddle = () => {
      const meddling = this.#meddling();
      return meddling.do();
    };
  }

  /** Does one thing, and lets everything happen that follows from it. */
  async act(): Promise<void> {
    const world = this.#world;
    const { random } = world;
    world.meddlingLeft = 2;
    world.echoesLeft = 6;
    world.hold.end();
    if (world.watch.books.isStarted && random.chance(0.6)) {
      await this.#pass(stretch(random));
      return;
    }
    const deed = random.chance(0.3) ? disturbance(this.#world) : this.#meddling();
    await this.#settle(deed.do);
  }

  /** Stops what there is, and waits until it has stopped. */
  async finish(): Promise<void> {
    const world = this.#world;
    if (!world.watch.isStopped) await this.#settle(() => void world.stop());
    const untilMs = world.clock.monotonic() + world.stopBudgetMs.drain + world.stopBudgetMs.cancel;
    while (world.report === undefined && world.objections.length === 0) await this.#passTo(untilMs);
  }

  /** Does something within a turn of the event loop, as everything is done. */
  async #settle(deed: () => unknown): Promise<void> {
    const { clock } = this.#world;
    clock.later(0, () => void deed());
    await clock.advance(0);
    this.#world.inspect();
  }

  /** Lets time pass, from alarm to alarm, but not for more than some of them. */
  async #pass(ms: number): Promise<void> {
    this.#world.note(`pass ${ms}`);
    this.#untilMs = this.#world.clock.monotonic() + ms;
    for (let rings = 0; rings < MOST_RINGS && this.#world.clock.monotonic() < this.#untilMs; rings += 1) {
      await this.#passTo(this.#untilMs);
      if (this.#world.objections.length > 0) return;
    }
  }

  async #passTo(untilMs: number): Promise<void> {
    const { clock } = this.#world;
    const nextMs = Math.min(clock.nextAlarmAt ?? untilMs, untilMs);
    await clock.advance(Math.max(0, nextMs - clock.monotonic()));
    this.#world.inspect();
  }

  /** What users and operators do, from outside or from inside a job, a listener, a hook or a predicate. */
  #meddling(): Deed {
    const { random, watch, scheduler } = this.#world;
    if (!watch.books.isStarted && !watch.isStopped && random.chance(0.5))
      return this.#deed('start', () => this.#start());
    if (watch.isStopped) return this.#afterStop();
    const job = random.pick([...scheduler.jobs, ...scheduler.jobs, ...this.#oldHandles.slice(-2)]);
    const add = () => this.#add();
    if (job === undefined) return { do: add };
    return random.weighed<() => Deed>([
      [5, () => this.#deed(`trigger ${job.name}`, () => this.#trigger(job))],
      [3, () => this.#deed(`pause ${job.name}`, () => this.#pause(job))],
      [4, () => this.#deed(`resume ${job.name}`, () => this.#ifThere(job, () => job.resume()))],
      [1, () => this.#deed('pause all', () => scheduler.pauseAll('by chance', this.#untilAnEnd(0.8)))],
      [1, () => this.#deed('resume all', () => scheduler.resumeAll({ by: 'ana' }))],
      [2, () => this.#deed(`skip the next of ${job.name}`, () => job.skipNext('by chance', { by: 'ana' }))],
      [1.5, () => this.#deed(`fault of ${job.name}`, () => this.#fault(job))],
      [3, () => this.#deed(`cancel ${job.name}`, () => job.cancel('by chance'))],
      [1, () => this.#deed(`cancel one of ${job.name}`, () => cancelOne(job, this.#world))],
      [4, () => ({ do: () => this.#edit(job) })],
      [1, () => ({ do: () => this.#replace(job) })],
      [2, () => this.#deed(`remove ${job.name}`, () => this.#remove(job))],
      [3, () => ({ do: add })],
      [0.7, () => this.#deed('stop', () => this.#world.stop())],
      [1, () => this.#deed('start again', () => this.#start())],
      [1, () => this.#deed(`ask about ${job.name}`, () => this.#ask(job))],
    ])();
  }

  #afterStop(): Deed {
    const { random, scheduler, report, watch } = this.#world;
    if (report !== undefined && random.chance(0.6)) return this.#deed('restart', () => this.#restart());
    const job = random.pick([...scheduler.jobs, ...this.#oldHandles.slice(-2)]);
    if (job === undefined) return this.#deed('stop', () => this.#world.stop());
    const refused = (deed: () => unknown) => () => this.#refused(deed);
    return random.pick([
      this.#deed('stop', () => this.#world.stop()),
      this.#deed(`trigger ${job.name}`, () => this.#trigger(job)),
      this.#deed(`pause ${job.name}`, () => (watch.books.plans.has(job.name) ? this.#pause(job) : undefined)),
      this.#deed(`resume ${job.name}`, () => this.#ifThere(job, () => job.resume())),
      this.#deed(
        'start',
        refused(() => scheduler.start()),
      ),
      this.#deed(
        'add',
        refused(() => scheduler.add(this.#world.work, s => s.toRunEvery(1).seconds().withName('late'))),
      ),
      this.#deed(
        'edit',
        refused(() => job.edit(s => s.toRunEvery(1).seconds())),
      ),
      this.#deed(`ask about ${job.name}`, () => this.#ask(job)),
    ]);
  }

  #start(): void {
    const { watch, scheduler } = this.#world;
    if (!watch.books.isStarted) watch.books.begins();
    scheduler.start();
  }

  #restart(): void {
    this.#world.restart();
    this.#oldHandles.length = 0;
  }

  #trigger(job: ScheduledJob): unknown {
    return this.#ifThere(job, () => this.#world.trigger(job, false));
  }

  /** What a job that has left is told must be refused. */
  #ifThere(job: ScheduledJob, deed: () => unknown): unknown {
    if (this.#world.scheduler.get(job.name) === job) return deed();
    this.#refused(deed);
    return undefined;
  }

  #pause(job: ScheduledJob): void {
    job.pause('by chance', this.#untilAnEnd(0.4));
  }

  #untilAnEnd(chance: number): { readonly until?: number } {
    const { random, clock } = this.#world;
    return random.chance(chance) ? { until: clock.now() + random.pick([0, 500, 30_000, 400_000]) } : {};
  }

  /** From now on its schedule throws, or does so no longer. */
  #fault({ name }: ScheduledJob): void {
    const { faulty } = this.#world;
    if (!faulty.delete(name)) faulty.add(name);
  }

  #remove(job: ScheduledJob): void {
    const { watch, scheduler, clock } = this.#world;
    this.#oldHandles.push(job);
    if (scheduler.get(job.name) === job) watch.books.takenOutMs.set(job.name, clock.now());
    job.remove();
  }

  /** What an edit keeps of jitter and predicates is proved by specs of its own. */
  #edit(job: ScheduledJob): void {
    const plan = this.#world.watch.books.planOf(job.name);
    if (this.#world.scheduler.get(job.name) !== job) this.#refused(() => job.edit(s => s.toRunEvery(1).seconds()));
    else if (plan?.isAsked || plan?.timing.hasJitter) this.#replace(job);
    else this.#bring(job.name, 'edit', words => job.edit(words));
  }

  #replace({ name }: ScheduledJob): void {
    const { watch, scheduler, work } = this.#world;
    if (!watch.books.plans.has(name)) return;
    // One that was taken out just now, which is not told of yet, is added, and leaves.
    const leaves = scheduler.get(name) === undefined;
    this.#bring(name, 'replace', words => scheduler.add(work, words, { replace: true }), leaves);
  }

  #add(): void {
    const { freeNames, scheduler, work } = this.#world;
    const keep = this.#world.random.chance(0.3);
    if (freeNames[0] !== undefined)
      this.#bring(freeNames[0], 'add', words => scheduler.add(work, words, { keep }), !keep);
  }

  /** Makes up a plan and lets it be brought; what is not taken is forgotten. */
  #bring(name: string, how: string, deed: (words: Words) => unknown, leaves = false): void {
    const world = this.#world;
    const { planned } = world.watch.books;
    const plan = world.plan(name, how === 'edit' ? world.watch.books.planOf(name) : undefined);
    world.note(`${how} ${textOf(plan.sentence)}`);
    const sentence = how === 'edit' ? plan.sentence.filter(([word]) => word !== 'withName') : plan.sentence;
    const brought = { plan, leaves, atMs: world.clock.now() };
    planned.push(brought);
    try {
      deed(clause => void say(sentence, clause));
    } catch (error) {
      planned.splice(planned.indexOf(brought), 1);
      // A schedule that throws is refused.
      if (world.faulty.has(name)) return;
      // A listener may have stopped everything, or taken the job out, while it was brought.
      if (!world.watch.isStopped && (how === 'add' || world.watch.books.plans.has(name))) throw error;
    }
  }

  /** Everything may be asked at any time. */
  #ask(job: ScheduledJob): void {
    const { scheduler, clock } = this.#world;
    const nowMs = clock.now();
    scheduler.whyNot(job.name, nowMs);
    scheduler.timeline(nowMs - HOUR, nowMs + MINUTE);
    scheduler.stats();
    JSON.stringify([job, job.history, job.stats, job.lastRun, job.running, job.waiting, job.rules, job.paused]);
    scheduler.explainRun(job.name, nowMs + MINUTE);
    scheduler.health();
    if (!this.#world.faulty.has(job.name)) JSON.stringify([job.preview(3), job.interval]);
  }

  /** What comes too late must be refused. */
  #refused(deed: () => unknown): void {
    try {
      deed();
    } catch {
      return;
    }
    this.#world.object('something was taken that comes too late');
  }

  #deed(what: string, deed: () => unknown): Deed {
    return {
      do: () => {
        this.#world.note(what);
        return deed();
      },
    };
  }
}
