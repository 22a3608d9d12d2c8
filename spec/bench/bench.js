// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { chartSvg } from './measure/chart.js';
import { rowText, summaryText } from './measure/table.js';
import { settings } from './settings.js';

/** The rows, in order; `npm run bench -- next declare` measures these only. */
const names = [
  'next',
  'far',
  'declare',
  'burst',
  'every-millisecond',
  'lateness',
  'dispatch',
  'idle',
  'import',
  'command',
  'growth',
  'dashboard',
  'farm',
];

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !names.includes(name));
if (unknown.length > 0) throw new RangeError(`no such row: ${unknown.join(', ')}; there are ${names.join(', ')}`);

const machine = {
  node: process.version,
  cpu: os.cpus()[0]?.model ?? 'unknown',
  cores: os.cpus().length,
  loadBefore: os.loadavg(),
  date: new Date().toISOString(),
  settings,
};
console.log(
  `Node ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${machine.loadBefore.map(load => load.toFixed(1)).join(' ')}`,
);

const rows = [];
for (const name of asked.length > 0 ? asked : names) {
  const { row } = await import(`./rows/${name}.js`);
  const measurements = await row.run();
  rows.push({ name, title: row.title, measurements });
  console.log(rowText(row.title, measurements));
}

const summary = summaryText(rows);
const loadAfter = os.loadavg();
console.log(`\nThe bars (median, and from the least to the greatest of the rounds)\n\n${summary}`);
console.log(`\nload ${loadAfter.map(load => load.toFixed(1)).join(' ')}`);

const results = new URL('results/', import.meta.url);
mkdirSync(results, { recursive: true });
writeFileSync(
  new URL('results.json', results),
  `${JSON.stringify({ machine: { ...machine, loadAfter }, rows }, undefined, 2)}\n`,
);
writeFileSync(
  new URL('chart.svg', results),
  chartSvg(rows, `Carillon beside its peers, Node ${machine.node}, ${machine.cpu}`),
);
writeFileSync(new URL('summary.txt', results), `${summary}\n`);
