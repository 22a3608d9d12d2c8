import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { dashboard } from '../../../lib/dashboard/index.js';
import { Registry, Scheduler } from '../../../lib/index.js';

const PATH = fileURLToPath(import.meta.url);

/** A process of its own that serves a dashboard until it is told to stop, and what address it serves it at. */
export async function servingChild(): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const child = fork(PATH, { silent: true, execArgv: [] });
  const [url] = await once(child, 'message');
  child.disconnect();
  return { process: child, url: String(url) };
}

/** What that process does: as an application would, in as few lines. */
function serve(): void {
  const registry = new Registry();
  registry
    .schedule(() => {})
    .withName('beat')
    .toRunEvery(1)
    .seconds();
  const scheduler = new Scheduler(registry);
  const page = dashboard(scheduler);
  const server = createServer((request, response) => void page.node(request, response));
  scheduler.joinServer(server);
  scheduler.start();
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) process.send?.(`http://127.0.0.1:${address.port}/`);
  });
}

if (process.argv[1] === PATH) serve();
