import { MAX_NAME_LENGTH } from '../recurrence/limits.js';
import { Schedule } from '../recurrence/schedule.js';
import type { JobDefinition } from './definition.js';

/** Finds names that are free: a name itself, or the lowest ` (n)` from 2 on behind it. */
export class FreeNames {
  readonly #isTaken: (name: string) => boolean;
  /** By what names begin with, so that ten thousand jobs of one name don't look for theirs fifty million times. */
  readonly #numbers = new Map<string, Numbers>();

  /** `isTaken` has to know what was found, once it is used. */
  constructor(isTaken: (name: string) => boolean) {
    this.#isTaken = isTaken;
  }

  /** The free name for `name`. A number that it has, as from its registry, makes room for another one. */
  find(name: string): string {
    if (!this.#isTaken(name)) return name;
    const { base } = partsOf(name);
    const numbers = this.#numbers.get(keyOf(base)) ?? new Numbers();
    this.#numbers.set(keyOf(base), numbers);
    for (;;) {
      const found = numbered(base, numbers.lowest);
      if (!this.#isTaken(found)) return found;
      numbers.drop();
    }
  }

  /** A name that was taken is free again. */
  giveBack(name: string): void {
    if (this.#numbers.size === 0) return;
    const { base, number } = partsOf(name);
    const numbers = this.#numbers.get(keyOf(base));
    if (number !== undefined) numbers?.giveBack(number);
    if (numbers?.isWhole) this.#numbers.delete(keyOf(base));
  }
}

/** A definition under another name, such as the free one for work that has none of its own. */
export function renamed(definition: JobDefinition, name: string): JobDefinition {
  if (name === definition.schedule.name) return definition;
  return Object.freeze({ ...definition, schedule: new Schedule(name, definition.schedule.plan) });
}

const FIRST_NUMBER = 2;

/** The numbers behind a name that may be free: those that were given back, and all that were never taken. */
class Numbers {
  #next = FIRST_NUMBER;
  /** The lowest last. */
  readonly #back: number[] = [];

  get lowest(): number {
    return this.#back.at(-1) ?? this.#next;
  }

  /** Whether none is taken. */
  get isWhole(): boolean {
    return this.#back.length === this.#next - FIRST_NUMBER;
  }

  /** The lowest is taken. */
  drop(): void {
    if (this.#back.pop() === undefined) this.#next += 1;
  }

  giveBack(number: number): void {
    const index = this.#indexOf(number);
    const isIn = number < FIRST_NUMBER || number >= this.#next || this.#back[index] === number;
    if (!isIn) this.#back.splice(index, 0, number);
  }

  /** Where it is, or belongs. */
  #indexOf(number: number): number {
    let low = 0;
    let high = this.#back.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#back[middle] as number) > number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function partsOf(name: string): { readonly base: string; readonly number?: number } {
  const [, base, number] = /^(.*) \((\d+)\)$/s.exec(name) ?? [];
  return base === undefined ? { base: name } : { base, number: Number(number) };
}

/** A number takes the place of what a long name ends with. */
function keyOf(base: string): string {
  return base.slice(0, MAX_NAME_LENGTH - 20);
}

function numbered(name: string, number: number): string {
  const end = ` (${number})`;
  return `${name.slice(0, MAX_NAME_LENGTH - end.length).toWellFormed()}${end}`;
}
