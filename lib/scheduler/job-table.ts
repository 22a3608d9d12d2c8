import { DuplicateNameError } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import { FreeNames, renamed } from '../job/free-names.js';
import { JobEntry } from './job-entry.js';

/** The jobs of a scheduler by name, in the order in which they came. */
export class JobTable {
  readonly #entries = new Map<string, JobEntry>();
  /** Removed jobs with a run in progress: a new job of the name takes the place over, so that it can't overlap the old one. */
  readonly #leaving = new Map<string, JobEntry>();
  /** For work that has no name of its own. */
  readonly #freeNames = new FreeNames(name => this.#entries.has(name));
  #count = 0;

  get entries(): Iterable<JobEntry> {
    return this.#entries.values();
  }

  /** Those with a run in progress included. */
  get all(): readonly JobEntry[] {
    return [...this.#entries.values(), ...this.#leaving.values()];
  }

  get(name: string): JobEntry | undefined {
    return this.#entries.get(name);
  }

  /** `canReplace` is whether the caller has such an option. @throws DuplicateNameError */
  add(given: JobDefinition, canReplace = false): JobEntry {
    const isNamed = given.namedBy !== 'words';
    const definition = isNamed ? given : renamed(given, this.#freeNames.give(given.schedule.name));
    const { name } = definition.schedule;
    const other = this.#entries.get(name)?.definition;
    if (other !== undefined) {
      throw new DuplicateNameError(name, { declaredAt: [other.declaredAt, definition.declaredAt], canReplace });
    }
    const entry = new JobEntry(definition, this.#count);
    this.#count += 1;
    entry.runner = this.#leaving.get(name)?.runner;
    this.#leaving.delete(name);
    this.#entries.set(name, entry);
    return entry;
  }

  remove(entry: JobEntry): void {
    entry.isRemoved = true;
    this.#entries.delete(entry.name);
    this.#freeNames.giveBack(entry.name);
    if (entry.runner?.isIdle === false) this.#leaving.set(entry.name, entry);
  }

  /** Forgets a removed job once its last run has ended. */
  letGo(entry: JobEntry): void {
    if (entry.runner?.isIdle === true) this.#leaving.delete(entry.name);
  }
}
