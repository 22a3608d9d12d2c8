import { ScheduleError, shown } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import { type FreeNames, renamed } from '../job/free-names.js';
import { define } from './define.js';
import { type Draft, jobLabel } from './draft.js';
import type { Place } from './place.js';

/** Where the registry keeps the last draft of one chain, and then its definition. All that ever changes is here. */
export class Cell {
  #last: Draft | JobDefinition;
  readonly #place: Place | undefined;
  /** What the word that was to follow the last draft was refused for. */
  #refusal: unknown = undefined;
  #isNamed = false;

  constructor(first: Draft, place: Place | undefined) {
    this.#last = first;
    this.#place = place;
  }

  /**
   * Puts the next draft in the place of the one that it was made from.
   * @throws ScheduleError if that is not the last one: its clause was continued before, or the registry compiled
   */
  replace(previous: Draft, next: Draft): void {
    if (this.#last === previous) {
      this.#last = next;
      this.#refusal = undefined;
      return;
    }
    const why = isDefinition(this.#last)
      ? 'was continued after its registry was compiled, which would change nothing: say all of its words before'
      : 'has a clause that was continued twice, of which only one could count: chain each word to what the last one gave';
    throw new ScheduleError(`${jobLabel(previous)} ${why}`);
  }

  /** Keeps that a word was refused: unless another follows in its place, the chain says less than it was meant to. */
  refuse(previous: Draft, error: unknown): void {
    if (this.#last === previous) this.#refusal = error;
  }

  /**
   * The definition that the words make; made once, after which the chain is closed.
   * @throws ScheduleError if its last word was refused, and what `define` throws
   */
  definition(): JobDefinition {
    if (isDefinition(this.#last)) return this.#last;
    if (this.#refusal !== undefined) throw refusedBefore(this.#last, this.#place, this.#refusal);
    this.#last = define(this.#last, this.#place);
    return this.#last;
  }

  /** Gives a job that its words have named a name that is free, once. */
  name(free: FreeNames): JobDefinition {
    const definition = this.definition();
    if (definition.namedBy !== 'words' || this.#isNamed) return definition;
    this.#isNamed = true;
    const named = renamed(definition, free.find(definition.schedule.name));
    this.#last = named;
    return named;
  }

  /** Whether its name stands: it was given one, or it has had its free one. */
  get isNamed(): boolean {
    return this.#isNamed || this.definition().namedBy !== 'words';
  }
}

/** What `at(userHour)` was refused for is caught more often than it is mended, and `toRunEvery(1).days()` is midnight. */
function refusedBefore(draft: Draft, place: Place | undefined, cause: unknown): ScheduleError {
  const why = cause instanceof Error ? cause.message.replace(`${jobLabel(draft)}: `, '') : shown(cause);
  const label = jobLabel({ ...draft, place });
  return new ScheduleError(`${label} is unfinished, since its last word was refused: ${why}`, { cause });
}

function isDefinition(last: Draft | JobDefinition): last is JobDefinition {
  return 'schedule' in last;
}
