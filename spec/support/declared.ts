import type { Words } from '../../lib/grammar/words.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import { recurrenceOf, type SchedulePlan } from '../../lib/recurrence/plan.js';
import type { Recurrence } from '../../lib/recurrence/recurrence.js';
import { Registry, type RegistryOptions } from '../../lib/registry/registry.js';

export type { Words };

/** A job that does nothing, by the name of `report`. */
export function report(): void {}

/** What these words make of the job `report`, in UTC unless the options say otherwise. */
export function declared(words: Words, options?: RegistryOptions): JobDefinition {
  return new Registry({ zone: 'UTC', ...options }).definer(report, words);
}

/** What these words say of when. */
export function planned(words: Words, options?: RegistryOptions): SchedulePlan {
  return declared(words, options).schedule.plan;
}

/** The recurrence that these words name, if they name one. */
export function recurring(words: Words, options?: RegistryOptions): Recurrence | undefined {
  return recurrenceOf(planned(words, options));
}

/** A clause to callers without types, who can say any word with anything. */
export interface Untyped {
  say(word: string, ...args: readonly unknown[]): Untyped;
}

export function untyped(clause: unknown): Untyped {
  return {
    say(word, ...args) {
      const method = (clause as Readonly<Record<string, (...args: unknown[]) => unknown>>)[word];
      if (method === undefined) throw new Error(`there is no word ${word}`);
      return untyped(method.call(clause, ...args));
    },
  };
}
