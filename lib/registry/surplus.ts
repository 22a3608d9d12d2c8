import { meantDuration, meantLength } from '../recurrence/meant-length.js';
import { refuseSurplus } from '../surplus.js';
import { type Meant, meantZone } from './slips.js';

/** Words that take as many arguments as they are given. */
const TAKES_ANY = new Set(['on', 'in', 'except', 'onlyOn', 'exceptOn', 'skippingDays', 'tagged']);

/** Words that take one thing at a time, and may be said again. */
const SAID_AGAIN = new Set([
  ...['onTheFirst', 'onTheSecond', 'onTheThird', 'onTheFourth', 'onTheLast', 'between', 'unlessBetween', 'andThen'],
  ...['when', 'skip', 'before', 'after', 'onSuccess', 'onFailure'],
]);

/** How the words that take a length of time say one that was given as a number and a unit. */
const LENGTHS: Readonly<Record<string, typeof meantLength>> = {
  toRunEvery: meantLength,
  andEvery: meantLength,
  toRunOnceIn: meantLength,
  delayFor: meantLength,
  withTimeout: meantDuration,
  abandonAfter: meantDuration,
  withJitter: meantDuration,
};

/** Words that take one instant, which others make of a year, a month and a day. */
const INSTANTS = new Set(['startingAt', 'until']);

/**
 * Makes each word of `clauses`, a prototype, refuse what it is given beyond its parameters: `at(21, 15, 0, 'Europe/Berlin')`
 * would be 21:15 elsewhere. `jobOf` is what errors call the job of a clause; `failed` is told of each word that is refused.
 */
export function refuseSurplusWords<Clause extends object>(
  clauses: Clause,
  jobOf: (clause: Clause) => string,
  failed: (clause: Clause, error: unknown) => void,
): void {
  const words = Object.getOwnPropertyNames(clauses).filter(word => word !== 'constructor');
  const most = (word: string) => (TAKES_ANY.has(word) ? Infinity : Reflect.get<object, string>(clauses, word).length);
  const takes = Object.fromEntries(words.map(word => [word, most(word)]));
  refuseSurplus(clauses, takes, { noun: 'chain', label: clause => `${jobOf(clause)}: `, meant, failed });
}

function meant(word: string, taken: readonly unknown[], surplus: readonly unknown[]): Meant {
  const [first] = surplus;
  const said =
    surplus.map(meantZone).find(zone => zone !== undefined) ??
    meantLength('toRunEvery', word, first) ??
    LENGTHS[word]?.(word, first, taken[0]);
  if (said !== undefined) return `say ${said}`;
  if (INSTANTS.has(word)) return `say ${word}('2026-11-20T21:15')`;
  // What is no number beside numbers, such as options that the word does not have, is no further one of them.
  const isFurther = typeof taken[0] !== 'number' || typeof first === 'number';
  return isFurther && SAID_AGAIN.has(word) ? `say ${word}(…) once for each` : undefined;
}
