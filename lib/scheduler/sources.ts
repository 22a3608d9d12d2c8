import { DuplicateNameError, ScheduleError, shown } from '../errors.js';
import type { When } from '../grammar/words.js';
import { checkMakeable } from '../job/check-work.js';
import type { JobDefinition } from '../job/definition.js';
import { FreeNames, renamed } from '../job/free-names.js';
import type { Work } from '../job/job.js';
import type { Define, DefinitionSource, RegistryPort } from './ports.js';

/** Where the jobs of a scheduler come from: its registries, the first of which speaks for those that are added later. */
export class Sources {
  /** None once they are sealed: they hold what they declared, and the scheduler lets go of a job that leaves. */
  #sources: readonly RegistryPort[];
  /** How many of each were taken. */
  #taken: readonly number[];
  /** How each of them makes the jobs that are added later. */
  readonly #definers: WeakMap<DefinitionSource, Define>;
  readonly #first: Define;
  readonly #hasFactory: boolean;

  /** `hasFactory`: whether jobs that are scheduled by class are made by one. @throws ScheduleError for what is no registry */
  constructor(sources: DefinitionSource | readonly DefinitionSource[], hasFactory: boolean) {
    this.#hasFactory = hasFactory;
    const list: readonly DefinitionSource[] = Array.isArray(sources) ? sources : [sources as DefinitionSource];
    if (list.length === 0) throw new ScheduleError('a Scheduler takes at least one Registry in its list');
    this.#sources = list.map(registryOf);
    this.#taken = this.#sources.map(() => 0);
    this.#definers = new WeakMap(this.#sources.map(source => [source, source.definer]));
    this.#first = (this.#sources[0] as RegistryPort).definer;
  }

  /**
   * What was declared since it was asked last. Work without a name of its own gets a free one; a name that is taken is an
   * error, and then nothing was taken.
   * @throws DuplicateNameError
   */
  takeDeclared(isTaken: (name: string) => boolean): readonly JobDefinition[] {
    const all = this.#sources.map(source => source.definitions());
    const [first = [], ...others] = all.map((definitions, index) => definitions.slice(this.#taken[index]));
    const fresh = first.concat(...others);
    for (const definition of fresh) this.#checked(definition);
    const named = fresh.some(isUnnamed) ? fresh.filter(definition => !isUnnamed(definition)) : fresh;
    refuseTaken(named, isTaken, all.length === 1 && this.#sources[0]?.hasUniqueNames === true);
    this.#taken = all.map(({ length }) => length);
    if (named === fresh) return fresh;
    const names = new Set(named.map(({ schedule }) => schedule.name));
    const free = new FreeNames(name => names.has(name) || isTaken(name));
    return fresh.map(definition => {
      const taken = freelyNamed(definition, free);
      names.add(taken.schedule.name);
      return taken;
    });
  }

  /** What is declared from now on is refused by the registries. */
  seal(): void {
    for (const source of this.#sources) source.seal();
    this.#sources = [];
  }

  /** In the zone and lane of the first, or of what an edit keeps. */
  define(work: Work, when: When | undefined, kept: JobDefinition | undefined): JobDefinition {
    return this.#checked(this.#first(work, when, kept));
  }

  /**
   * The definition of a job that is added.
   * @throws ScheduleError if `registry` is none of the scheduler's
   */
  defineIn(registry: DefinitionSource | undefined, work: Work, when: When | undefined, free: FreeNames): JobDefinition {
    const definer = registry === undefined ? this.#first : this.#definers.get(registry);
    if (definer === undefined) {
      throw new ScheduleError('add(…): the registry must be one of those that the Scheduler was made with');
    }
    return freelyNamed(this.#checked(definer(work, when)), free);
  }

  /** A class is made without arguments where nobody says how. */
  #checked(definition: JobDefinition): JobDefinition {
    if (this.#hasFactory) return definition;
    checkMakeable(definition, definition.work);
    for (const piece of definition.andThen) checkMakeable(definition, piece);
    return definition;
  }
}

/** Work that is named by its words, for want of another name. */
function isUnnamed({ namedBy }: JobDefinition): boolean {
  return namedBy === 'words';
}

function freelyNamed(definition: JobDefinition, free: FreeNames): JobDefinition {
  return isUnnamed(definition) ? renamed(definition, free.find(definition.schedule.name)) : definition;
}

/** Names that are unique among themselves are not compared again, which takes its time. @throws DuplicateNameError */
function refuseTaken(
  definitions: readonly JobDefinition[],
  isTaken: (name: string) => boolean,
  areUnique: boolean,
): void {
  const chosen = new Map<string, JobDefinition>();
  for (const definition of definitions) {
    const { name } = definition.schedule;
    const other = chosen.get(name);
    if (other !== undefined || isTaken(name)) {
      throw new DuplicateNameError(name, { declaredAt: [other?.declaredAt, definition.declaredAt] });
    }
    if (!areUnique) chosen.set(name, definition);
  }
}

/** By what it can do, since one of another copy of this package is a registry, too. */
function registryOf(source: DefinitionSource): RegistryPort {
  if (isRegistry(source)) return source;
  const example = 'new Scheduler(registry, { history: 10 })';
  throw new ScheduleError(`a Scheduler takes a Registry first, then options, as ${example}, not ${shown(source)}`);
}

/** Whether it declares jobs, also as one of another copy of this package. */
export function isRegistry(source: Partial<RegistryPort> | null): source is RegistryPort {
  return typeof source?.definitions === 'function' && typeof source.definer === 'function';
}
