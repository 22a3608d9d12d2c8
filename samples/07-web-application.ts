// A web application whose jobs run beside its requests: npm start, look at the page, press Ctrl-C. The server and the
// jobs then stop side by side, and the process ends with the status that the signal asks for.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Scheduler } from 'carillon';
import express from 'express';
import { jobView } from './web-application/job-view.js';
import { ShopJobs } from './web-application/jobs.js';
import { page, rows } from './web-application/page.js';

const registry = new ShopJobs();
const scheduler = new Scheduler(registry, { name: 'shop' });
const views = () => scheduler.jobs.map(job => jobView(job, registry.purposes.get(job.name) ?? ''));

const application = express();
application.get('/', (_request, response) => void response.send(page(views(), registry.zone)));
application.get('/rows', (_request, response) => void response.send(rows(views())));
application.get('/jobs.json', (_request, response) => void response.json(views()));
application.post('/jobs/:name/trigger', (request, response) => {
  const job = scheduler.get(request.params.name);
  if (job === undefined) {
    response.status(404).send('There is no such job.');
    return;
  }
  void job.trigger(); // How it ends is on the page.
  response.redirect(303, '/');
});

const server = application.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
await once(server, 'listening');

// As a piece of background work the server belongs to what a stop waits for: it takes no new connections when the stop
// begins, answers what was asked, and is cut off when the time to drain is over.
scheduler.background.run(serve, { label: 'web server' });
scheduler.on('stopping', () => server.close());
scheduler.on('stopped', ({ tookMs }) => console.log(`stopped after ${Math.round(tookMs)} ms`));
scheduler.start();
console.log(`the bells of the shop: http://localhost:${(server.address() as AddressInfo).port}`);

async function serve(signal: AbortSignal): Promise<void> {
  signal.addEventListener('abort', () => server.closeAllConnections());
  await once(server, 'close');
}

/* prints:
the bells of the shop: http://localhost:…
^C
stopped after … ms
*/
