import type { Model } from './model.js';

/** The one place where what the page knows is kept and changed. */
export interface Store {
  /** What the page knows now. */
  readonly model: Model;
  /** Changes some of it. */
  readonly update: (change: Partial<Model> | ((model: Model) => Partial<Model>)) => void;
}

/** Keeps a model; `changed` is called once after all changes of one turn. */
export function storeOf(first: Model, changed: () => void): Store {
  let model = first;
  let isTold = false;
  const update: Store['update'] = change => {
    model = { ...model, ...(typeof change === 'function' ? change(model) : change) };
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
    update,
  };
}
