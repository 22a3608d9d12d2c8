import type { Adoption } from './adoption.js';
import type { Breadth } from './breadth.js';
import { backoffMs, type Nap } from './delay.js';
import type { FarmClock } from './farm-clock.js';
import { FarmMovedError } from './farm-errors.js';
import { broughtJob, type FarmJob, onlyOf } from './farm-job.js';
import { askQueue, dueQueue } from './identity.js';
import type { Planner } from './planner.js';
import { type ReleaseWords, releaseOf } from './release.js';
import type { FarmHappening } from './seam.js';
import type { FarmStore, Joined } from './store.js';

/** Permanent refusals are tried again after this. */
const REFUSED_AGAIN_MS = 30_000;

/** What is neither a database that is away nor a refusal is tried so often before it is said. */
const UNCLEAR_TRIES = 3;

/** Who a host is, and what it was told of the farm. */
export interface FarmIdentity {
  readonly farm: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly pid: number;
  readonly application: string;
  /** `undefined`: named after the words of the registry. */
  readonly release: string | undefined;
  readonly zones: string;
  readonly breadth: Breadth;
  /** False for a host that only asks. */
  readonly plans: boolean;
  readonly adoption: Adoption;
}

/** What a connection stands on. */
export interface ConnectionParts {
  readonly identity: FarmIdentity;
  readonly store: FarmStore;
  readonly clock: FarmClock;
  readonly jobs: ReadonlyMap<string, FarmJob>;
  /** Taken between two tries, and cut short by whatever makes another sensible, or none. */
  readonly nap: Nap;
  /** False from a stop on. */
  isWanted(): boolean;
  tell(event: FarmHappening): void;
}

/** The words of a registry, job by job. */
export function wordsOf(jobs: ReadonlyMap<string, FarmJob>): ReleaseWords {
  return Object.fromEntries([...jobs.values()].map(({ name, words }) => [name, words]));
}

/** The release of this host: as it was named, or after its words. */
export function releaseHere({ identity, jobs }: Pick<ConnectionParts, 'identity' | 'jobs'>): string {
  return identity.release ?? releaseOf(wordsOf(jobs));
}

/**
 * Connects, and joins the farm: again and again while the database is away, each half minute where it refuses.
 *
 * @returns what the farm says, and whether the database had been away; `undefined` where a stop came first
 */
export async function connect(parts: ConnectionParts): Promise<Joined | undefined> {
  const { store, clock, identity, jobs, tell } = parts;
  const asked = [...jobs.values()].filter(({ isAsked }) => isAsked);
  const queues = [dueQueue(identity.farm), ...asked.map(({ name }) => askQueue(identity.farm, name))];
  let said: 'away' | 'refused' | 'moved' | undefined;
  for (let attempt = 0; parts.isWanted(); attempt += 1) {
    try {
      await store.open(queues);
      await sampleClock(store, clock);
      return parts.isWanted() ? await join(parts) : undefined;
    } catch (error) {
      if (!parts.isWanted()) return undefined;
      const trouble = store.troubleOf(error);
      const isLasting = trouble === 'refused' || (trouble === 'other' && attempt >= UNCLEAR_TRIES);
      const refusal = error instanceof FarmMovedError ? 'moved' : 'refused';
      const kind = isLasting ? refusal : trouble === 'away' ? 'away' : undefined;
      if (kind !== undefined && kind !== said) tell({ kind, error });
      said = kind ?? said;
      // Jobs that are only asked for don't hold the process alive: this does.
      await parts.nap.take(clock, isLasting ? REFUSED_AGAIN_MS : backoffMs(attempt));
    }
  }
  return undefined;
}

/** Joins, at first, and where the farm has forgotten this host. */
export async function join(parts: ConnectionParts): Promise<Joined> {
  const { store, identity, jobs, tell } = parts;
  const { hostId, hostName, pid, application, plans, zones, adoption } = identity;
  const adopt = adoption.isMeant;
  const joined = await store.join({
    hostId,
    hostName,
    pid,
    application,
    plans,
    zones,
    zoned: [...jobs.values()].flatMap(job => (job.isZoned ? job.name : [])),
    runs: onlyOf(jobs),
    adopt,
    release: releaseHere(parts),
    words: wordsOf(jobs),
    jobs: [...jobs.values()].map(broughtJob),
  });
  if (adopt) adoption.done();
  for (const text of joined.problems) tell({ kind: 'problem', text });
  return joined;
}

/** Takes this host off the list, with how far its schedules have got, and tells the others. */
export async function leave({ store, identity }: ConnectionParts, planner: Planner): Promise<void> {
  await planner.saveWatermarks();
  await store.leaveFarm(identity.hostId);
  await store.tell();
}

/** Of three looks at the database's clock the quickest says most. */
async function sampleClock(store: FarmStore, clock: FarmClock): Promise<void> {
  const samples = [];
  for (let i = 0; i < 3; i += 1) {
    const sentMs = clock.base.now();
    const sentMonotonicMs = clock.monotonic();
    const databaseMs = await store.nowMs();
    samples.push({ databaseMs, sentMs, sentMonotonicMs, tripMs: clock.monotonic() - sentMonotonicMs });
  }
  clock.sample(samples);
}
