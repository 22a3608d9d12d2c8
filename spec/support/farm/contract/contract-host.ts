import type { Farm, PgBossOptions } from '../../../../lib/farm/index.js';
import {
  type FarmEvent,
  type Registry,
  type RunContext,
  type ScheduledJob,
  Scheduler,
  type StopReport,
} from '../../../../lib/index.js';
import { silent } from '../../silent.js';
import { Station } from './station.js';
import type { Note, World } from './world.js';

/** Declares what a host knows. */
export type Declare = (registry: Registry, host: ContractHost) => void;

/** Of a host of the contract: of its farm, and of its scheduler. */
export type ContractOptions = PgBossOptions & { readonly maxConcurrency?: number };

/** A scheduler in a farm of the contract, that can be killed, cut off and stopped. */
export class ContractHost {
  readonly name: string;
  readonly events: FarmEvent[] = [];
  readonly #world: World;
  readonly #station: Station;
  #parts: { readonly farm: Farm; readonly scheduler: Scheduler } | undefined;
  #state: 'up' | 'killed' | 'stopped' = 'up';

  constructor(world: World, name: string) {
    this.#world = world;
    this.name = name;
    this.#station = new Station(world.ground.clock);
  }

  async start(registry: Registry, { maxConcurrency, ...options }: ContractOptions): Promise<void> {
    const all = { release: 'v1', application: 'spec', ...options };
    const farm = await this.#world.ground.farm(this.#world.name, this.#station, all);
    const scheduler = new Scheduler(registry, {
      farm,
      clock: this.#station.clock,
      maxConcurrency,
      handleSignals: false,
      logger: silent,
    });
    this.#parts = { farm, scheduler };
    scheduler.on('farm', event => this.events.push(event));
    scheduler.on('failed', () => {});
    scheduler.start();
    await farm.ready();
  }

  get scheduler(): Scheduler {
    if (this.#parts === undefined) throw new Error(`${this.name} has not started`);
    return this.#parts.scheduler;
  }

  get farm(): Farm {
    if (this.#parts === undefined) throw new Error(`${this.name} has not started`);
    return this.#parts.farm;
  }

  get isUp(): boolean {
    return this.#state === 'up' && this.#parts !== undefined && !this.#station.isCut;
  }

  job(name: string): ScheduledJob {
    const handle = this.scheduler.get(name);
    if (handle === undefined) throw new Error(`no job named '${name}'`);
    return handle;
  }

  /** Work that takes so long by the host's clock, and notes what it does. */
  work(ms: number, result?: (context: RunContext) => unknown): (context: RunContext) => Promise<unknown> {
    return async context => {
      this.#note('begin', context);
      try {
        const value = await result?.(context);
        if (ms > 0) await this.takes(ms, context.signal);
        this.#note('end', context);
        return value;
      } catch (error) {
        this.#note('abort', context);
        throw error;
      }
    };
  }

  /** Lets time pass on this host, unless it is aborted. One that is killed never gets there. */
  takes(ms: number, signal?: AbortSignal): Promise<void> {
    const { clock } = this.#station;
    return new Promise((resolve, reject) => {
      const alarm = clock.alarm(clock.monotonic() + ms, resolve, { keepAlive: false });
      signal?.addEventListener('abort', () => {
        alarm.cancel();
        reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
      });
    });
  }

  /** As by kill -9: nothing more happens there, and nothing more comes from there. */
  kill(): void {
    this.#state = 'killed';
    this.#station.clock.stand();
    this.#station.cut();
  }

  /** Cuts it off from the database, of which it knows nothing yet. */
  cut(): void {
    this.#station.cut();
  }

  mend(): void {
    this.#station.mend();
  }

  stop(): Promise<StopReport> {
    this.#state = 'stopped';
    return this.scheduler.stop({ drain: 50, cancel: 500 });
  }

  /** Lets go of all that it holds. One that was killed stays cut off, and is told nothing. */
  async end(): Promise<void> {
    this.#station.clock.goOn();
    if (this.#parts !== undefined) await this.stop();
  }

  #note(what: Note['what'], { jobName, key, token = 0, redelivered = 0, data }: RunContext): void {
    if (this.#state === 'killed') return;
    const atMs = this.#world.now();
    this.#world.notes.push({ what, host: this.name, job: jobName, key, token, redelivered, data, atMs });
  }
}
