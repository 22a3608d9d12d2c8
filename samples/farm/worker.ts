// A worker without a web server: one more host of the farm, as many times as it is started. Kill one, and what it had in
// hand goes on elsewhere within seconds; stop one by a signal, and it goes on at once.
//
//     DATABASE_URL=postgres://user@host/database node worker.js
import { Registry, type RunContext, Scheduler } from 'carillon';
import { pgBoss } from 'carillon/farm';

const registry = new Registry({ zone: 'Europe/Berlin' });
registry.schedule(count).withName('stock').toRunEvery(10).seconds();
registry.schedule(count).withName('digest').toRunEvery(1).weekdays().at(21, 15);
registry.schedule(count).withName('charge').toRunEvery(1).months().on(1).atMostOnce();
registry.schedule(count).withName('warm-cache').toRunEvery(1).minutes().onEveryHost();

const farm = pgBoss(process.env['DATABASE_URL'], { name: 'shop', release: process.env['RELEASE'] ?? 'unnamed' });
const scheduler = new Scheduler(registry, { farm });
scheduler.on('farm', ({ kind, text }) => console.log(`${kind}: ${text}`));
scheduler.on('started', ({ key }) => console.log(`${key} runs here`));
scheduler.start();

async function count({ signal, redelivered, token }: RunContext): Promise<string> {
  for (let shelf = 0; shelf < 10; shelf += 1) {
    signal.throwIfAborted();
    await new Promise(wake => setTimeout(wake, 500));
  }
  return `token ${token}, begun before ${redelivered} times`;
}
