// A request is answered at once; what it caused goes on in the background. The stop waits for that work too, and work
// that comes after the stop has begun is refused, not lost.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Scheduler, SchedulerStoppingError } from 'carillon';

const scheduler = new Scheduler().start();

const server = createServer((request, response) => {
  try {
    void scheduler.background.run(signal => sendReceipt(request.url ?? '', signal), { label: 'receipt' });
    response.writeHead(202).end('ordered');
  } catch (error) {
    if (!(error instanceof SchedulerStoppingError)) throw error;
    response.writeHead(503, { 'retry-after': '10' }).end('try again in a moment');
  }
}).listen(0, '127.0.0.1');
await once(server, 'listening');

await order('/orders/1');
const stopped = scheduler.stop();
await order('/orders/2');
console.log('finished by the stop:', (await stopped).finished);
server.close();

async function order(path: string): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST' });
  console.log(`${path}: ${response.status} ${await response.text()}`);
}

async function sendReceipt(order: string, signal: AbortSignal): Promise<void> {
  await wait(200, undefined, { signal });
  console.log(`receipt for ${order} sent`);
}

/* prints:
/orders/1: 202 ordered
/orders/2: 503 try again in a moment
receipt for /orders/1 sent
finished by the stop: [ 'receipt' ]
*/
