// A dashboard behind the sessions of its application: administrators may operate, whoever else has logged in may read,
// and the others are sent to log in. Where middleware before it has asked already, `authorize: () => ({ can: 'operate' })`
// says that this is enough.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Registry, Scheduler } from 'carillon';
import { type Access, dashboard } from 'carillon/dashboard';
import express from 'express';

/** As the application keeps them, in a store. */
const sessions = new Map([
  ['4711', { user: 'ana', isAdmin: true }],
  ['0815', { user: 'ben', isAdmin: false }],
]);

const registry = new Registry({ zone: 'UTC' });
registry
  .schedule(() => {})
  .withName('digest')
  .toRunEvery(1)
  .days();
const scheduler = new Scheduler(registry).start();

const app = express();
app.use('/jobs', dashboard(scheduler, { authorize }).node);
const server = app.listen(0, '127.0.0.1');
scheduler.joinServer(server);
await once(server, 'listening');

for (const cookie of ['session=4711', 'session=0815', '']) await ask(cookie);
await scheduler.stop();

function authorize(request: Request): Access | Response {
  const [, id = ''] = /\bsession=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? [];
  const session = sessions.get(id);
  if (session === undefined) return new Response(null, { status: 303, headers: { location: '/login' } });
  return { user: session.user, can: session.isAdmin ? 'operate' : 'read' };
}

async function ask(cookie: string): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/jobs?get=state`;
  const response = await fetch(address, { headers: { cookie }, redirect: 'manual' });
  if (response.status === 303) return console.log('sent to', response.headers.get('location'));
  const { user, can } = (await response.json()) as { user: string; can: { run: boolean } };
  console.log(user, can.run ? 'may run jobs' : 'may look');
}

/* prints:
ana may run jobs
ben may look
sent to /login
*/
