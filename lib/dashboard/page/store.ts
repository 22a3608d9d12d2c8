import type { Model } from './model.js';

/** The one place where what the page knows is kept and changed. */
export class Store {
  #model: Model;
  readonly #changed: () => void;
  #isTold = false;

  /** `changed` is called once after all changes of one turn. */
  constructor(model: Model, changed: () => void) {
    this.#model = model;
    this.#changed = changed;
  }

  /** What the page knows now. */
  get model(): Model {
    return this.#model;
  }

  /** Changes some of it. */
  update(change: Partial<Model> | ((model: Model) => Partial<Model>)): void {
    const part = typeof change === 'function' ? change(this.#model) : change;
    this.replace({ ...this.#model, ...part });
  }

  /** Changes all of it. */
  replace(model: Model): void {
    this.#model = model;
    if (this.#isTold) return;
    this.#isTold = true;
    queueMicrotask(() => {
      this.#isTold = false;
      this.#changed();
    });
  }
}
