import { Adoption } from '../../../lib/farm/adoption.js';
import { Breadth } from '../../../lib/farm/breadth.js';
import { FarmClock } from '../../../lib/farm/farm-clock.js';
import { FarmEngine } from '../../../lib/farm/farm-engine.js';
import type { StoredPause } from '../../../lib/farm/rows.js';
import type { FarmHappening, FarmHost, SharedTicket } from '../../../lib/farm/seam.js';
import type { FarmStore } from '../../../lib/farm/store.js';
import { PlainToucher } from '../../../lib/farm/toucher.js';
import type { Alarm, RunRecordJson } from '../../../lib/index.js';
import type { EngineRun } from '../../../lib/kit.js';
import type { FakeFarm } from './fake-farm.js';
import { fakeStore } from './fake-store.js';
import type { Wire } from './fake-wire.js';
import { SimClock } from './sim-clock.js';
import { farmJob, nextOf, offerOf, SIM_FARM, type SimAsk, type SimJob } from './sim-job.js';

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
  readonly #store: FarmStore;
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
    this.#store = fakeStore(farm, name, this.clock, { ...wire, isCut: () => wire.isCut() || this.clock.isDead });
    farm.listeners.add(() => {
      this.#listener?.();
    });
    const plain = new PlainToucher(this.#store, this.#time);
    this.engine = new FarmEngine({
      identity: {
        farm: SIM_FARM,
        hostId: name,
        hostName: name,
        pid: 1,
        application: 'sim',
        release,
        zones: 'z',
        breadth: new Breadth(20),
        plans: true,
        adoption: new Adoption(false),
      },
      store: this.#store,
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

  /** A job is paused in the farm by this host, or, with `undefined`, is not any more. */
  pause(name: string, pause: StoredPause | undefined): Promise<void> {
    return this.engine.pause(name, pause);
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
        if (left > 0 && !this.#next.has(name)) this.#arm(name, nextOf(this.#job(name), this.#time.now()));
        if (left > 0) return;
        this.#next.get(name)?.alarm.cancel();
        this.#next.delete(name);
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
    const { name, key, runId, trigger, token, redelivered, occurrenceMs, attempt = 1 } = ticket;
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
    const fails = (ticket.data as SimAsk | undefined)?.fails ?? 0;
    const alarm = this.clock.alarm(this.clock.monotonic() + this.#job(name).runMs, () =>
      ended('end', { kind: attempt > fails ? 'succeeded' : 'failed' }),
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
