// A web application whose jobs run beside its requests: npm start, look at the page, press Ctrl-C. The server and the
// jobs then stop side by side, and the process ends with the status that the signal asks for.
import { type ScheduledJob, Scheduler } from 'carillon';
import { dashboard } from 'carillon/dashboard';
import express, { type Request, type Response } from 'express';
import { jobView } from './web-application/job-view.js';
import { ShopJobs } from './web-application/jobs.js';
import { listening } from './web-application/listening.js';
import { items, page } from './web-application/page.js';

const registry = new ShopJobs();
const scheduler = new Scheduler(registry, { name: 'shop' });
const views = () => scheduler.jobs.map(jobView);

const application = express();
application.get('/', (_request, response) => void response.send(page(views(), registry.zone)));
application.get('/items', (_request, response) => void response.send(items(views())));
application.get('/jobs.json', (_request, response) => void response.json(views()));
application.post(
  '/jobs/:name/trigger',
  toJob(job => void job.trigger()), // How it ends is on the page.
);
application.post(
  '/jobs/:name/pause',
  toJob(job => job.pause('paused on the page')),
);
application.post(
  '/jobs/:name/resume',
  toJob(job => job.resume()),
);

// The dashboard, for this machine only; who else may see it is said by authorize, as by the session of the application.
application.use('/dashboard', dashboard(scheduler, { backLink: '/' }).node);

const server = application.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
// It takes no new connections when the stop begins, answers what was asked, and is cut off when the drain is over.
scheduler.joinServer(server);
const port = await listening(server);

scheduler.on('stopped', ({ tookMs }) => console.log(`stopped after ${Math.round(tookMs)} ms`));
scheduler.start();
console.log(`the bells of the shop: http://localhost:${port}\nthe dashboard: http://localhost:${port}/dashboard`);

function toJob(act: (job: ScheduledJob) => void) {
  return (request: Request<{ name: string }>, response: Response): void => {
    const job = scheduler.get(request.params.name);
    if (job === undefined) {
      response.status(404).send('There is no such job.');
      return;
    }
    act(job);
    response.redirect(303, '/');
  };
}

/* prints:
the bells of the shop: http://localhost:…
the dashboard: http://localhost:…/dashboard
^C
stopped after … ms
*/
