import { MAX_NAME_LENGTH } from '../recurrence/limits.js';
import { Schedule } from '../recurrence/schedule.js';
import type { JobDefinition } from './definition.js';

/** Finds names that are free: a name itself, or the lowest ` (n)` from 2 on behind it. None is given twice. */
export class FreeNames {
  readonly #isTaken: (name: string) => boolean;
  readonly #given = new Set<string>();
  /** From where to look for each name, so that a thousand jobs of one name don't look a million times. */
  readonly #lowest = new Map<string, number>();

  constructor(isTaken: (name: string) => boolean) {
    this.#isTaken = isTaken;
  }

  /** The free name for `name`. A number that it has, as from its registry, makes room for another one. */
  give(name: string): string {
    const free = this.#isFree(name) ? name : this.#numbered(NUMBERED.exec(name)?.[1] ?? name);
    this.#given.add(free);
    return free;
  }

  #numbered(name: string): string {
    let number = this.#lowest.get(name) ?? 2;
    while (!this.#isFree(numbered(name, number))) number += 1;
    this.#lowest.set(name, number + 1);
    return numbered(name, number);
  }

  #isFree(name: string): boolean {
    return !this.#given.has(name) && !this.#isTaken(name);
  }
}

/** A definition under another name, such as the free one for work that has none of its own. */
export function renamed(definition: JobDefinition, name: string): JobDefinition {
  if (name === definition.schedule.name) return definition;
  return Object.freeze({ ...definition, schedule: new Schedule(name, definition.schedule.plan) });
}

const NUMBERED = /^(.*) \(\d+\)$/;

function numbered(name: string, number: number): string {
  const end = ` (${number})`;
  return `${name.slice(0, MAX_NAME_LENGTH - end.length).toWellFormed()}${end}`;
}
