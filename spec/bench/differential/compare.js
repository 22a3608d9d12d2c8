// @ts-check
import { oracleCronOccurrences } from '../../../dist/spec/support/oracle/cron.js';
import { cronTexts, decade } from './cases.js';
import { clockChanges, wallTimes } from './clock-changes.js';
import { explain } from './explain.js';
import { nextOf } from './libraries.js';

/**
 * What one library makes of one text in one zone.
 * @typedef {object} Comparison
 * @property {string} library
 * @property {string} cron
 * @property {string} zone
 * @property {string | undefined} refused why it could not be asked
 * @property {number} agreed how many occurrences it shares with Carillon
 * @property {Difference[]} differences
 *
 * @typedef {object} Difference
 * @property {'extra' | 'lacks'} kind of the library, beside Carillon
 * @property {number} at
 * @property {string} wall
 * @property {string | undefined} reason the rule that explains it; `undefined` where none does
 */

/**
 * In a process of its own: all texts through all libraries, in one zone. Carillon is compared with the oracle of its
 * specs, and the others with Carillon.
 * @param {string} zone
 * @returns {Comparison[]}
 */
export function compareAll(zone) {
  const changes = clockChanges(zone, decade.fromMs - 40 * DAY, decade.toMs + 40 * DAY);
  const wallOf = wallTimes(zone);
  return cronTexts.flatMap(({ cron, isDense }) => {
    const windows = isDense ? aroundEach(changes) : [decade];
    /** @type {Comparison[]} */
    const comparisons = [];
    const ours = windows.flatMap(window => walk('carillon', cron, zone, window).found);
    const oracle = windows.flatMap(({ fromMs, toMs }) => oracleCronOccurrences(cron, zone, fromMs, toMs));
    const wrong = differ(ours, oracle).map(difference => ({
      ...difference,
      wall: iso(wallOf(difference.at)),
      reason: undefined,
    }));
    comparisons.push({ library: 'carillon', cron, zone, refused: undefined, agreed: ours.length, differences: wrong });
    for (const library of Object.keys(nextOf)) {
      if (library === 'carillon') continue;
      const walks = windows.map(window => walk(library, cron, zone, window));
      const theirs = walks.flatMap(({ found }) => found);
      const refused = walks.find(({ refused }) => refused !== undefined)?.refused;
      const differences = differ(theirs, ours).map(({ kind, at }) => ({
        kind,
        at,
        wall: iso(wallOf(at)),
        reason: explain({
          kind,
          at,
          cron,
          changes,
          wallOf,
          stuckAt: walks.find(({ stuckAt }) => stuckAt !== undefined)?.stuckAt,
        }),
      }));
      const lacking = differences.filter(({ kind }) => kind === 'lacks').length;
      comparisons.push({
        library,
        cron,
        zone,
        refused,
        agreed: ours.length - lacking,
        differences: refused ? [] : differences,
      });
    }
    return comparisons;
  });
}

const DAY = 86_400_000;

/** More answers than this in one window is a library that stands still in small steps. */
const MOST = 20_000;

/**
 * @param {string} library @param {string} cron @param {string} zone @param {{ fromMs: number, toMs: number }} window
 * @returns {{ found: number[], refused?: string, stuckAt?: number }}
 */
function walk(library, cron, zone, { fromMs, toMs }) {
  /** @type {number[]} */
  const found = [];
  /** @type {((afterMs: number) => number | undefined) | undefined} */
  let next;
  try {
    next = nextOf[library]?.(cron, zone);
  } catch (error) {
    return { found, refused: String(error instanceof Error ? error.message : error).split('\n')[0] ?? '' };
  }
  let at = fromMs - 1000;
  // A library that stands still is helped over the place, but no further than the window goes.
  while (at < toMs) {
    if (found.length === MOST) return { found, stuckAt: at };
    let answer;
    try {
      answer = next?.(at);
    } catch {
      return { found, stuckAt: at };
    }
    if (answer === undefined || answer >= toMs) return { found };
    // Asked from its own answer on, it must go on: else it is helped over the place, as a scheduler would not be.
    if (answer <= at) {
      at += 60_000;
      continue;
    }
    if (answer >= fromMs) found.push(answer);
    at = answer;
  }
  return { found };
}

/**
 * Four hours to either side of what each change of the clocks can move, and a day in which nothing happens.
 * @param {readonly import('./clock-changes.js').ClockChange[]} changes
 */
function aroundEach(changes) {
  const windows = changes
    .filter(({ at }) => at >= decade.fromMs && at < decade.toMs)
    .map(({ at, beforeMs, afterMs }) => {
      const reach = Math.abs(afterMs - beforeMs) + 4 * HOUR;
      return { fromMs: at - reach, toMs: at + reach };
    });
  return [{ fromMs: QUIET_DAY, toMs: QUIET_DAY + DAY }, ...windows];
}

const HOUR = 3_600_000;
const QUIET_DAY = Date.UTC(2013, 0, 10);

/** @param {readonly number[]} theirs @param {readonly number[]} ours @returns {{ kind: 'extra' | 'lacks', at: number }[]} */
function differ(theirs, ours) {
  const [mine, other] = [new Set(ours), new Set(theirs)];
  return [
    ...theirs.filter(at => !mine.has(at)).map(at => ({ kind: /** @type {const} */ ('extra'), at })),
    ...ours.filter(at => !other.has(at)).map(at => ({ kind: /** @type {const} */ ('lacks'), at })),
  ].sort((a, b) => a.at - b.at);
}

/** @param {number} wall */
function iso(wall) {
  return new Date(wall).toISOString().slice(0, 19).replace('T', ' ');
}
