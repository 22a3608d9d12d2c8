import { contain, type Report } from '../run/contain.js';
import { inOwnContext } from '../run/own-context.js';
import type { StopFate, StopSource } from './stopping.js';

/**
 * Calls the listeners and the hooks after a run, each contained and in an async context of its own. Nobody waits for them
 * but a stop: for those that gave a promise, until it has settled.
 */
export class Aftermath implements StopSource {
  readonly #report: Report;
  readonly #abandoned: (what: string) => void;
  readonly #begun: (item: object, label: string, source: StopSource) => void;
  readonly #ended: (item: object, fate: StopFate) => void;
  readonly #pending = new Map<object, string>();

  constructor(
    report: Report,
    abandoned: (what: string) => void,
    begun: (item: object, label: string, source: StopSource) => void,
    ended: (item: object, fate: StopFate) => void,
  ) {
    this.#report = report;
    this.#abandoned = abandoned;
    this.#begun = begun;
    this.#ended = ended;
  }

  call(what: string, callback: () => unknown): void {
    const item = {};
    const promise = inOwnContext(item, () => contain(what, this.#report, callback));
    if (promise === undefined) return;
    this.#pending.set(item, what);
    this.#begun(item, what, this);
    void promise.then(() => {
      this.#pending.delete(item);
      this.#ended(item, 'finished');
    });
  }

  /** What follows from runs that end during a stop still belongs to it. */
  halt(): void {}

  items(): Iterable<readonly [object, string]> {
    return this.#pending;
  }

  /** Callbacks have no signal. */
  cancel(): void {}

  abandon(_item: object, label: string): void {
    this.#abandoned(label);
  }
}
