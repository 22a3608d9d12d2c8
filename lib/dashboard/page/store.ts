import type { Model } from './model.js';

/** The one place where what the page knows is kept and changed. */
export interface Store {
  /** What the page knows now. */
  readonly model: Model;
  /** Changes some of it. */
  readonly update: (change: Partial<Model> | ((model: Model) => Partial<Model>)) => void;
  /** Changes all of it. */
  readonly replace: (model: Model) => void;
}

/** Keeps a model; `changed` is called once after all changes of one turn. */
export function storeOf(first: Model, changed: () => void): Store {
  let model = first;
  let isTold = false;
  const replace = (next: Model): void => {
    model = next;
    if (isTold) return;
    isTold = true;
    queueMicrotask(() => {
      isTold = false;
      changed();
    });
  };
  return {
    get model() {
      return model;
    },
    update: change => replace({ ...model, ...(typeof change === 'function' ? change(model) : change) }),
    replace,
  };
}
