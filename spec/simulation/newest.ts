import type { RunStart } from '../../lib/index.js';
import type { Plan } from './plan.js';

/** A run id is the time, which the clock may repeat, and the number of the run. */
const NUMBER_AT = 9;

/** Knows which runs have started under `cancelPrevious`, and objects to one that is older than another before it. */
export class Newest {
  readonly #numbers = new Map<string, string>();

  /** A run starts. @returns what is wrong with that, or `undefined`. */
  starts({ jobName, runId, trigger }: RunStart, { overlap }: Plan): string | undefined {
    // One by hand is numbered when it is asked for, and may come after what is due by then.
    if (overlap !== 'cancelPrevious' || trigger === 'manual') return undefined;
    const number = runId.slice(NUMBER_AT);
    const newest = this.#numbers.get(jobName) ?? '';
    if (number < newest) return 'starts after a newer one has started';
    this.#numbers.set(jobName, number);
    return undefined;
  }
}
