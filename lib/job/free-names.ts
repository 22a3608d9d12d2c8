import { MAX_NAME_LENGTH } from '../recurrence/limits.js';
import { Schedule } from '../recurrence/schedule.js';
import type { JobDefinition } from './definition.js';

/** Finds names that are free: a name itself, or the lowest ` (n)` from 2 on behind it. */
export class FreeNames {
  readonly #isTaken: (name: string) => boolean;
  /** From where to look for each name, so that a thousand jobs of one name don't look a million times. */
  readonly #lowest = new Map<string, number>();

  constructor(isTaken: (name: string) => boolean) {
    this.#isTaken = isTaken;
  }

  /** The free name for `name`. It counts as given away, whether or not it is taken. */
  give(name: string): string {
    let number = this.#lowest.get(name) ?? 1;
    while (this.#isTaken(numbered(name, number))) number += 1;
    this.#lowest.set(name, number + 1);
    return numbered(name, number);
  }

  /** Lets a name be given again, once its job has left. */
  giveBack(name: string): void {
    const [, plain = name, number = '1'] = NUMBERED.exec(name) ?? [];
    this.#lowest.set(plain, Math.min(this.#lowest.get(plain) ?? 1, Number(number)));
  }
}

/** A definition under another name, such as the free one for work that has none of its own. */
export function renamed(definition: JobDefinition, name: string): JobDefinition {
  if (name === definition.schedule.name) return definition;
  return Object.freeze({ ...definition, schedule: new Schedule(name, definition.schedule.plan) });
}

const NUMBERED = /^(.*) \((\d+)\)$/;

function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const end = ` (${number})`;
  return `${name.slice(0, MAX_NAME_LENGTH - end.length)}${end}`;
}
