import { openSync, writeSync } from 'node:fs';
import { pglite } from '../../../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../../../lib/index.js';
import { silent } from '../silent.js';

// A process with an embedded farm that asks for work as fast as it is stored, says in a file what was acknowledged and what
// has run, and goes on until it is killed.

const ASKED_AT_ONCE = 20;
const { DIRECTORY = '', LOG = '', LIFE = '' } = process.env;
const file = openSync(LOG, 'a');

const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(({ data }: RunContext) => void writeSync(file, `ran ${data}\n`))
  .withName('job')
  .whenAsked();
const farm = pglite(DIRECTORY, { application: 'spec' });
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
      await scheduler.enqueue('job', `${LIFE}-${one}`);
      writeSync(file, `stored ${LIFE}-${one}\n`);
    }),
  );
}
