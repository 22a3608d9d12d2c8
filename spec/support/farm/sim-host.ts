import { Adoption } from '../../../lib/farm/adoption.js';
import { FarmClock } from '../../../lib/farm/farm-clock.js';
import { FarmEngine } from '../../../lib/farm/farm-engine.js';
import type { FarmJob } from '../../../lib/farm/farm-job.js';
import { dueQueue } from '../../../lib/farm/identity.js';
import type { FarmHappening, FarmHost, SharedTicket } from '../../../lib/farm/seam.js';
import { PlainToucher } from '../../../lib/farm/toucher.js';
import type { Alarm, OverlapPolicy, RunRecordJson } from '../../../lib/index.js';
import type { Due, EngineRun } from '../../../lib/kit.js';
import type { FakeFarm } from './fake-farm.js';
import { fakeStore } from './fake-store.js';
import type { Wire } from './fake-wire.js';
import { SimClock } from './sim-clock.js';

/** A job of a simulated farm: a grid, and how long a run takes. */
export interface SimJob {
  readonly name: string;
  readonly everyMs: number;
  readonly runMs: number;
  readonly overlap?: OverlapPolicy;
  readonly group?: string;
  readonly times?: number;
  readonly atMostOnce?: boolean;
  readonly words?: string;
}

/** Something that a run did, in the order in which it happened. */
export interface SimEvent {
  readonly what: 'begin' | 'end' | 'abort';
  readonly atMs: number;
  readonly host: string;
  readonly name: string;
  readonly key: string;
  readonly token: number;
  readonly redelivered: number;
}

/** A host of a simulated farm: the real engine, on a fake store, with jobs that do nothing but take time. */
export class SimHost {
  readonly name: string;
  readonly clock: SimClock;
  readonly engine: FarmEngine;
  readonly happened: FarmHappening[] = [];
  readonly #jobs: ReadonlyMap<string, SimJob>;
  readonly #log: SimEvent[];
  readonly #farmNow: () => number;
  readonly #time: FarmClock;
  readonly #next = new Map<string, { atMs: number; alarm: Alarm }>();
  readonly #runs = new Map<symbol, (reason: string, isStop: boolean) => void>();

  constructor(
    farm: FakeFarm,
    name: string,
    jobs: readonly SimJob[],
    log: SimEvent[],
    wire: Wire,
    skewMs = 0,
    release = 'v1',
  ) {
    this.name = name;
    this.#log = log;
    this.#farmNow = () => farm.clock.now();
    this.#jobs = new Map(jobs.map(job => [job.name, job]));
    this.clock = new SimClock(farm.clock, skewMs);
    this.#time = new FarmClock(this.clock);
    const store = fakeStore(farm, name, this.clock, { ...wire, isCut: () => wire.isCut() || this.clock.isDead });
    farm.listeners.add(() => {
      this.#listener?.();
    });
    const plain = new PlainToucher(store, this.#time);
    this.engine = new FarmEngine({
      identity: {
        farm: 'sim',
        hostId: name,
        hostName: name,
        pid: 1,
        application: 'sim',
        release,
        zones: 'z',
        slots: 20,
        plans: true,
        adoption: new Adoption(false),
      },
      store,
      clock: this.#time,
      toucher: {
        start: listener => {
          plain.start(listener);
          this.#listener = () => {
            if (!this.clock.isDead) listener.heard();
          };
        },
        hold: row => plain.hold(row),
        drop: row => plain.drop(row),
        close: () => plain.close(),
      },
      tell: event => this.happened.push(event),
      trouble: (what, error) => {
        throw new Error(`${what}: ${error}`, { cause: error });
      },
    });
  }

  #listener: (() => void) | undefined;

  start(): this {
    this.engine.attach(this.#host());
    return this;
  }

  kill(): void {
    this.clock.kill();
  }

  async stop(): Promise<void> {
    this.engine.stopping();
    for (const { alarm } of this.#next.values()) alarm.cancel();
    for (const abort of [...this.#runs.values()]) abort('a stop', true);
    await this.engine.stopped();
  }

  #host(): FarmHost {
    return {
      jobs: () => [...this.#jobs.values()].map((job, _, all) => farmJob(job, all)),
      enrol: (name, { afterMs, runsLeft }) => {
        if (runsLeft !== 0) this.#arm(name, nextOf(this.#job(name), afterMs));
      },
      settled: () => {},
      runsLeft: (name, left) => {
        if (left === 0) this.#next.get(name)?.alarm.cancel();
      },
      paused: () => {},
      leftOut: () => {},
      run: ticket => this.#run(ticket),
      recorded: () => {},
    };
  }

  #arm(name: string, atMs: number): void {
    this.#next.get(name)?.alarm.cancel();
    const waitMs = Math.max(0, atMs - this.#time.now());
    const alarm = this.clock.alarm(this.clock.monotonic() + waitMs, () => {
      if (this.#time.now() < atMs) this.#arm(name, atMs);
      else this.#due(name, atMs);
    });
    this.#next.set(name, { atMs, alarm });
  }

  #due(name: string, occurrenceMs: number): void {
    const job = this.#job(name);
    const nowMs = this.#time.now();
    this.engine.due(offerOf(job, occurrenceMs));
    this.#arm(name, nextOf(job, nowMs - occurrenceMs > 20 ? Math.max(occurrenceMs, nowMs) : occurrenceMs));
  }

  #run(ticket: SharedTicket): EngineRun {
    const { name, key, runId, trigger, token, redelivered, occurrenceMs } = ticket;
    const startedAtMs = this.#time.now();
    const farmNow = this.#farmNow;
    const say = (what: SimEvent['what']) => {
      this.#log.push({ what, atMs: farmNow(), host: this.name, name, key, token, redelivered });
    };
    say('begin');
    const id = Symbol(key);
    let end: (record: RunRecordJson) => void = () => {};
    const record = new Promise<RunRecordJson>(resolve => {
      end = resolve;
    });
    const ended = (what: 'end' | 'abort', outcome: RunRecordJson['outcome']) => {
      if (!this.#runs.delete(id)) return;
      say(what);
      alarm.cancel();
      const times = { occurrence: '', occurrenceMs, startedAtMs, settledAt: '', settledAtMs: this.#time.now() };
      end({ jobName: name, runId, key, trigger, ...times, lateMs: 0, attempts: 1, lines: [], outcome });
    };
    const alarm = this.clock.alarm(this.clock.monotonic() + this.#job(name).runMs, () =>
      ended('end', { kind: 'succeeded' }),
    );
    const abort = (reason: string) => ended('abort', { kind: 'cancelled', detail: reason });
    this.#runs.set(id, abort);
    return { record, abort };
  }

  #job(name: string): SimJob {
    const job = this.#jobs.get(name);
    if (job === undefined) throw new Error(`no job '${name}'`);
    return job;
  }
}

function farmJob(job: SimJob, all: readonly SimJob[]): FarmJob {
  const names = all.filter(({ group }) => group === job.group).map(({ name }) => name);
  return {
    name: job.name,
    words: job.words ?? JSON.stringify(job),
    overlap: job.overlap ?? 'skip',
    group: job.group,
    groupRivals: job.group === undefined ? undefined : { queues: [dueQueue('sim')], names, areRanked: false },
    times: job.times,
    isAfterCompletion: false,
    atMostOnce: job.atMostOnce ?? false,
    isAsked: false,
    isRunHere: true,
    keepS: () => 3_600,
    isZoned: false,
    dataVersion: 1,
    retryAfterMs: () => undefined,
  };
}

function nextOf({ everyMs }: SimJob, afterMs: number): number {
  return Math.floor(afterMs / everyMs) * everyMs + everyMs;
}

/** What was missed is made up for by one run, as `runOnce` says. */
function offerOf(job: SimJob, occurrenceMs: number): Due {
  return {
    name: job.name,
    occurrenceMs,
    dueAt: occurrenceMs,
    trigger: 'schedule',
    next: afterMs => nextOf(job, afterMs),
    decide: (firstMs, nowMs) => {
      const last = Math.floor(nowMs / job.everyMs) * job.everyMs;
      const count = Math.round((last - firstMs) / job.everyMs);
      const missed = count > 0 ? { count, atLeast: false, first: firstMs, last: last - job.everyMs } : undefined;
      return { run: [last], missed, upTo: last };
    },
    jitterMs: () => 0,
  };
}
