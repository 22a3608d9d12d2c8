// @ts-check
// Starts a server by the command that it is given, asks it for /api/jobs, prints what it answers, and ends it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const LONGEST_START_MS = 120_000;
const PAUSE_MS = 250;

const port = await freePort();
const [command = '', ...args] = process.argv.slice(2);
const server = spawn(command, [...args, '--port', String(port)], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
server.stdout.resume();
const ended = once(server, 'close').then(([status]) => Promise.reject(new Error(`the server ended with ${status}`)));
try {
  console.log(await Promise.race([answer(), ended]));
} finally {
  ended.catch(() => {});
  // With all that it has started: npx and the server's own workers are processes of their own.
  if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGTERM');
}

/** @returns {Promise<string>} */
async function answer() {
  const until = Date.now() + LONGEST_START_MS;
  for (;;) {
    try {
      return await (await fetch(`http://127.0.0.1:${port}/api/jobs`)).text();
    } catch (error) {
      if (Date.now() > until) throw error;
      await wait(PAUSE_MS);
    }
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
