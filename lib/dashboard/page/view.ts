import type { Intents } from './intents.js';
import type { Model } from './model.js';

/** What every view is given: what the page knows, and what a person can want. */
export interface View {
  readonly model: Model;
  readonly intents: Intents;
}
