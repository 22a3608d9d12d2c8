import { awayAtStart } from '../support/farm/disturbances/away-at-start.js';
import { backlog } from '../support/farm/disturbances/backlog.js';
import { heldLoop, poison } from '../support/farm/disturbances/bad-jobs.js';
import type { Disturbance } from '../support/farm/disturbances/disturbance.js';
import { frozen } from '../support/farm/disturbances/frozen.js';
import { heldEmbedded } from '../support/farm/disturbances/held-embedded.js';
import { idle } from '../support/farm/disturbances/idle.js';
import { embeddedKills, workerKills } from '../support/farm/disturbances/kills.js';
import { type Outage, throughOutage } from '../support/farm/disturbances/outage.js';
import { OUTAGES } from '../support/farm/disturbances/outages.js';
import { NETWORK_OUTAGES, PGBOUNCER_OUTAGES } from '../support/farm/disturbances/outages-between.js';
import { pgBouncer, pooled } from '../support/farm/disturbances/pooled.js';
import { hasPgBouncer } from '../support/farm/pgbouncer.js';

// What is done to a farm, and what holds all the same: run by `npm run test:farm`, all of it or what is named.

// A server that outlived its spec would stay: ending by a signal ends it, too.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));

const outage = (of: Outage): Disturbance => ({ name: of.name, tell: () => throughOutage(of) });
const ALL: readonly Disturbance[] = [
  idle,
  backlog,
  ...OUTAGES.map(outage),
  awayAtStart,
  ...NETWORK_OUTAGES.map(outage),
  frozen,
  pooled,
  ...(hasPgBouncer ? [pgBouncer, ...PGBOUNCER_OUTAGES.map(outage)] : []),
  heldLoop,
  heldEmbedded,
  poison,
  workerKills,
  embeddedKills,
];
const named = process.argv.slice(2);
const began = performance.now();
const broken: string[] = [];
for (const { name, tell } of ALL) {
  if (named.length > 0 && !named.includes(name)) continue;
  try {
    console.log(name, JSON.stringify(await tell()));
  } catch (error) {
    broken.push(name);
    console.log(name, 'does not hold:', error);
  }
}
if (!hasPgBouncer) console.log('pgbouncer is not installed here, so nothing was tried behind it');
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(
  broken.length === 0 ? `all hold, in ${minutes} minutes` : `in ${minutes} minutes, broken: ${broken.join(', ')}`,
);
process.exit(broken.length);
