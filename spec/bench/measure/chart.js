// @ts-check
import { samples } from './bars.js';
import { spreadOf } from './statistics.js';
import { shown } from './table.js';

const COLOURS = [
  '#b3541e',
  '#777777',
  '#2f6f9f',
  '#4a8f5b',
  '#8a5aa8',
  '#c2a02d',
  '#3f9c9c',
  '#a8475f',
  '#5a5a8a',
  '#333333',
];
const WIDTH = 1000;
const BAR = 16;
const LABEL = 330;
const PLOT = 260;

/**
 * Every measurement as a group of bars, from its smallest to its largest on a scale of powers of ten, and each series
 * that grows as lines.
 * @param {readonly { title: string, measurements: readonly any[] }[]} rows
 * @param {string} caption
 */
export function chartSvg(rows, caption) {
  /** @type {string[]} */
  const parts = [
    text(20, 28, caption, 14, 'bold'),
    text(20, 46, 'medians; bars and axes are logarithmic, and each bar has its number', 11),
  ];
  let y = 62;
  for (const { title, measurements } of rows) {
    parts.push(text(20, y + 18, title, 15, 'bold'));
    y += 30;
    const series = [...new Set(measurements.flatMap(({ series }) => (series === undefined ? [] : [series])))];
    if (series.length > 0) {
      series.forEach((name, i) => {
        const ofSeries = measurements.filter(measurement => measurement.series === name);
        parts.push(lines(ofSeries, 70 + (i % 2) * 480, y + Math.floor(i / 2) * (PLOT + 60)));
      });
      y += Math.ceil(series.length / 2) * (PLOT + 60);
      continue;
    }
    for (const measurement of measurements) {
      const drawn = bars(measurement, y);
      parts.push(drawn.svg);
      y = drawn.bottom + 10;
    }
  }
  const size = `width="${WIDTH}" height="${y + 20}" viewBox="0 0 ${WIDTH} ${y + 20}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif"><rect width="100%" height="100%" fill="#ffffff"/>\n${parts.join('\n')}\n</svg>\n`;
}

/** @param {import('./bars.js').Measurement} measurement @param {number} top */
function bars({ what, unit, results }, top) {
  const contestants = Object.entries(results);
  const spreads = contestants.map(([, result]) => samples(result)).map(values => values && spreadOf(values));
  const medians = spreads.flatMap(spread => (spread === undefined ? [] : [Math.max(spread.median, 1e-9)]));
  const low = Math.floor(Math.log10(Math.min(...medians))) - 1;
  const high = Math.log10(Math.max(...medians));
  const parts = [text(30, top + 13, `${what} (${unit})`, 12, 'normal')];
  contestants.forEach(([name, result], i) => {
    const y = top + 20 + i * (BAR + 2);
    const spread = spreads[i];
    parts.push(text(LABEL - 8, y + 12, name, 11, 'normal', 'end'));
    if (spread === undefined) {
      parts.push(
        text(LABEL, y + 12, 'died' in result ? `✗ ${(result.died.split('\n')[0] ?? '').slice(0, 90)}` : '✗', 10),
      );
      return;
    }
    const width = ((Math.log10(Math.max(spread.median, 1e-9)) - low) / (high - low || 1)) * (WIDTH - LABEL - 110);
    parts.push(
      `<rect x="${LABEL}" y="${y}" width="${Math.max(1, width).toFixed(1)}" height="${BAR}" fill="${colourOf(name)}"/>`,
    );
    parts.push(text(LABEL + Math.max(1, width) + 6, y + 12, shown(spread.median), 11));
  });
  return { svg: parts.join('\n'), bottom: top + 20 + contestants.length * (BAR + 2) };
}

/** Both axes in powers of ten. @param {readonly any[]} measurements @param {number} left @param {number} top */
function lines(measurements, left, top) {
  /** @type {Map<string, { size: number, value: number }[]>} */
  const points = new Map();
  for (const { size, results } of measurements) {
    for (const [name, result] of Object.entries(results)) {
      const values = samples(/** @type {any} */ (result));
      if (values)
        points.set(name, [...(points.get(name) ?? []), { size, value: Math.max(1e-3, spreadOf(values).median) }]);
    }
  }
  const all = [...points.values()].flat();
  const [lowX, highX] = [
    Math.log10(Math.min(...all.map(({ size }) => size))),
    Math.log10(Math.max(...all.map(({ size }) => size))),
  ];
  const [lowY, highY] = [
    Math.floor(Math.log10(Math.min(...all.map(({ value }) => value)))),
    Math.ceil(Math.log10(Math.max(...all.map(({ value }) => value)))),
  ];
  const x = (/** @type {number} */ size) => left + ((Math.log10(size) - lowX) / (highX - lowX || 1)) * 320;
  const y = (/** @type {number} */ value) =>
    top + PLOT - ((Math.log10(value) - lowY) / (highY - lowY || 1)) * (PLOT - 40);
  const parts = [text(left, top + 14, `${measurements[0].series}, ${measurements[0].unit}`, 12)];
  for (let power = lowY; power <= highY; power++) {
    parts.push(
      `<line x1="${left}" x2="${left + 320}" y1="${y(10 ** power)}" y2="${y(10 ** power)}" stroke="#dddddd"/>`,
    );
    parts.push(text(left - 6, y(10 ** power) + 4, (10 ** power).toLocaleString('en-US'), 10, 'normal', 'end'));
  }
  for (const { size } of measurements)
    parts.push(text(x(size), top + PLOT + 16, size.toLocaleString('en-US'), 10, 'normal', 'middle'));
  for (const [name, ofName] of points) {
    const path = ofName.map(({ size, value }) => `${x(size).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    parts.push(`<polyline points="${path}" fill="none" stroke="${colourOf(name)}" stroke-width="2"/>`);
    const last = ofName.at(-1);
    if (last) parts.push(text(x(last.size) + 6, y(last.value) + 4, name, 10));
  }
  return parts.join('\n');
}

/** The same for a contestant wherever it is drawn. @param {string} name */
function colourOf(name) {
  if (name.startsWith('carillon')) return COLOURS[0];
  if (!known.includes(name)) known.push(name);
  return COLOURS[1 + (known.indexOf(name) % (COLOURS.length - 1))];
}

/** @type {string[]} */
const known = [];

/** @param {number} x @param {number} y @param {string} content @param {number} size */
function text(x, y, content, size, weight = 'normal', anchor = 'start') {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}">${escaped}</text>`;
}
