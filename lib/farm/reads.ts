import type { RunProgressJson, RunRecordJson } from '../index.js';
import { type AskedCounts, isoInstant, type RunQuery, type Survey, type SurveyedHost, type Surveyor } from '../kit.js';
import { askQueue, dueQueue } from './identity.js';
import type { JobQueue, KnownHost, ReadStore, RowInProgress } from './read-store.js';
import { keyOfRow, runIdOf } from './run-of-row.js';

/** A transaction may take so long between the time that it writes down and its end. */
const IN_FLIGHT_MS = 5_000;

/** The first survey brings so many records of each job at most, and so many in all. */
const MOST_OF_EACH = 100;
const MOST_IN_ALL = 10_000;

/** What a farm tells of all its hosts. */
export class Reads implements Surveyor {
  readonly #farm: string;
  readonly #store: ReadStore;
  readonly #jobs: () => Iterable<string>;

  /** @param jobs the names of those that this host knows */
  constructor(farm: string, store: ReadStore, jobs: () => Iterable<string>) {
    this.#farm = farm;
    this.#store = store;
    this.#jobs = jobs;
  }

  async survey(sinceMs?: number): Promise<Survey> {
    const { atMs, hosts, rows } = await this.#store.look();
    const ended = sinceMs === undefined ? this.#last() : this.#store.endedSince(sinceMs - IN_FLIGHT_MS);
    return {
      atMs,
      hosts: hosts.map(surveyed),
      runs: rows.map(row => inProgress(row, atMs)),
      ended: (await ended) as readonly RunRecordJson[],
    };
  }

  async history({ job, outcome, before, limit = 50 }: RunQuery): Promise<readonly RunRecordJson[]> {
    const query = { ...(job !== undefined && { name: job }), ...(outcome !== undefined && { outcome }) };
    const records = await this.#store.records({ ...query, ...(before !== undefined && { before }), limit });
    return records as readonly RunRecordJson[];
  }

  async recordOf(runId: string): Promise<RunRecordJson | undefined> {
    return (await this.#store.record(runId)) as RunRecordJson | undefined;
  }

  askedOf(name: string): Promise<AskedCounts> {
    return this.#store.counts(askQueue(this.#farm, name));
  }

  #last(): Promise<readonly unknown[]> {
    const queues: JobQueue[] = [...this.#jobs()].flatMap(job => [
      { queue: dueQueue(this.#farm), job },
      { queue: askQueue(this.#farm, job), job },
    ]);
    const most = Math.max(1, Math.min(MOST_OF_EACH, Math.floor(MOST_IN_ALL / Math.max(1, queues.length / 2))));
    return this.#store.lastOfEach(queues, most);
  }
}

function surveyed({ told, ...host }: KnownHost): SurveyedHost {
  return { ...host, version: told.version, skewMs: told.skewMs };
}

/** A row in progress as a run: one that has begun runs since it was fetched, as far as anybody knows. */
function inProgress(row: RowInProgress, nowMs: number): RunProgressJson {
  const { data, fetchedMs, host } = row;
  const { job, at, trigger, tries = 0 } = data;
  const startedAtMs = Math.min(Math.round(fetchedMs), nowMs);
  return {
    jobName: job,
    runId: runIdOf(row),
    key: keyOfRow(row),
    trigger,
    ...(host !== undefined && { host, startedAt: isoInstant(startedAtMs), startedAtMs }),
    occurrence: isoInstant(at),
    occurrenceMs: at,
    lateMs: host === undefined ? 0 : Math.max(0, startedAtMs - at),
    attempts: host === undefined ? tries : tries + 1,
    lines: [],
  };
}
