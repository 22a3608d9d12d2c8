import { ScheduleError } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import { define } from './define.js';
import { type Draft, jobLabel } from './draft.js';

/** Where the registry keeps the last draft of one chain, and then its definition. All that ever changes is here. */
export class Cell {
  #last: Draft | JobDefinition;

  constructor(first: Draft) {
    this.#last = first;
  }

  /**
   * Puts the next draft in the place of the one that it was made from.
   * @throws ScheduleError if that is not the last one: its clause was continued before, or the registry compiled
   */
  replace(previous: Draft, next: Draft): void {
    if (this.#last === previous) {
      this.#last = next;
      return;
    }
    const why = isDefinition(this.#last)
      ? 'was continued after its registry was compiled, which would change nothing: say all of its words before'
      : 'has a clause that was continued twice, of which only one could count: chain each word to what the last one gave';
    throw new ScheduleError(`${jobLabel(previous)} ${why}`);
  }

  /** The definition that the words make; made once, after which the chain is closed. */
  definition(): JobDefinition {
    if (!isDefinition(this.#last)) this.#last = define(this.#last);
    return this.#last;
  }
}

function isDefinition(last: Draft | JobDefinition): last is JobDefinition {
  return 'schedule' in last;
}
