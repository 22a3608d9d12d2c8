import { DuplicateNameError } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import { FreeNames } from '../job/free-names.js';
import type { JobEntry } from './job-entry.js';

/** The jobs of a scheduler by name, in the order in which they came. */
export class JobTable {
  /** Those for work without a name that is added later. */
  readonly freeNames = new FreeNames(name => this.has(name));
  readonly #entries = new Set<JobEntry>();
  /** Made when a job is first asked for by its name: many are only ever reached by their handles, see `declare` in the bench. */
  #byName: Map<string, JobEntry> | undefined = undefined;
  /** Removed jobs with a run in progress: a new job of the name takes the guard over, so that it can't overlap the old one. */
  readonly #leaving = new Map<string, JobEntry>();
  #count = 0;

  /** How many there have ever been. */
  get count(): number {
    return this.#count;
  }

  get entries(): Iterable<JobEntry> {
    return this.#entries;
  }

  /** Those with a run in progress included. */
  get all(): readonly JobEntry[] {
    return [...this.#entries, ...this.#leaving.values()];
  }

  /** The removed job of this name that has a run in progress, where no other has taken its name. */
  leaving(name: string): JobEntry | undefined {
    return this.#leaving.get(name);
  }

  get(name: string): JobEntry | undefined {
    this.#byName ??= new Map([...this.#entries].map(entry => [entry.name, entry]));
    return this.#byName.get(name);
  }

  has(name: string): boolean {
    return this.#entries.size > 0 && this.get(name) !== undefined;
  }

  /** @throws DuplicateNameError if there is a job of the same name */
  assertFree(definition: JobDefinition): void {
    const { name } = definition.schedule;
    const other = this.get(name);
    if (other === undefined) return;
    const declaredAt = [other.enrolment.definition, definition].map(one => one.declaredAt);
    throw new DuplicateNameError(name, { declaredAt, canReplace: true });
  }

  /** Takes one whose name is free. */
  add(entry: JobEntry): JobEntry {
    this.#count += 1;
    if (this.#leaving.size > 0) this.#inherit(entry);
    this.#entries.add(entry);
    this.#byName?.set(entry.name, entry);
    return entry;
  }

  remove(entry: JobEntry): void {
    entry.isRemoved = true;
    this.#entries.delete(entry);
    this.#byName?.delete(entry.name);
    this.freeNames.giveBack(entry.name);
    if (entry.guard?.isIdle === false) this.#leaving.set(entry.name, entry);
  }

  /** Forgets a removed job once its last run has ended. */
  letGo(entry: JobEntry): void {
    if (entry.guard?.isIdle === true) this.#leaving.delete(entry.name);
  }

  /** Takes over the guard of the job of that name that has left, whose run goes on. */
  #inherit(entry: JobEntry): void {
    const guard = this.#leaving.get(entry.name)?.guard;
    this.#leaving.delete(entry.name);
    if (guard === undefined) return;
    entry.guard = guard;
    guard.serve(entry);
  }
}
