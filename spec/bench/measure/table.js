// @ts-check
import { samples } from './bars.js';
import { standingText } from './standing.js';
import { spreadOf } from './statistics.js';

/**
 * The measurements of one row as text: of each, every contestant, and how ours stands to the bars.
 * @param {string} title
 * @param {readonly import('./bars.js').Measurement[]} measurements
 */
export function rowText(title, measurements) {
  const lines = [`\n${title}\n${'─'.repeat(title.length)}`];
  for (const measurement of measurements) {
    const { what, unit, results, verdicts } = measurement;
    const standing = standingText(measurement);
    lines.push(`  ${what} (${unit})`);
    for (const [name, result] of Object.entries(results)) lines.push(`    ${name.padEnd(18)} ${resultText(result)}`);
    for (const verdict of verdicts) lines.push(`    ${mark(verdict.holds)} ${verdict.bar}: ${verdictText(verdict)}`);
    if (standing !== undefined) lines.push(`    ${mark(undefined)} ${standing}`);
  }
  return lines.join('\n');
}

/**
 * One line a bar.
 * @param {readonly { title: string, measurements: readonly import('./bars.js').Measurement[] }[]} rows
 */
export function summaryText(rows) {
  const cells = rows.flatMap(({ measurements }) =>
    measurements.flatMap(({ what, verdicts }) =>
      verdicts.map(verdict => [mark(verdict.holds), what, verdict.bar, verdictText(verdict)]),
    ),
  );
  const widths = [0, 1, 2, 3].map(column => Math.max(...cells.map(line => (line[column] ?? '').length)));
  return cells
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {import('./bars.js').Verdict} verdict */
function verdictText({ measured, unit }) {
  if (measured === undefined) return 'nothing to compare with';
  const spread = measured.rounds > 1 ? ` (${shown(measured.min)} to ${shown(measured.max)})` : '';
  return `${shown(measured.median)} ${unit}${spread}`;
}

/** @param {import('./rounds.js').Result} result */
function resultText(result) {
  const values = samples(result);
  if ('died' in result || values === undefined)
    return `✗ ${'died' in result ? result.died.split('\n')[0] : 'no sample'}`;
  const { median, min, max, rounds } = spreadOf(values);
  return rounds > 1 ? `${shown(median).padStart(9)}   ${shown(min)} to ${shown(max)}` : shown(median).padStart(9);
}

/** @param {boolean | undefined} holds */
function mark(holds) {
  if (holds === undefined) return '     ';
  return holds ? 'holds' : 'FAILS';
}

/** Three digits that count. @param {number} value */
export function shown(value) {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en-US');
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
