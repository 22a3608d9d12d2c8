// The shop of the web application as one of several hosts: each serves a page, and the jobs run once, somewhere. The
// dashboard of any of them shows all. Started three times by npm run start:farm; by itself it takes PORT and DATABASE_URL.
import { createServer } from 'node:http';
import { Registry, type RunContext, Scheduler } from 'carillon';
import { dashboard } from 'carillon/dashboard';
import { pgBoss } from 'carillon/farm';

const port = Number(process.env['PORT'] ?? 3000);
const runs: string[] = [];

const registry = new Registry({ zone: 'Europe/Berlin' });
registry.schedule(work(3)).withName('stock').toRunEvery(5).seconds();
registry.schedule(work(8)).withName('inventory').toRunEvery(20).seconds().whenOverlapping('runAfter');
registry.schedule(work(1)).withName('rates').toRunEvery(10).seconds().inGroup('bank');
registry.schedule(work(1)).withName('balance').toRunEvery(10).seconds().inGroup('bank');
registry.schedule(work(1)).withName('receipt').whenAsked().withRetry({ attempts: 5 });

const farm = pgBoss(process.env['DATABASE_URL'], { name: 'shop', release: 'sample' });
const scheduler = new Scheduler(registry, { farm, name: `host ${port}` });
scheduler.on('farm', ({ text }) => say(text));

const jobs = dashboard(scheduler);
const server = createServer((request, response) => {
  if (request.url?.startsWith('/jobs')) {
    void jobs.node(request, response);
    return;
  }
  if (request.method === 'POST') scheduler.enqueue('receipt', { at: new Date().toISOString() });
  const ask = '<form method="post"><button>ask for a receipt</button></form>';
  const title = `<h1>host ${port}</h1><a href="/jobs">all hosts</a>`;
  const page = `<meta http-equiv="refresh" content="1">${title}${ask}<pre>${runs.join('\n')}</pre>`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
}).listen(port, '127.0.0.1');
scheduler.joinServer(server);
scheduler.start();

function work(seconds: number) {
  return async ({ key, signal, redelivered }: RunContext): Promise<void> => {
    say(`${key} begins${redelivered > 0 ? `, for the ${redelivered + 1}th time` : ''}`);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, seconds * 1_000);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
    });
    say(`${key} has ended`);
  };
}

function say(text: string): void {
  runs.unshift(`${new Date().toISOString().slice(11, 19)} ${text}`);
  runs.length = Math.min(runs.length, 40);
  console.log(`[${port}] ${text}`);
}
