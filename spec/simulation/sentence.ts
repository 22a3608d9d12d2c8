import type { ScheduleClause } from '../../lib/index.js';

/** A sentence of the grammar as data: it can be made at random, said, and printed when it fails. */
export type Sentence = readonly Word[];

/** One word and what stands in its brackets. */
export type Word = readonly [name: string, ...values: unknown[]];

/** Says the words, one after the other. */
export function say(sentence: Sentence, clause: ScheduleClause): unknown {
  let place: unknown = clause;
  for (const [name, ...values] of sentence) {
    const word: unknown = Reflect.get(place as object, name);
    if (typeof word !== 'function') throw new TypeError(`${textOf(sentence)}: there is no word '${name}' here`);
    place = word.apply(place, values);
  }
  return place;
}

/** The sentence as it would be typed. */
export function textOf(sentence: Sentence): string {
  return sentence.map(([name, ...values]) => `${name}(${values.map(shown).join(', ')})`).join('.');
}

function shown(value: unknown): string {
  return typeof value === 'function' ? '…' : (JSON.stringify(value) ?? String(value));
}
