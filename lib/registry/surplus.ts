import { ScheduleError, shown } from '../errors.js';
import { type Meant, meantDuration, meantLength, meantZone } from './slips.js';

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

/** A method that is a word. */
type Word = (...args: readonly unknown[]) => unknown;

/**
 * Makes each word of `clauses`, a prototype, refuse what it is given beyond its parameters, which JavaScript would drop
 * unread: `at(21, 15, 0, 'Europe/Berlin')` would be 21:15 elsewhere. `label` is what errors call the job of a clause.
 */
export function refuseSurplus<Clause extends object>(clauses: Clause, label: (clause: Clause) => string): void {
  for (const word of Object.getOwnPropertyNames(clauses)) {
    if (word === 'constructor' || TAKES_ANY.has(word)) continue;
    const say = Reflect.get(clauses, word) as Word;
    const most = say.length;
    const sayNoMore = function (this: Clause, ...args: readonly unknown[]): unknown {
      if (args.length > most) throw new ScheduleError(`${label(this)}: ${refusal(word, most, args)}`);
      return Reflect.apply(say, this, args);
    };
    Reflect.set(clauses, word, sayNoMore);
  }
}

function refusal(word: string, most: number, args: readonly unknown[]): string {
  const surplus = args.slice(most);
  const given = surplus.map(shown).join(', ');
  const remedy = meant(word, args.slice(0, most), surplus) ?? 'leave it out';
  if (most === 0) return `${word}() takes nothing, and was given ${given}; ${remedy}`;
  return `${word}(…) takes ${most === 1 ? 'one argument' : `${most} arguments`}, and was also given ${given}; ${remedy}`;
}

function meant(word: string, taken: readonly unknown[], surplus: readonly unknown[]): Meant {
  const [first] = surplus;
  const said =
    surplus.map(meantZone).find(zone => zone !== undefined) ??
    meantLength('toRunEvery', [[word, first]]) ??
    LENGTHS[word]?.(word, [[String(first), taken[0]]]);
  if (said !== undefined) return `say ${said}`;
  if (INSTANTS.has(word)) return `say ${word}('2026-11-20T21:15')`;
  return SAID_AGAIN.has(word) ? `say ${word}(…) once for each` : undefined;
}
