import { backlog } from '../support/farm/disturbances/backlog.js';
import type { Disturbance } from '../support/farm/disturbances/disturbance.js';
import { embeddedKills } from '../support/farm/disturbances/embedded-kills.js';
import { frozen } from '../support/farm/disturbances/frozen.js';
import { idle } from '../support/farm/disturbances/idle.js';
import { throughOutage } from '../support/farm/disturbances/outage.js';
import { OUTAGES } from '../support/farm/disturbances/outages.js';
import { pooled } from '../support/farm/disturbances/pooled.js';

// What is done to a farm, and what holds all the same: run by `npm run test:farm`, all of it or what is named.

// A server that outlived its spec would stay: ending by a signal ends it, too.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));

const ALL: readonly Disturbance[] = [
  idle,
  backlog,
  ...OUTAGES.map(outage => ({ name: outage.name, tell: () => throughOutage(outage) })),
  frozen,
  pooled,
  embeddedKills,
];
const named = process.argv.slice(2);
let broken = 0;
for (const { name, tell } of ALL) {
  if (named.length > 0 && !named.includes(name)) continue;
  try {
    console.log(name, JSON.stringify(await tell()));
  } catch (error) {
    broken += 1;
    console.log(name, 'does not hold:', error);
  }
}
process.exit(broken);
