// Work that must not be lost, on one machine: it is stored in a directory, tried again when it fails, and what follows it
// begins when it has succeeded. A second start would go on with what the first has left. With pgBoss(DATABASE_URL) in
// place of pglite(…) the same runs on many hosts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry, type RunContext, Scheduler } from 'carillon';
import { pglite } from 'carillon/farm';

let filed: () => void = () => {};
const isFiled = new Promise<void>(resolve => {
  filed = resolve;
});
const directory = join(mkdtempSync(join(tmpdir(), 'shop-')), 'data');

const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(({ data, attempt, key }: RunContext) => {
    console.log(`receipt ${JSON.stringify(data)}, attempt ${attempt}, ${key}`);
    if (attempt === 1) throw new Error('the mail server is busy');
    return 'sent';
  })
  .withName('send-receipt')
  .whenAsked()
  .withRetry({ attempts: 5, delay: { milliseconds: 100 } });
registry
  .schedule(() => {
    console.log('the receipt is filed');
    filed();
  })
  .withName('file-receipt')
  .whenAsked();

const farm = pglite(directory, { name: 'shop' });
const scheduler = new Scheduler(registry, { farm });
scheduler.on('failed', ({ error }) => console.log(String(error)));
scheduler.start();
await farm.ready();

const asked = await scheduler
  .enqueue('send-receipt', { order: 42 }, { key: 'order-42', within: { seconds: 30 } })
  .andThen('file-receipt');
const again = await scheduler.enqueue('send-receipt', { order: 42 }, { key: 'order-42' });
console.log('asked for twice, stored once:', again.id === asked.id, again.created);
console.log('how it ended:', (await asked.outcome()).kind);
await isFiled;
await scheduler.stop();
rmSync(join(directory, '..'), { recursive: true });
