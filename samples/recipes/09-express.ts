// Express: server and jobs stop in one stop. The server takes no more connections when it begins, answers what was
// asked, and is cut off when the time to drain is over; what the jobs and the server work with is closed when it has ended.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Registry, type RunContext, Scheduler } from 'carillon';
import express from 'express';

const registry = new Registry({ zone: 'UTC' });
registry.schedule(count).withName('count').toRunNow();
const scheduler = new Scheduler(registry);
scheduler.on('stopped', ({ finished }) => console.log('finished', finished));
scheduler.on('stopped', () => console.log('database closed'));

const app = express();
app.get('/slow', async (_request, response) => {
  await wait(200);
  console.log('answered');
  response.end();
});
const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
scheduler.joinServer(server);
await once(server, 'listening');
scheduler.start();

const { port } = server.address() as AddressInfo;
const asked = fetch(`http://127.0.0.1:${port}/slow`);
await wait(100);
void scheduler.stop(); // A signal does it.
await asked;

async function count({ stopping }: RunContext): Promise<void> {
  while (!stopping.aborted) await wait(50);
}

/* prints:
answered
finished [ 'count', 'web server' ]
database closed
*/
