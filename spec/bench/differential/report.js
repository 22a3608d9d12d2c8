// @ts-check
import { cronTexts, zones } from './cases.js';

/** How many examples of each reason and library are printed. */
const EXAMPLES = 3;

/** @param {readonly import('./compare.js').Comparison[]} comparisons */
export function reportOf(comparisons) {
  const libraries = [...new Set(comparisons.map(({ library }) => library))].filter(library => library !== 'carillon');
  return [
    '# The same cron text through five libraries',
    '',
    `Written by \`npm run bench:differential\`. ${cronTexts.length} texts in ${zones.length} zones over 2010 to 2019; texts that run more than a few`,
    'times a day around each change of the clocks only. Carillon was the same as the oracle of its specs on every one of its',
    `${count(comparisons.filter(({ library }) => library === 'carillon').reduce((sum, { agreed }) => sum + agreed, 0))} occurrences. Clock times are those that clocks in the zone show.`,
    '',
    ...summary(comparisons, libraries),
    ...libraries.flatMap(library => section(library, comparisons)),
    '',
  ].join('\n');
}

/** The differences that no rule explains, and those between Carillon and its oracle. @param {readonly import('./compare.js').Comparison[]} comparisons */
export function unexplained(comparisons) {
  return comparisons.flatMap(({ library, cron, zone, differences }) =>
    differences
      .filter(({ reason }) => reason === undefined)
      .map(
        ({ kind, wall }) => `${library} ${kind === 'extra' ? 'runs' : 'does not run'} '${cron}' at ${wall} in ${zone}`,
      ),
  );
}

/** @param {readonly import('./compare.js').Comparison[]} comparisons @param {readonly string[]} libraries */
function summary(comparisons, libraries) {
  const rows = libraries.map(library => {
    const own = comparisons.filter(comparison => comparison.library === library);
    const refused = new Set(own.filter(({ refused }) => refused !== undefined).map(({ cron }) => cron));
    const differences = own.flatMap(comparison => comparison.differences);
    const [extra, lacks] = ['extra', 'lacks'].map(
      kind => differences.filter(difference => difference.kind === kind).length,
    );
    const agreed = own
      .filter(({ refused }) => refused === undefined)
      .reduce((sum, comparison) => sum + comparison.agreed, 0);
    return `| ${library} | ${count(agreed)} | ${count(extra ?? 0)} | ${count(lacks ?? 0)} | ${refused.size} |`;
  });
  return [
    "| library | the same | runs beside | runs lacking | texts it can't read |",
    '|---|---|---|---|---|',
    ...rows,
  ];
}

/** @param {string} library @param {readonly import('./compare.js').Comparison[]} comparisons */
function section(library, comparisons) {
  const own = comparisons.filter(comparison => comparison.library === library);
  const all = own.flatMap(({ cron, zone, differences }) =>
    differences.map(difference => ({ ...difference, cron, zone })),
  );
  const reasons = [...new Set(all.map(({ reason }) => reason ?? 'not explained'))].sort();
  const refused = [
    ...new Map(own.filter(({ refused }) => refused !== undefined).map(({ cron, refused }) => [cron, refused])),
  ];
  return [
    '',
    `## ${library}`,
    '',
    ...refused.map(([cron, why]) => `- can't read \`${cron}\`: ${why}`),
    ...reasons.flatMap(reason => {
      const alike = all.filter(difference => (difference.reason ?? 'not explained') === reason);
      const examples = spread(alike, EXAMPLES).map(
        ({ kind, wall, cron, zone }) =>
          `  - \`${cron}\` in ${zone}: ${kind === 'extra' ? 'runs' : 'does not run'} at ${wall}`,
      );
      return [`- **${count(alike.length)}** ${reason}`, ...examples];
    }),
    ...(all.length + refused.length === 0 ? ['No difference.'] : []),
  ];
}

/** The first of as many different texts and zones as there are. @template {{ cron: string, zone: string }} T @param {readonly T[]} list @param {number} most */
function spread(list, most) {
  const byCase = new Map(list.toReversed().map(item => [`${item.cron} ${item.zone}`, item]));
  const chosen = [...byCase.values()].reverse();
  const step = Math.max(1, Math.floor(chosen.length / most));
  return chosen.filter((_, index) => index % step === 0).slice(0, most);
}

/** @param {number} value */
function count(value) {
  return value.toLocaleString('en-US');
}
