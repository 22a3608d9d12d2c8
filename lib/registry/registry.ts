import { DuplicateNameError } from '../errors.js';
import { checkOptions, flag } from '../job/arguments.js';
import type { JobDefinition } from '../job/definition.js';
import type { Work } from '../job/job.js';
import type { Schedule } from '../recurrence/schedule.js';
import { zoneOf } from '../time/zone.js';
import { Cell } from './cell.js';
import { Chain } from './chain.js';
import { begin, checkWork, type Origin } from './draft.js';
import type { ScheduleClause } from './grammar.js';

/** What holds for every job of a registry. */
export interface RegistryOptions {
  /**
   * The zone of every wall time that no `inZone` says otherwise of: an IANA name, or `'local'` for that of the host,
   * which is the default. Name one where several hosts must agree.
   */
  readonly zone?: string;
  /** Whether all jobs of the registry are one group, so that no two of them ever overlap. Default false. */
  readonly serial?: boolean;
}

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
  readonly #cells: Cell[] = [];

  constructor(options: RegistryOptions = {}) {
    checkOptions('a Registry', options, ['zone', 'serial']);
    const { zone = 'local', serial } = options;
    this.zone = zoneOf(zone).name;
    this.#origin = Object.freeze({ zone: this.zone, serial: flag(serial, false, 'serial') });
  }

  /**
   * Begins the schedule of a job: a `Job`, a class of one, or a function. The words that follow say when it runs. What
   * they lack or contradict is an error here or in `compile()`, never while running.
   * @throws ScheduleError for what is none of these
   */
  schedule(work: Work): ScheduleClause {
    const cell = beginChain(work, this.#cells.length + 1, this.#origin);
    this.#cells.push(cell.cell);
    return cell.chain;
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
    const definitions = this.#cells.map(cell => cell.definition());
    refuseDuplicates(definitions);
    return Object.freeze(definitions);
  }

  /**
   * @internal One job under this registry's options, but not of it: what `scheduler.add(job, s => s.toRunEvery(5).minutes())`
   * needs. Without words the job must be a `Job` with an interval of its own.
   * @throws what `schedule` and `compile` throw
   */
  define(work: Work, words?: (schedule: ScheduleClause) => unknown): JobDefinition {
    return this.definer(work, words);
  }

  /** @internal `define` as a function of its own, which keeps no job of the registry alive. */
  get definer(): (work: Work, words?: (schedule: ScheduleClause) => unknown) => JobDefinition {
    const origin = this.#origin;
    const position = this.#cells.length + 1;
    return (work, words) => {
      const { cell, chain } = beginChain(work, position, origin);
      words?.(chain);
      return cell.definition();
    };
  }
}

function beginChain(work: Work, position: number, origin: Origin): { readonly cell: Cell; readonly chain: Chain } {
  checkWork(work, 'schedule');
  const draft = begin(work, position, origin);
  const cell = new Cell(draft);
  return { cell, chain: new Chain(cell, draft) };
}

function refuseDuplicates(definitions: readonly JobDefinition[]): void {
  const names = new Set<string>();
  for (const { schedule } of definitions) {
    if (names.has(schedule.name)) throw new DuplicateNameError(schedule.name);
    names.add(schedule.name);
  }
}
