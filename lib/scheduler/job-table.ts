import { DuplicateNameError } from '../errors.js';
import type { JobEntry } from './job-entry.js';

/** The jobs of a scheduler by name, in the order in which they came. */
export class JobTable {
  readonly #entries = new Map<string, JobEntry>();
  /** Removed jobs with a run in progress: a new job of the name takes the guard over, so that it can't overlap the old one. */
  readonly #leaving = new Map<string, JobEntry>();
  #count = 0;

  /** How many there have ever been. */
  get count(): number {
    return this.#count;
  }

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

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** @throws DuplicateNameError */
  add(entry: JobEntry): JobEntry {
    const { name } = entry;
    const other = this.#entries.get(name);
    if (other !== undefined) {
      const declaredAt = [other, entry].map(({ enrolment }) => enrolment.definition.declaredAt);
      throw new DuplicateNameError(name, { declaredAt, canReplace: true });
    }
    this.#count += 1;
    const leaving = this.#leaving.get(name);
    if (leaving?.guard !== undefined) {
      entry.guard = leaving.guard;
      leaving.guard.serve(entry);
    }
    this.#leaving.delete(name);
    this.#entries.set(name, entry);
    return entry;
  }

  remove(entry: JobEntry): void {
    entry.isRemoved = true;
    this.#entries.delete(entry.name);
    if (entry.guard?.isIdle === false) this.#leaving.set(entry.name, entry);
  }

  /** Forgets a removed job once its last run has ended. */
  letGo(entry: JobEntry): void {
    if (entry.guard?.isIdle === true) this.#leaving.delete(entry.name);
  }
}
