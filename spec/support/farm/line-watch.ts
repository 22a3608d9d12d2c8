import { ALONE_AFTER_CUTS } from '../../../lib/farm/cut-off.js';
import { isAskQueue, jobPlace } from '../../../lib/farm/identity.js';
import type { FakeFarm } from './fake-farm.js';
import type { PlaceOrder } from './fake-line.js';
import type { FakeRow } from './fake-rows.js';
import { SIM_FARM, type SimJob } from './sim-job.js';

/** What was said is done after so long, and known to all hosts, also where statements crawl. */
export const HEARD_MS = 30_000;

/**
 * Looks at each place of a simulated farm that is given to a row in line: whether one is passed that goes before it, was due
 * when the claim began, and has not begun. What is paused may be passed, what has to run alone, and, in a group, what waits for
 * another of its job. Of what nobody has fetched the first of each queue counts.
 */
export class LineWatch {
  readonly findings: string[] = [];
  readonly #farm: FakeFarm;
  readonly #jobs: ReadonlyMap<string, SimJob>;
  /** When each job was paused or resumed last. */
  readonly #pausedMs = new Map<string, number>();

  constructor(farm: FakeFarm, jobs: readonly SimJob[]) {
    this.#farm = farm;
    this.#jobs = new Map(jobs.map(job => [job.name, job]));
    farm.watch = order => this.#begun(order);
  }

  paused(name: string): void {
    this.#pausedMs.set(name, this.#farm.clock.now());
  }

  /** A claim has begun. @returns what is to be done if the place is given */
  #begun({ rivals, place, id }: PlaceOrder): () => void {
    const me = this.#farm.rows.get(id);
    if (rivals === undefined || me === undefined) return () => {};
    const passed = this.#rows()
      .filter(row => row !== me && rivals.names.includes(row.data.job) && !this.#isExcused(row, place))
      .filter(row => isBefore(row, me, rivals.areRanked));
    return () => this.findings.push(...passed.map(row => `${place} went to ${told(me)} before ${told(row)}`));
  }

  /** All that somebody has fetched; of the others the first of each queue, as it would be fetched. */
  #rows(): readonly FakeRow[] {
    const all = [...this.#farm.rows.values()];
    const queues = new Set(all.map(({ queue }) => queue));
    const firsts = [...queues].flatMap(queue => this.#farm.ready(queue)[0] ?? []);
    return [...all.filter(row => row.state === 'active' && !this.#hasBegun(row)), ...firsts];
  }

  #hasBegun({ id, attempt }: FakeRow): boolean {
    const mark = this.#farm.marks.get(id);
    return mark?.begun === true && mark.attempt === attempt;
  }

  /** Not by what the farm makes of it, but by what it is. */
  #isExcused({ id, data, queue }: FakeRow, place: string): boolean {
    const { clock, schedules, marks, places } = this.#farm;
    const { job: name } = data;
    if (schedules.get(name)?.pause !== undefined) return true;
    if (clock.now() < (this.#pausedMs.get(name) ?? 0) + HEARD_MS) return true;
    if ((marks.get(id)?.cuts.count ?? 0) >= ALONE_AFTER_CUTS) return true;
    const { overlap, everyMs } = this.#jobs.get(name) ?? {};
    // A planned run may be skipped for the one that is in its way.
    if (everyMs !== undefined && !isAskQueue(queue) && overlap !== 'allow') return true;
    const own = jobPlace(SIM_FARM, name);
    const kept = own === place ? undefined : places.get(own);
    return kept !== undefined && kept.holder !== id && this.#farm.isActive({ id: kept.holder, attempt: kept.attempt });
  }
}

function isBefore(one: FakeRow, other: FakeRow, areRanked: boolean): boolean {
  if (areRanked && one.priority !== other.priority) return one.priority > other.priority;
  return (one.data.turn ?? one.data.due) < (other.data.turn ?? other.data.due);
}

function told({ id, data, state, attempt, priority }: FakeRow): string {
  return `${data.job} ${id} of ${new Date(data.due).toISOString().slice(14, 23)} worth ${priority} (${state}, ${attempt})`;
}
