import { openSync, writeSync } from 'node:fs';
import { pgBoss, pglite } from '../../../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../../../lib/index.js';
import { silent } from '../../silent.js';
import { pause } from '../waiting.js';

// A process in a farm that asks for work as fast as it is stored, says in a file what was acknowledged and what has run, and
// goes on until it is killed.

const ASKED_AT_ONCE = 20;
const { URL: url, DIRECTORY = '', LOG = '', LIFE = '', PAUSE_MS = '0' } = process.env;
const file = openSync(LOG, 'a');

const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(({ data }: RunContext) => void writeSync(file, `ran ${data}\n`))
  .withName('job')
  .whenAsked();
const farm = url === undefined ? pglite(DIRECTORY, { application: 'spec' }) : pgBoss(url, { application: 'spec' });
const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent }).start();
scheduler.on('farm', ({ kind, error }) => {
  if (kind === 'refused') writeSync(file, `refused ${error}\n`);
});
await farm.ready();
process.send?.('ready');
process.on('message', () => void scheduler.stop({ drain: 1_000 }).then(() => process.exit(0)));
for (let n = 0; LIFE !== 'last'; n += ASKED_AT_ONCE) {
  const asked = Array.from({ length: ASKED_AT_ONCE }, (_, i) => n + i);
  await Promise.all(
    asked.map(async one => {
      const id = `${LIFE}-${one}`;
      await scheduler.enqueue('job', id).then(
        () => writeSync(file, `stored ${id}\n`),
        error => writeSync(file, `not stored ${id}: ${error}\n`),
      );
    }),
  );
  await pause(Number(PAUSE_MS));
}
