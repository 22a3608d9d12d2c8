import type { JobDefinition } from '../kit.js';
import { FarmError } from './farm-errors.js';
import type { FarmJob } from './farm-job.js';
import { checkRuns, jobOf } from './job-of.js';
import { checkShared } from './refusals.js';

/** The jobs of a registry that hosts share, with what a farm has to know of each. */
export class SharedJobs {
  readonly #definitions = new Map<string, JobDefinition>();
  readonly #jobs = new Map<string, FarmJob>();
  readonly #own = new Set<string>();

  /**
   * @param runs the names and tags of what this host runs; `undefined`: all
   * @throws FarmError for what makes no sense in a farm
   */
  constructor(definitions: readonly JobDefinition[] = [], runs?: readonly string[]) {
    for (const definition of definitions) {
      const { name } = definition.schedule;
      if (definition.everyHost) this.#own.add(name);
      else this.#definitions.set(name, definition);
    }
    const shared = [...this.#definitions.values()];
    for (const definition of shared) checkShared(definition);
    checkRuns(runs, shared);
    for (const [name, definition] of this.#definitions) this.#jobs.set(name, jobOf(definition, runs));
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
        : `there is no job named '${name}' in this registry: declare it, as registry.schedule(…).whenAsked()`,
    );
  }
}
