import { askQueue } from '../../../lib/farm/identity.js';
import type { NewRow } from '../../../lib/farm/rows.js';
import type { Random } from '../../simulation/random.js';
import type { FakeFarm } from './fake-farm.js';
import { SIM_FARM, type SimAsk, type SimJob } from './sim-job.js';

/** What is asked for at once takes no longer than this where it runs one by one. */
const MOST_WORK_MS = 4_000;

/** More than one host keeps in the line of a place. */
const MOST_AT_ONCE = 160;

/** Jobs by chance: with a grid, or only asked for; alone, or in one of two groups; quick and slow. */
export function simJobs(random: Random): readonly SimJob[] {
  return Array.from({ length: random.int(3, 7) }, (_, i) => {
    const group = random.pick([undefined, 'g', 'g', 'h']);
    const about = { name: `j${i}`, ...(group && { group }) };
    if (random.chance(0.6)) {
      const overlap = random.pick(['allow', 'runAfter'] as const);
      return { ...about, overlap, runMs: random.pick([20, 50, 200, 1_000, 3_000]) };
    }
    const overlap = random.pick(['skip', 'runAfter', 'cancelPrevious', 'allow'] as const);
    // All of them together leave time for what is asked for.
    return { ...about, overlap, runMs: random.pick([20, 50, 200, 500]), everyMs: random.int(5, 10) * 1_000 };
  });
}

/** Asks for some of a job at once: a few, or more than a line holds; at once or later, some worth more, some that fail. */
export class SimAsks {
  readonly #farm: FakeFarm;
  readonly #jobs: readonly SimJob[];
  readonly #random: Random;
  #made = 0;

  constructor(farm: FakeFarm, jobs: readonly SimJob[], random: Random) {
    this.#farm = farm;
    this.#jobs = jobs;
    this.#random = random;
  }

  /** By chance, as much as there may be in a second. */
  turn(): void {
    const random = this.#random;
    if (!random.chance(0.4)) return;
    const job = random.pick(this.#jobs);
    const most = Math.min(MOST_AT_ONCE, Math.ceil(MOST_WORK_MS / job.runMs));
    const count = random.chance(0.3) ? random.int(1, most) : random.int(1, Math.min(most, 3));
    this.#farm.insert(Array.from({ length: count }, () => this.#ask(job)));
    for (const listen of this.#farm.listeners) listen();
  }

  #ask({ name }: SimJob): NewRow {
    const random = this.#random;
    this.#made += 1;
    const nowMs = this.#farm.clock.now();
    const laterMs = random.chance(0.1) ? random.int(500, 8_000) : 0;
    const data: SimAsk = { fails: random.chance(0.1) ? random.int(1, 3) : 0 };
    return {
      id: `ask-${String(this.#made).padStart(5, '0')}`,
      queue: askQueue(SIM_FARM, name),
      isDueNow: laterMs === 0,
      keepS: 3_600,
      priority: random.chance(0.1) ? random.int(-2, 2) : 0,
      data: { job: name, at: nowMs, due: nowMs + laterMs, trigger: 'manual', data },
    };
  }
}
