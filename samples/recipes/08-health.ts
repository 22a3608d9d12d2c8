// Two questions that a host asks of a process. Alive: it answers at all. Ready: it takes work, no job has failed three
// times in a row, and none is a minute late. A stop makes it unready at once, so that no new request is sent its way.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry, Scheduler } from 'carillon';

const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(() => {})
  .withName('digest')
  .toRunEvery(1)
  .days();
registry.schedule(fail).withName('rates').toRunEvery(1).hours();
const scheduler = new Scheduler(registry).start();
scheduler.on('failed', () => {});

const server = createServer((request, response) => {
  if (request.url === '/live') return void response.end('alive');
  const reasons = unready();
  response.writeHead(reasons.length === 0 ? 200 : 503).end(reasons.join('; ') || 'ready');
}).listen(0, '127.0.0.1');
await once(server, 'listening');

await ask('/live');
await ask('/ready');
for (let times = 0; times < 3; times += 1) await scheduler.get('rates')?.trigger();
await ask('/ready');
await scheduler.stop();
await ask('/ready');
server.close();

function unready(): readonly string[] {
  if (scheduler.state !== 'running') return [scheduler.state];
  const failing = scheduler.jobs.filter(job => job.streak >= 3).map(job => `${job.name} keeps failing`);
  const { oldestOverdue } = scheduler.health();
  return oldestOverdue !== undefined && oldestOverdue.overdueMs > 60_000
    ? [...failing, `${oldestOverdue.jobName} is late`]
    : failing;
}

async function ask(path: string): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  console.log(path, response.status, await response.text());
}

function fail(): void {
  throw new Error('no answer');
}

/* prints:
/live 200 alive
/ready 200 ready
/ready 503 rates keeps failing
/ready 503 stopped
*/
