import { checkOptions, flag } from '../arguments.js';
import { DuplicateNameError, ScheduleError } from '../errors.js';
import type { ScheduleClause } from '../grammar/schedule-clause.js';
import type { When } from '../grammar/words.js';
import { checkWork } from '../job/check-work.js';
import type { JobDefinition } from '../job/definition.js';
import { FreeNames } from '../job/free-names.js';
import type { Work } from '../job/job.js';
import { isSchedule, type Schedule } from '../recurrence/schedule.js';
import { checkSurplus, refuseSurplus } from '../surplus.js';
import { isHostZone, zoneOf } from '../time/zone.js';
import { Cell } from './cell.js';
import { Chain } from './chain.js';
import { SERIAL_GROUP } from './define.js';
import { begin, type Draft, jobLabel, type Origin } from './draft.js';
import { Place } from './place.js';
import { sayGiven, wordsOf } from './schedule-input.js';

/** What holds for every job of a registry. */
export interface RegistryOptions {
  /**
   * The zone of every wall time that no `inZone` says otherwise of: an IANA name, or `'local'` for that of the host,
   * which is the default. Name one where several hosts must agree.
   */
  readonly zone?: string | undefined;
  /**
   * Whether all jobs of the registry are one group, so that no two of them ever overlap; nor do they overlap those of another
   * serial registry of the same scheduler. Default false.
   */
  readonly serial?: boolean | undefined;
}

const SEALED =
  'its scheduler has started, so this job would never run: add it with scheduler.add(work, s => s.toRunEvery(5).minutes())';
const CALLED_ZONE = "its zone is called zone, as in new Registry({ zone: 'Europe/Berlin' })";
const ZONE_STRAYS = { timezone: CALLED_ZONE, timeZone: CALLED_ZONE, tz: CALLED_ZONE };

/** How many declarations of a registry know their place. */
const MOST_PLACES = 1000;

/**
 * Where jobs are declared. Use it as it is, or subclass it and declare in the constructor:
 *
 *     class Jobs extends Registry {
 *       constructor() {
 *         super({ zone: 'Europe/Berlin' });
 *         this.schedule(NightlyDigest).toRunEvery(1).days().at(21, 15);
 *       }
 *     }
 *
 * @throws UnknownZoneError for a zone that this process does not know; ScheduleError for an unknown option
 */
export class Registry {
  /** The IANA name of the registry's zone. */
  readonly zone: string;
  readonly #origin: Origin;
  /** One for each chain, until a scheduler has started. */
  #cells: Cell[] = [];
  /** What they were compiled to last. */
  #definitions: readonly JobDefinition[] = [];
  #isSealed = false;

  constructor(options?: RegistryOptions);
  constructor(options: RegistryOptions = {}, ...surplus: readonly unknown[]) {
    checkSurplus('new Registry', 1, surplus);
    checkOptions('a Registry', options, ['zone', 'serial'], ZONE_STRAYS);
    const { zone = 'local', serial } = options;
    this.zone = zoneOf(zone).name;
    const zonedBy = isHostZone(zone) ? 'host' : 'person';
    this.#origin = Object.freeze({ zone: this.zone, zonedBy, serial: flag(serial, false, 'serial') });
  }

  /**
   * Begins the schedule of a job: a `Job`, a class of one, or a function. The words that follow say when it runs. What
   * they lack or contradict is an error here or in `compile()`, never while running.
   * @throws ScheduleError for what is none of these
   */
  schedule(work: Work): ScheduleClause;
  schedule(work: Work, ...surplus: readonly unknown[]): ScheduleClause {
    if (this.#isSealed) throw new ScheduleError(SEALED);
    checkWork(work, 'schedule');
    checkSurplus('schedule', 1, surplus, 'its words follow it, as schedule(work).toRunEvery(5).minutes()');
    const place = this.#cells.length < MOST_PLACES ? Place.ofCaller(this.schedule) : undefined;
    const { cell, chain } = beginChain({ work, position: this.#cells.length + 1, origin: this.#origin, place });
    this.#cells.push(cell);
    return chain;
  }

  /**
   * The schedules, in the order of their declaration: frozen values that answer without a scheduler. Closes the chains
   * they were declared with; further jobs may still be declared.
   * @throws ScheduleError for a chain that is unfinished, unnamed, contradictory, or can never fire
   * @throws DuplicateNameError for two jobs of one name
   */
  compile(): readonly Schedule[] {
    return Object.freeze(this.definitions().map(definition => definition.schedule));
  }

  /** What `compile()` checks, with all else that was said of each job; a scheduler takes these. */
  definitions(): readonly JobDefinition[] {
    if (this.#isSealed || this.#definitions.length === this.#cells.length) return this.#definitions;
    const names = namesOf(this.#cells.filter(cell => cell.isNamed).map(cell => cell.definition()));
    const free = new FreeNames(name => names.has(name));
    this.#definitions = Object.freeze(
      this.#cells.map(cell => {
        const definition = cell.name(free);
        names.set(definition.schedule.name, definition);
        return definition;
      }),
    );
    return this.#definitions;
  }

  /** @internal What `definitions` has seen to. */
  get hasUniqueNames(): boolean {
    return true;
  }

  /**
   * @internal Makes one job under this registry's options, but not of it, in any form of a schedule: what
   * `scheduler.add(job, s => s.toRunEvery(5).minutes())` needs. Without one the job must be a `Job` with an interval of
   * its own. `kept` is the definition that an edit changes: its zone and name, and all that the words don't say of how
   * it runs, stay. A function of its own, which keeps no job of the registry alive and throws what `schedule` and
   * `compile` throw.
   */
  get definer(): Definer {
    const registryOrigin = this.#origin;
    return (work, input, kept) => {
      checkWork(work, 'add');
      const origin = kept === undefined ? registryOrigin : originOf(kept);
      const { cell, chain, draft } = beginChain({ work, origin, kept });
      if (isSchedule(input)) cell.replace(draft, sayGiven(draft, input));
      else if (input !== undefined) refuseAsync(wordsOf(input)(chain), jobLabel(draft));
      return cell.definition();
    };
  }

  /** @internal Its jobs have been taken by a scheduler that has started: what is declared later would never run. */
  seal(): void {
    this.definitions();
    this.#isSealed = true;
    this.#cells = [];
  }
}

/** `schedule` looks at its work first, and then refuses more by itself. */
const TAKES = { schedule: Infinity, compile: 0, definitions: 0 };

refuseSurplus(Registry.prototype, TAKES, { noun: 'registry' });

/** @internal Makes the definition of one job; of `kept`, where an edit leaves something unsaid. */
export type Definer = (work: Work, input?: When, kept?: JobDefinition) => JobDefinition;

interface Beginning {
  readonly work: Work;
  readonly position?: number;
  readonly origin: Origin;
  readonly place?: Place | undefined;
  readonly kept?: JobDefinition | undefined;
}

/** Of the registry that a job came from, which may be another one of its scheduler's. */
function originOf({ schedule, zonedBy, group }: JobDefinition): Origin {
  return { zone: schedule.zone, zonedBy, serial: group === SERIAL_GROUP };
}

function beginChain({ work, position, origin, place, kept }: Beginning): Begun {
  const draft = begin(work, position, origin, kept);
  const cell = new Cell(draft, place);
  return { cell, chain: new Chain(cell, draft), draft };
}

interface Begun {
  readonly cell: Cell;
  readonly chain: Chain;
  readonly draft: Draft;
}

/** What an async function says after its first await would come too late, and be lost. */
function refuseAsync(said: unknown, job: string): void {
  if (typeof said !== 'object' || said === null || !('then' in said) || typeof said.then !== 'function') return;
  // Its own failure is told by the error below, which comes first.
  Promise.resolve(said as PromiseLike<unknown>).catch(() => {});
  throw new ScheduleError(
    `${job}: its words are said by an async function, which is not waited for: wait for what they need before, and say them in a plain one`,
  );
}

/** The names that stand. @throws DuplicateNameError */
function namesOf(definitions: readonly JobDefinition[]): Map<string, JobDefinition> {
  const names = new Map<string, JobDefinition>();
  for (const definition of definitions) {
    const { name } = definition.schedule;
    const other = names.get(name);
    if (other !== undefined) {
      throw new DuplicateNameError(name, { declaredAt: [other.declaredAt, definition.declaredAt] });
    }
    names.set(name, definition);
  }
  return names;
}
