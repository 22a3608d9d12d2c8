import type { Random } from '../../simulation/random.js';
import type { FakeFarm } from './fake-farm.js';
import { idOf, unfinished } from './sim-findings.js';
import { type SimEvent, SimHost } from './sim-host.js';
import type { SimJob } from './sim-job.js';

/** So many hosts there are: where one has gone another comes. */
const HOSTS = 3;

interface HostState {
  readonly host: SimHost;
  readonly wire: { cut: boolean; lagMs: number };
  /** The second in which what was done to it is over; 0 where nothing was. */
  until: number;
  isStanding: boolean;
}

/** Hosts with skewed clocks, which are set, that are killed, stopped for a while, cut off and shut down by chance. */
export class SimHosts {
  /** What all runs did. */
  readonly events: SimEvent[] = [];
  /** The runs of hosts that stood still for longer than their fence: one may finish a body before it learns. */
  readonly asleep = new Set<string>();
  readonly #farm: FakeFarm;
  readonly #jobs: readonly SimJob[];
  readonly #random: Random;
  readonly #states: HostState[] = [];
  readonly #retired: Promise<void>[] = [];
  #made = 0;

  constructor(farm: FakeFarm, jobs: readonly SimJob[], random: Random) {
    this.#farm = farm;
    this.#jobs = jobs;
    this.#random = random;
    this.#fill();
  }

  get all(): readonly SimHost[] {
    return this.#states.map(({ host }) => host);
  }

  /** What this second brings. */
  turn(second: number): void {
    for (const state of this.#states) if (state.until > 0 && second >= state.until) this.#restore(state);
    if (this.#random.chance(0.2)) this.#disturb(second);
    this.#fill();
  }

  /** Nothing is done to any of them any more. */
  calm(): void {
    for (const state of this.#states) this.#restore(state);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all.map(host => host.stop()), ...this.#retired]);
  }

  #fill(): void {
    while (this.#states.length < HOSTS) this.#states.push(this.#fresh());
  }

  #fresh(): HostState {
    const random = this.#random;
    this.#made += 1;
    const state = { cut: false, lagMs: 0 };
    const wire = {
      wayMs: () => random.int(1, 8) + (random.chance(0.02) ? random.int(0, 400) : 0) + state.lagMs,
      isCut: () => state.cut,
    };
    const skewMs = random.pick([0, 300, -700, 1_500]);
    const host = new SimHost(this.#farm, `h${this.#made}`, this.#jobs, this.events, wire, skewMs).start();
    return { host, wire: state, until: 0, isStanding: false };
  }

  #disturb(second: number): void {
    const random = this.#random;
    const at = random.int(0, this.#states.length - 1);
    const state = this.#states[at];
    if (state === undefined || state.until > 0) return;
    const kind = random.weighed([
      [3, 'kill'],
      [2, 'stand'],
      [2, 'cut'],
      [2, 'stop'],
      [2, 'lag'],
      [2, 'crawl'],
      [1, 'set'],
    ] as const);
    if (kind === 'kill') {
      state.host.kill();
      this.#states.splice(at, 1);
      this.events.push(...unfinished(this.events, state.host.name, this.#farm.clock.now()));
    } else if (kind === 'stop') {
      this.#states.splice(at, 1);
      this.#retired.push(state.host.stop());
    } else if (kind === 'set') {
      state.host.clock.set(random.pick([-1, 1]) * random.int(500, 300_000));
    } else {
      state.until = second + random.int(1, 20);
      if (kind === 'stand') {
        state.isStanding = true;
        state.host.clock.stand();
      }
      if (kind === 'cut') state.wire.cut = true;
      if (kind === 'lag') state.wire.lagMs = random.int(100, 900);
      // What is sent now arrives when others may have taken over.
      if (kind === 'crawl') state.wire.lagMs = random.int(5_000, 14_000);
    }
  }

  #restore(state: HostState): void {
    for (const event of state.isStanding ? unfinished(this.events, state.host.name, 0) : [])
      this.asleep.add(idOf(event));
    state.isStanding = false;
    state.until = 0;
    Object.assign(state.wire, { cut: false, lagMs: 0 });
    state.host.clock.goOn();
  }
}
