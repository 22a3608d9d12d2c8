import type { JobDefinition } from '../kit.js';
import { suggestion } from '../nearest.js';
import { FarmError } from './farm-errors.js';
import type { FarmJob } from './farm-job.js';
import { askQueue, dueQueue } from './identity.js';
import { checkRuns, isRunBy, jobOf } from './job-of.js';
import { checkShared } from './refusals.js';
import type { Rivals } from './rows.js';

/** A claim looks into no more queues of a group than this for who is due earlier. */
const MOST_QUEUES = 100;

/** The jobs of a registry that hosts share, with what a farm has to know of each. */
export class SharedJobs {
  readonly #definitions = new Map<string, JobDefinition>();
  readonly #jobs = new Map<string, FarmJob>();
  readonly #own = new Set<string>();

  /**
   * @param farm its name
   * @param runs the names and tags of what this host runs; `undefined`: all
   * @throws FarmError for what makes no sense in a farm
   */
  constructor(farm: string, definitions: readonly JobDefinition[], runs: readonly string[] | undefined) {
    for (const definition of definitions) {
      const { name } = definition.schedule;
      if (definition.everyHost) this.#own.add(name);
      else this.#definitions.set(name, definition);
    }
    const shared = [...this.#definitions.values()];
    for (const definition of shared) checkShared(definition);
    checkRuns(runs, shared);
    const rivals = rivalsByGroup(farm, shared, runs);
    for (const definition of shared) {
      const { group = '', schedule } = definition;
      this.#jobs.set(schedule.name, jobOf(definition, rivals.get(group), runs));
    }
  }

  get names(): Iterable<string> {
    return this.#jobs.keys();
  }

  get all(): readonly FarmJob[] {
    return [...this.#jobs.values()];
  }

  definition(name: string): JobDefinition | undefined {
    return this.#definitions.get(name);
  }

  /** @throws FarmError for a job that can't be asked for */
  askable(name: string): FarmJob {
    const job = this.#jobs.get(name);
    if (job !== undefined) return job;
    throw new FarmError(
      this.#own.has(name)
        ? `job '${name}' is run by each host for itself, so nothing can be asked of it: leave onEveryHost() out`
        : `there is no job named '${name}' in this registry: ${suggestion(name, this.names)}declare it, as registry.schedule(…).whenAsked()`,
    );
  }
}

/** Of each group the rows that this host runs. */
function rivalsByGroup(
  farm: string,
  definitions: readonly JobDefinition[],
  runs: readonly string[] | undefined,
): ReadonlyMap<string, Rivals> {
  const rivals = new Map<string, { readonly queues: string[]; readonly names: string[]; readonly areRanked: false }>();
  for (const { group, schedule, tags } of definitions) {
    if (group === undefined || !isRunBy(runs, schedule.name, tags)) continue;
    const of = rivals.get(group) ?? { queues: [dueQueue(farm)], names: [], areRanked: false };
    if (of.queues.length < MOST_QUEUES) of.queues.push(askQueue(farm, schedule.name));
    of.names.push(schedule.name);
    rivals.set(group, of);
  }
  return rivals;
}
