// @ts-check
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { zones } from './differential/cases.js';
import { reportOf, unexplained } from './differential/report.js';
import { inChild } from './measure/in-child.js';

/**
 * The same cron text, in the same zone, over the same ten years, through every library: writes what differs, and by
 * which rule, into differential.md. A difference that no rule explains is an error, and so is one between Carillon and
 * the oracle of its own specs.
 */
const compare = new URL('differential/compare.js', import.meta.url).href;
const waiting = [...zones];
/** @type {Record<string, import('./differential/compare.js').Comparison[]>} */
const byZone = {};

await Promise.all(
  Array.from({ length: Math.min(zones.length, availableParallelism()) }, async () => {
    for (let zone = waiting.shift(); zone !== undefined; zone = waiting.shift()) {
      byZone[zone] = await inChild(compare, 'compareAll', [zone], { limitMs: 3_600_000 });
      console.log(`${zone} compared`);
    }
  }),
);

const comparisons = zones.flatMap(zone => byZone[zone] ?? []);
writeFileSync(new URL('differential.md', import.meta.url), reportOf(comparisons));
const open = unexplained(comparisons);
console.log(`differential.md is written; ${open.length} differences are not explained`);
for (const line of open.slice(0, 40)) console.log(`  ${line}`);
process.exitCode = open.length === 0 ? 0 : 1;
